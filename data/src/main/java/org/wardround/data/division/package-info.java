/**
 * One cohort divided among invented sites, for experiments: which patient goes where. It sees classes and numbers of
 * patients only, and no rows. Nothing a hospital relies on may depend on it.
 */
@NullMarked
package org.wardround.data.division;

import org.jspecify.annotations.NullMarked;
