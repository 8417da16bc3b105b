package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Spread by stratum: for each quantity the sums over present values of their deviation from the stratum's federated mean and of its second, third and
 * fourth power. Taken about the mean, the squares lose nothing to cancellation. Third and fourth powers, in units of the declared range, tell by how many patients the spread is made.
 *
 * @param maxContributors how many sites the sum can hold
 */
public record SpreadsPass(List<Quantity> quantities, Tally tally, Centres centres, int maxContributors) {
    public SpreadsPass {
        quantities = List.copyOf(quantities);
    }

    /** Four segments for each quantity, one for each power, a value for each stratum. */
    public SumLayout layout() {
        List<Segment> segments = new ArrayList<>();
        for (Quantity quantity : quantities) {
            double width = quantity.range().width();
            segments.add(Segment.plain(deviations(quantity), tally.strata(), Bounds.exponent(width, tally)));
            segments.add(Segment.plain(squares(quantity), tally.strata(), Bounds.exponent(width * width, tally)));
            segments.add(Segment.plain(cubes(quantity), tally.strata(), Bounds.exponent(1, tally)));
            segments.add(Segment.plain(fourths(quantity), tally.strata(), Bounds.exponent(1, tally)));
        }
        return new SumLayout(maxContributors, segments);
    }

    private static String deviations(Quantity quantity) {
        return "deviations of " + quantity.name();
    }

    private static String squares(Quantity quantity) {
        return "squares of " + quantity.name();
    }

    private static String cubes(Quantity quantity) {
        return "cubes of " + quantity.name();
    }

    private static String fourths(Quantity quantity) {
        return "fourth powers of " + quantity.name();
    }

    /** A site's sums. */
    public LocalUpdate answer(PatientRows patients) {
        int strata = tally.strata();
        double[] values = new double[4 * quantities.size() * strata];
        for (int index = 0; index < quantities.size(); index++) {
            double[] column = patients.column(quantities.get(index));
            double width = quantities.get(index).range().width();
            int start = 4 * index * strata;
            for (int patient = 0; patient < patients.patients(); patient++) {
                double value = column[patients.row(patient)];
                int stratum = patients.stratum(patient);
                if (!Double.isNaN(value)) {
                    double deviation = value - centres.mean(index, stratum);
                    values[start + stratum] += deviation;
                    values[start + strata + stratum] += deviation * deviation;
                    double part = deviation / width;
                    values[start + 2 * strata + stratum] += part * part * part;
                    values[start + 3 * strata + stratum] += part * part * part * part;
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
            List<Moments> strata = new ArrayList<>();
            for (int stratum = 0; stratum < tally.strata(); stratum++) {
                long n = tally.present(stratum, quantity);
                strata.add(n == 0 ? Moments.NONE : moments(sum, quantity, stratum, n, centres.mean(index, stratum)));
            }
            all.add(List.copyOf(strata));
        }
        return List.copyOf(all);
    }

    /** The federated mean is off by rounding alone, which squares notice first; higher powers are left about it. */
    private Moments moments(Sum sum, Quantity quantity, int stratum, long n, double about) {
        double deviations = sum.values(deviations(quantity))[stratum];
        double squares = sum.values(squares(quantity))[stratum];
        double width = quantity.range().width();
        double cubes = sum.values(cubes(quantity))[stratum];
        double fourths = sum.values(fourths(quantity))[stratum] + rounding();
        return new Moments(
                n,
                about + deviations / n,
                Math.max(0, squares - deviations * deviations / n),
                cubes * width * width * width,
                fourths * width * width * width * width);
    }

    /** By how much a sum of fourth powers can be too small: in a wide range those of small deviations vanish, and fewer patients seem to make the spread, not more. */
    private double rounding() {
        SumLayout layout = layout();
        Segment fourths = layout.segments().get(3);
        return maxContributors * Math.scalb(0.5, -layout.fractionBits(fourths));
    }
}
