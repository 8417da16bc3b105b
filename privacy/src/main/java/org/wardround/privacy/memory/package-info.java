/**
 * What a hospital remembers of the sums that it was part of, so that no two of them differ by one hospital. Here lie what counts as the same vector, what as the same column and the rule itself, in memory and without a
 * disk; who keeps it durably is the site.
 */
@NullMarked
package org.wardround.privacy.memory;

import org.jspecify.annotations.NullMarked;
