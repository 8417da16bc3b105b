/**
 * The messages between coordinator and site: which calls there are, the limits of every field, the versions, the errors. What is decoded here has passed
 * all limits or was refused by name. Nothing here knows a connection.
 */
@NullMarked
package org.wardround.protocol.message;

import org.jspecify.annotations.NullMarked;
