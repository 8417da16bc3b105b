/**
 * What a run leaves behind: typed results, {@code results.json} with its schema, and the tidy tables beside it. One
 * reader and one writer for each, with the same bytes for the same results. Nothing is computed or drawn here.
 */
@NullMarked
package org.wardround.study.results;

import org.jspecify.annotations.NullMarked;
