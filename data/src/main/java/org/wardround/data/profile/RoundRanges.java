package org.wardround.data.profile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.wardround.core.study.Range;

/** Ranges that hold all values seen and some beyond, with round borders: the smallest and the largest value of a table are patients' own. */
final class RoundRanges {
    private static final double MARGIN = 0.1;

    private RoundRanges() {}

    /** A tenth of the width is added on both sides, and borders are rounded outward; what never was negative doesn't become so. */
    static Range around(double lowest, double highest) {
        double width = highest > lowest ? highest - lowest : Math.max(1, Math.abs(highest));
        int digits = new BigDecimal(width).precision() - new BigDecimal(width).scale() - 1;
        BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(digits - 1).multiply(BigDecimal.valueOf(5));
        double low = outward(lowest - MARGIN * width, step, RoundingMode.FLOOR);
        double high = outward(highest + MARGIN * width, step, RoundingMode.CEILING);
        return new Range(lowest >= 0 ? Math.max(0, low) : low, highest <= 0 ? Math.min(0, high) : high);
    }

    /** Whole years, one more on both sides. */
    static Range aroundDays(double first, double last) {
        int from = LocalDate.ofEpochDay((long) first).getYear() - 1;
        int to = LocalDate.ofEpochDay((long) last).getYear() + 1;
        return new Range(
                LocalDate.of(from, 1, 1).toEpochDay(), LocalDate.of(to, 12, 31).toEpochDay());
    }

    private static double outward(double border, BigDecimal step, RoundingMode mode) {
        return new BigDecimal(border).divide(step, 0, mode).multiply(step).doubleValue();
    }
}
