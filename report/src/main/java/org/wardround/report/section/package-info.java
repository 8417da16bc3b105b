/**
 * The sections of the report, one class each: results in, elements out. A section without content is left out. Nothing here
 * draws shapes or estimates anything; numbers are shown as the results hold them.
 */
@NullMarked
package org.wardround.report.section;

import org.jspecify.annotations.NullMarked;
