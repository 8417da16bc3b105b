package org.wardround.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** Seconds on the wall and of processor time, which tells how far other work on the machine disturbed a measurement. */
final class Stopwatch {
    private static final double NANOS = 1e9;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final long wall = System.nanoTime();
    private final long processor = SYSTEM.getProcessCpuTime();

    double seconds() {
        return (System.nanoTime() - wall) / NANOS;
    }

    /** Of all threads together, compiler and collector included. */
    double processorSeconds() {
        return (SYSTEM.getProcessCpuTime() - processor) / NANOS;
    }

    static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    static void print(String format, Object... figures) {
        System.out.printf(Locale.ROOT, format + "%n", figures);
    }
}
