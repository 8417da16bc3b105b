/**
 * All that is computed from sums over sites: descriptions, metrics, intervals, tests, verdicts. What a site adds is computed from its rows by
 * pure functions that keep nothing, and what follows from the sum is the same whether one site or many are in it. No files, no transport and no
 * knowledge of who contributed belong here.
 */
@NullMarked
package org.wardround.inference;

import org.jspecify.annotations.NullMarked;
