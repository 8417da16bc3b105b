package org.wardround.study.figures;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.Metric;
import org.wardround.study.results.SiteVerdict;

/**
 * Whether the federated model helped the hospital, against its own.
 *
 * @param metric by which it is judged
 * @param numbers null where they may not be told, or there are none
 */
public record FigureVerdict(
        Metric metric,
        SiteVerdict.Verdict verdict,
        @Nullable Numbers numbers) {
    /**
     * What it rests on.
     *
     * @param difference federated less local, with its paired 95 % interval
     * @param adjustedP doubled, times the number of hospitals of the run; from 0 to 1
     */
    public record Numbers(Figure.Told difference, BigDecimal adjustedP) {
        public Numbers {
            adjustedP = Figure.rounded(adjustedP);
            if (adjustedP.signum() < 0 || adjustedP.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("a p lies from 0 to 1, got " + adjustedP);
            }
        }
    }
}
