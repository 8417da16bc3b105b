/**
 * The commands of administrators and authors: keys, rosters and signatures over rosters and studies. Passphrases are read here and nowhere else. What
 * holds and what is refused is decided in {@code core.trust} and {@code study}.
 */
@NullMarked
package org.wardround.cli.federation;

import org.jspecify.annotations.NullMarked;
