package org.wardround.cli.command;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.wardround.study.results.Privacy;

/** What a finished federation means for a patient whose record was in it, in one line. */
final class PatientWords {
    private PatientWords() {}

    static String of(Privacy privacy) {
        String hidden = privacy.secureAggregation()
                ? "mixed with other hospitals' so that none can be seen alone"
                : "added to other hospitals' by a coordinator that sees each";
        Privacy.DifferentialPrivacy limit = privacy.differentialPrivacy();
        String traces = limit.isNone()
                ? "this run set no limit on them"
                : "limited to \u03b5 = " + roundedUp(limit.epsilon()) + limit.condition();
        return "For a patient: Your record stays here. A summary of many patients leaves, %s. The finished model can still carry traces: %s."
                .formatted(hidden, traces);
    }

    /** A limit in three digits is never below the true one. */
    private static String roundedUp(double epsilon) {
        return new BigDecimal(epsilon)
                .round(new MathContext(3, RoundingMode.UP))
                .stripTrailingZeros()
                .toPlainString();
    }
}
