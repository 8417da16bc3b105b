/**
 * What is said of a run to privacy officers, regulators and those who use its model, in documents where every value of the run stands with its source. Everything comes from the run's folder as {@code study.evidence} hands it
 * out; nothing is computed here but roundings.
 */
@NullMarked
package org.wardround.report.evidence;

import org.jspecify.annotations.NullMarked;
