/**
 * Measurements: JMH benchmarks of inner loops and timings of whole runs. Each prints the numbers that the
 * documentation quotes. No code that other modules use and no test of correctness belong here.
 */
@NullMarked
package org.wardround.benchmarks;

import org.jspecify.annotations.NullMarked;
