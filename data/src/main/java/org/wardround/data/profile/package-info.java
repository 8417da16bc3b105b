/**
 * A first data dictionary, guessed from one table: types, ranges, codes, sentinels, outcome. What identifies people is left out
 * and no value of a single row is repeated as a border. It proposes and never decides; nothing else may depend on its guesses.
 */
@NullMarked
package org.wardround.data.profile;

import org.jspecify.annotations.NullMarked;
