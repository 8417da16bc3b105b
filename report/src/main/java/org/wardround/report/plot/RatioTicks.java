package org.wardround.report.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Round ratios on an axis of logarithms: 0.5, 1, 2, 5 and so on; on a narrow axis evenly spaced ratios. */
final class RatioTicks {
    private static final int FEWEST = 3;
    private static final int MOST = 6;
    private static final int DECADES = 4;
    private static final double[][] STEPS = {{1, 2, 5}, {1, 3}, {1}};

    private RatioTicks() {}

    /** Ratios whose logarithms lie on the axis, ascending. */
    static List<Double> of(Scale logarithms) {
        for (double[] steps : STEPS) {
            List<Double> ratios = round(logarithms, steps);
            if (ratios.size() >= FEWEST && ratios.size() <= MOST) {
                return ratios;
            }
        }
        double low = StrictMath.exp(logarithms.low());
        double high = StrictMath.exp(logarithms.high());
        return new Scale(low, high).ticks(4).stream().filter(ratio -> ratio > 0).toList();
    }

    private static List<Double> round(Scale logarithms, double[] steps) {
        List<Double> ratios = new ArrayList<>();
        for (int decade = -DECADES; decade <= DECADES; decade++) {
            for (double step : steps) {
                double power = StrictMath.pow(10, Math.abs(decade));
                double ratio = decade < 0 ? step / power : step * power;
                if (logarithms.holds(StrictMath.log(ratio))) {
                    ratios.add(ratio);
                }
            }
        }
        return ratios;
    }

    /** As few decimals as each needs. */
    static String label(double ratio) {
        return BigDecimal.valueOf(ratio)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
