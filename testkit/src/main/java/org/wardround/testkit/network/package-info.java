/**
 * Networks as hospitals have them, in one process on loopback: a proxy and a slow line. Real
 * sockets, real time; nothing here knows what travels.
 */
@NullMarked
package org.wardround.testkit.network;

import org.jspecify.annotations.NullMarked;
