/**
 * The plots of the report, one class each, over numbers and labels. Shapes and line styles differ as well as colours, so that
 * they read in grey too. Nothing here reads results or writes prose.
 */
@NullMarked
package org.wardround.report.plot;

import org.jspecify.annotations.NullMarked;
