/**
 * A site's tables: reading, the mapping applied, the frozen snapshot, the split, and the profile. Problems are
 * collected and reported all at once, with file, line and column. No training, and no code that sends anything
 * anywhere, belong here.
 */
@NullMarked
package org.wardround.data;

import org.jspecify.annotations.NullMarked;
