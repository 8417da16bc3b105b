/**
 * Secure sums: the session that all keys and signatures of one sum are bound to, and the signed messages of its five steps. What a site does lives in the package {@code site}, what
 * the coordinator does in {@code coordinator}; neither knows a network, a disk or a clock.
 *
 * @see <a href="https://doi.org/10.1145/3133956.3133982">Bonawitz et al. 2017, figure 4 (the protocol against an active adversary)</a>
 */
@NullMarked
package org.wardround.privacy.secure;

import org.jspecify.annotations.NullMarked;
