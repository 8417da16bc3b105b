/**
 * Signatures and agreements for tests that make the same ones over and over.
 */
@NullMarked
package org.wardround.testkit.crypto;

import org.jspecify.annotations.NullMarked;
