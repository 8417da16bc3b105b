/**
 * What every transport needs below its calls: where the coordinator is and by which proxy, keys and certificates, and words for what fails on the way. Nothing
 * here knows a message of the protocol.
 */
@NullMarked
package org.wardround.protocol.connection;

import org.jspecify.annotations.NullMarked;
