/**
 * The site's choice between transports, by the address of its coordinator. Nothing else is decided here.
 */
@NullMarked
package org.wardround.protocol.client;

import org.jspecify.annotations.NullMarked;
