/**
 * The two ways to disk: a journal of small events and a store of large contents, and the store's form in plain files. Both say "done" only when what
 * they were given survives a power failure. Nothing here knows what events or contents mean.
 */
@NullMarked
package org.wardround.core.storage;

import org.jspecify.annotations.NullMarked;
