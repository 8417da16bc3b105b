/**
 * All that is computed from sums over sites: Newton steps, tests, intervals, metrics, verdicts. Every function
 * takes totals and returns estimates, so it works the same whether the totals came from one site or from a secure
 * sum. No rows of patients, no files and no knowledge of who contributed belong here.
 */
@NullMarked
package org.wardround.inference;

import org.jspecify.annotations.NullMarked;
