/**
 * The coordinator's journal and blobs in its folder. What they hold is the business of other packages.
 */
@NullMarked
package org.wardround.coordinator.storage;

import org.jspecify.annotations.NullMarked;
