/**
 * Whom this hospital's releases were about, kept for ever and known to nobody else: marks of patients under a key that only the site has, the groups that were counted, and the weights by which they were, up to a factor. Holds no patient's key, no other value, and no name of a run or study.
 */
@NullMarked
package org.wardround.site.cohort;

import org.jspecify.annotations.NullMarked;
