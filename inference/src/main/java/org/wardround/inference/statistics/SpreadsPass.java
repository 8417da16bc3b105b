package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Spread by stratum: for each quantity the sums over present values of their deviation and squared deviation from the stratum's federated mean.
 * Taken about the mean, the squares lose nothing to cancellation.
 *
 * @param maxContributors how many sites the sum can hold
 */
public record SpreadsPass(List<Quantity> quantities, Tally tally, Centres centres, int maxContributors) {
    public SpreadsPass {
        quantities = List.copyOf(quantities);
    }

    /** Two segments for each quantity, deviations and squares, a value for each stratum. */
    public SumLayout layout() {
        List<Segment> segments = new ArrayList<>();
        for (Quantity quantity : quantities) {
            double width = quantity.range().width();
            segments.add(Segment.plain(deviations(quantity), tally.strata(), Bounds.exponent(width, tally)));
            segments.add(Segment.plain(squares(quantity), tally.strata(), Bounds.exponent(width * width, tally)));
        }
        return new SumLayout(maxContributors, segments);
    }

    private static String deviations(Quantity quantity) {
        return "deviations of " + quantity.name();
    }

    private static String squares(Quantity quantity) {
        return "squares of " + quantity.name();
    }

    /** A site's sums. */
    public LocalUpdate answer(PatientRows patients) {
        int strata = tally.strata();
        double[] values = new double[2 * quantities.size() * strata];
        for (int index = 0; index < quantities.size(); index++) {
            double[] column = patients.column(quantities.get(index));
            int start = 2 * index * strata;
            for (int patient = 0; patient < patients.patients(); patient++) {
                double value = column[patients.row(patient)];
                int stratum = patients.stratum(patient);
                if (!Double.isNaN(value)) {
                    double deviation = value - centres.mean(index, stratum);
                    values[start + stratum] += deviation;
                    values[start + strata + stratum] += deviation * deviation;
                }
            }
        }
        return LocalUpdate.owning(layout(), values);
    }

    /** Moments of each quantity in each stratum. */
    public List<List<Moments>> result(Sum sum) {
        List<List<Moments>> all = new ArrayList<>();
        for (int index = 0; index < quantities.size(); index++) {
            Quantity quantity = quantities.get(index);
            double[] deviations = sum.values(deviations(quantity));
            double[] squares = sum.values(squares(quantity));
            List<Moments> strata = new ArrayList<>();
            for (int stratum = 0; stratum < tally.strata(); stratum++) {
                strata.add(moments(
                        tally.present(stratum, quantity),
                        centres.mean(index, stratum),
                        deviations[stratum],
                        squares[stratum]));
            }
            all.add(List.copyOf(strata));
        }
        return List.copyOf(all);
    }

    private static Moments moments(long n, double about, double deviations, double squares) {
        return n == 0
                ? new Moments(0, Double.NaN, 0)
                : new Moments(n, about + deviations / n, Math.max(0, squares - deviations * deviations / n));
    }
}
