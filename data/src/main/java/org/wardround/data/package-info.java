/**
 * What all of a site's data handling shares: problems, collected and reported all at once, each with file, line and
 * column. Reading, the mapping, the split, the snapshot and the profile live in packages below. No training, and no
 * code that sends anything anywhere, belong in this module.
 */
@NullMarked
package org.wardround.data;

import org.jspecify.annotations.NullMarked;
