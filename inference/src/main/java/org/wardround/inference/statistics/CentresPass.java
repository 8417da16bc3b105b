package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Means by stratum: for each quantity the sum over present values of their distance from the middle of the declared range. The counts are the
 * tally's.
 *
 * @param tally of the same patients and strata; bounds the sums and divides them
 * @param maxContributors how many sites the sum can hold
 */
public record CentresPass(List<Quantity> quantities, Tally tally, int maxContributors) {
    public CentresPass {
        quantities = List.copyOf(quantities);
        if (quantities.isEmpty()) {
            throw new IllegalArgumentException("there is no quantity to average");
        }
    }

    /** One segment for each quantity, a value for each stratum. */
    public SumLayout layout() {
        List<Segment> segments = new ArrayList<>();
        for (Quantity quantity : quantities) {
            double half = quantity.range().width() / 2;
            segments.add(Segment.plain(quantity.name(), tally.strata(), Bounds.exponent(half, tally)));
        }
        return new SumLayout(maxContributors, segments);
    }

    /** A site's sums. */
    public LocalUpdate answer(PatientRows patients) {
        int strata = tally.strata();
        double[] values = new double[quantities.size() * strata];
        for (int index = 0; index < quantities.size(); index++) {
            Quantity quantity = quantities.get(index);
            double[] column = patients.column(quantity);
            double middle = quantity.middle();
            for (int patient = 0; patient < patients.patients(); patient++) {
                double value = column[patients.row(patient)];
                if (!Double.isNaN(value)) {
                    values[index * strata + patients.stratum(patient)] += value - middle;
                }
            }
        }
        return LocalUpdate.owning(layout(), values);
    }

    public Centres result(Sum sum) {
        double[][] means = new double[quantities.size()][tally.strata()];
        for (int index = 0; index < means.length; index++) {
            Quantity quantity = quantities.get(index);
            double[] sums = sum.values(quantity.name());
            for (int stratum = 0; stratum < sums.length; stratum++) {
                long n = tally.present(stratum, quantity);
                means[index][stratum] = n == 0 ? Double.NaN : quantity.middle() + sums[stratum] / n;
            }
        }
        return new Centres(means);
    }
}
