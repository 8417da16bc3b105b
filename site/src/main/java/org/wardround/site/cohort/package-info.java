/**
 * Whom this hospital's releases were about, kept for ever and known to nobody else: marks of patients under a key that only the site has, and the groups that were counted. Holds no patient's key or value, and no name of a run or study.
 */
@NullMarked
package org.wardround.site.cohort;

import org.jspecify.annotations.NullMarked;
