package org.wardround.publish.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.wardround.core.study.Range;

/** To how many digits figures are published; the same digits in every file, so that none says more than another. */
public final class Rounding {
    /** No figure has more. */
    static final int MOST_DECIMALS = 6;

    private Rounding() {}

    /** Decimals that give a standard deviation two significant digits; 1 where there is none. */
    public static int decimals(double sd) {
        if (!(sd > 0 && Double.isFinite(sd))) {
            return 1;
        }
        return (int) Math.min(MOST_DECIMALS, Math.max(0, 1 - Math.floor(StrictMath.log10(sd))));
    }

    /** Decimals where the deviation must not be told: as if it were a tenth of the declared range. */
    public static int decimals(Range range) {
        return decimals(range.width() / 10);
    }

    /** Rounded half to even; NaN and infinities as they are. */
    public static double to(int decimals, double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .doubleValue()
                : value;
    }
}
