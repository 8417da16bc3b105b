/**
 * The few cryptographic parts that masks are made of, each from the Java platform's own primitives: key derivation, key agreement, streams of masks,
 * sealed messages, shares of a secret. Published test vectors hold each. Nothing here knows a protocol, a site or a round.
 */
@NullMarked
package org.wardround.privacy.crypto;

import org.jspecify.annotations.NullMarked;
