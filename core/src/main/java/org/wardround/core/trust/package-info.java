/**
 * Keys that carry meaning in a federation: Ed25519 keys and signatures, key files, fingerprints as words, the roster and the
 * rules by which one roster follows another. JDK cryptography only. Knows no TLS, no certificate and no file format but the
 * one of keys.
 */
@NullMarked
package org.wardround.core.trust;

import org.jspecify.annotations.NullMarked;
