/**
 * Envelopes: one approval for a family of studies, with what may differ between them. Reads them, proposes one from a study, and tells what of a study is
 * outside, each in one line. Whether an envelope was approved, and by whom, belongs to {@code site.approval}.
 */
@NullMarked
package org.wardround.site.envelope;

import org.jspecify.annotations.NullMarked;
