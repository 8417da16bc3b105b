/**
 * Names and hashes as types: sites and SHA-256 digests. Values only, compared by content, ordered where order can reach a
 * result. No keys and no certificates.
 */
@NullMarked
package org.wardround.core.identity;

import org.jspecify.annotations.NullMarked;
