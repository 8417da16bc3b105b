package org.wardround.report.section;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.wardround.core.study.Metric;
import org.wardround.study.results.Count;

/** Numbers as the report shows them: rounded half to even, with a true minus sign, a dash where not defined. */
final class Figures {
    static final String NONE = "–";
    private static final int DECIMALS = 3;
    private static final MathContext SIGNIFICANT = new MathContext(4, RoundingMode.HALF_EVEN);

    private Figures() {}

    /** Three decimals, except for metrics in the outcome's unit, which have four significant digits. */
    static String metric(Metric metric, double value) {
        return metric == Metric.RMSE ? quantity(value) : fixed(value, DECIMALS);
    }

    /** As {@link #metric}, with a sign. */
    static String difference(Metric metric, double value) {
        String text = metric(metric, value);
        boolean signed =
                text.startsWith("−") || text.equals(NONE) || text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return signed ? text : "+" + text;
    }

    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        return signed(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN));
    }

    /** As {@link #fixed}, with a plus sign where above 0. */
    static String signedFixed(double value, int decimals) {
        String text = fixed(value, decimals);
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return value > 0 && !zero ? "+" + text : text;
    }

    /** Four significant digits, and always the whole part; powers of ten where that would be long. */
    static String quantity(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        if (value != 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e7)) {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN));
            return rounded.stripTrailingZeros().toString().replace('-', '−').replace("E", "e");
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(SIGNIFICANT);
        boolean large = rounded.precision() - rounded.scale() >= SIGNIFICANT.getPrecision();
        return large ? fixed(value, 0) : signed(rounded);
    }

    /** How many decimals give a standard deviation two significant digits. */
    static int decimalsFor(double sd) {
        return sd > 0 && Double.isFinite(sd) ? (int) Math.max(0, 1 - Math.floor(StrictMath.log10(sd))) : 1;
    }

    /** {@code 53.0 (9.6)}. */
    static String meanAndSpread(double mean, double sd, int decimals) {
        return Double.isFinite(mean) ? "%s (%s)".formatted(fixed(mean, decimals), fixed(sd, decimals)) : NONE;
    }

    /** A share from 0 to 1 in whole percent; what is above 0 never shows as 0. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        if (share > 0 && share < 0.005) {
            return "<1 %";
        }
        return fixed(share * 100, 0) + " %";
    }

    static String p(double p) {
        if (!Double.isFinite(p)) {
            return NONE;
        }
        return p < 0.001 ? "<0.001" : fixed(p, DECIMALS);
    }

    /** Thousands apart by a thin space. */
    static String count(long count) {
        StringBuilder text = new StringBuilder(Long.toString(count));
        for (int at = text.length() - 3; at > (count < 0 ? 1 : 0); at -= 3) {
            text.insert(at, '\u202f');
        }
        return text.toString();
    }

    /** The same of a count that may be suppressed. */
    static String count(Count count) {
        return count.isSuppressed() ? Count.WORD : count(count.value());
    }

    /** {@code 2 rows}, {@code suppressed rows}. */
    static String counted(Count count, String one) {
        return count.isSuppressed() ? Count.WORD + " " + one + "s" : counted(count.value(), one);
    }

    /** {@code 1 row}, {@code 2 rows}. */
    static String counted(long count, String one) {
        return count(count) + " " + (count == 1 ? one : one + "s");
    }

    private static String signed(BigDecimal value) {
        String text = value.toPlainString();
        boolean zero = value.signum() == 0;
        return zero ? text.replace("-", "") : text.replace('-', '−');
    }
}
