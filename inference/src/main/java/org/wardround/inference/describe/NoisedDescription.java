package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * The description rounds under differential privacy: from sums with noise of their own come what fills gaps, what columns are centred and scaled by, where knots of splines stand, and the scale of an outcome that is a number. The first
 * pass is of the variables; the second, where there is one, of columns that are made of variables. Immutable.
 *
 * @param formula of which knots may be left to the data
 * @param maxContributors how many sites the sum can hold
 */
public record NoisedDescription(DataDictionary dictionary, Formula formula, int maxContributors) {
    /** Of a variable's range, for quantiles: with more of them each would hold more noise than patients. */
    private static final int BINS = 32;

    /** Of every variable as it is. */
    public NoisedDescription(DataDictionary dictionary, int maxContributors) {
        this(dictionary, Formula.EVERY_VARIABLE, maxContributors);
    }

    /**
     * No value of n is further than √n of their standard deviations from their mean; from a mean and a standard deviation with noise none in its range is further than twice half the width over its least
     * standard deviation, as if there were so many.
     */
    public static final long ROWS_OF_SPREAD = (long) (4 / NoisedSums.LEAST_VARIANCE);

    /** Where nothing is asked, because nothing needs to be known: no patient is counted, and columns are as they are. */
    public static Counts noCounts(DataDictionary dictionary) {
        int sides = Side.values().length;
        List<long[]> levels = dictionary.variables().stream()
                .map(variable -> new long[variable.levels().size()])
                .toList();
        return new Counts(
                new long[sides],
                new long[sides],
                new long[sides * new CountsPass(dictionary, 1).classes()],
                new long[dictionary.variables().size()],
                levels);
    }

    /** Beside them: no row has a gap to fill. */
    public static Means noMeans(DataDictionary dictionary) {
        return new Means(new double[dictionary.variables().size()]);
    }

    /** Whether answers of the layout are sums with noise, which cost what the study's statistics cost. */
    public static boolean isIn(SumLayout layout) {
        return NoisedPass.isIn(layout);
    }

    private NoisedPass pass() {
        List<Measure> measures = new ArrayList<>();
        for (int position = 0; position < dictionary.variables().size(); position++) {
            measures.add(measure(position));
        }
        if (dictionary.outcome().type() == VariableType.NUMBER) {
            measures.add(new Measure.Quantity(outcomeRange(), (table, row) -> table.outcomes()[row]));
        }
        FormulaNumbers.quantiles(dictionary, formula).keySet().forEach(position -> measures.add(bins(position)));
        return new NoisedPass(measures, maxContributors);
    }

    /** In which part of its range a quantity is; outside of it the nearest. */
    private Measure bins(int position) {
        Range range = Ranges.of(dictionary.variables().get(position));
        return new Measure.Code(BINS, (table, row) -> {
            double value = table.variables()[position][row];
            double bin = Math.floor((value - range.low()) / range.width() * BINS);
            return Double.isNaN(value) ? value : Math.min(BINS - 1, Math.max(0, bin));
        });
    }

    private Measure measure(int position) {
        Variable variable = dictionary.variables().get(position);
        Measure.Reading reading = (table, row) -> table.variables()[position][row];
        return variable.type().isQuantity()
                ? new Measure.Quantity(Ranges.of(variable), reading)
                : new Measure.Code(variable.levels().size(), reading);
    }

    private Range outcomeRange() {
        Outcome outcome = dictionary.outcome();
        return Objects.requireNonNull(
                outcome.range(), () -> "the outcome '%s' declares no range".formatted(outcome.name()));
    }

    public SumLayout layout() {
        return pass().layout();
    }

    /** A site's sums; the noise is drawn here. */
    public LocalUpdate answer(Table table, StepPrivacy chance) {
        return pass().answer(table, chance);
    }

    public First result(Sum sum) {
        return new First(dictionary, formula, pass().result(sum));
    }

    /** Where each measure's numbers begin. */
    private static int at(DataDictionary dictionary, int position) {
        int at = 1;
        for (int i = 0; i < position; i++) {
            Variable variable = dictionary.variables().get(i);
            at += variable.type().isQuantity() ? 3 : variable.levels().size();
        }
        return at;
    }

    /** What the first pass says. */
    public record First(DataDictionary dictionary, Formula formula, NoisedSums sums) {
        /** The formula with its numbers: knots at quantiles of what is known with noise, centres at noisy means. */
        public Formula resolved() {
            SortedMap<Integer, List<Double>> wanted = FormulaNumbers.quantiles(dictionary, formula);
            SortedMap<Integer, List<Double>> knots = new TreeMap<>();
            int at = at(dictionary, dictionary.variables().size());
            at += dictionary.outcome().type() == VariableType.NUMBER ? 3 : 0;
            for (int position : wanted.keySet()) {
                Range range = Ranges.of(dictionary.variables().get(position));
                knots.put(position, sums.quantiles(at, BINS, range, Objects.requireNonNull(wanted.get(position))));
                at += BINS;
            }
            return FormulaNumbers.resolved(dictionary, formula, means(), knots);
        }

        private NoisedSums.Quantity quantity(int position) {
            return sums.quantity(at(dictionary, position));
        }

        private double[] shares(int position) {
            return sums.shares(
                    at(dictionary, position),
                    dictionary.variables().get(position).levels().size());
        }

        /** What stands in for missing values. */
        public Means means() {
            double[] imputed = new double[dictionary.variables().size()];
            for (int position = 0; position < imputed.length; position++) {
                Variable variable = dictionary.variables().get(position);
                imputed[position] = variable.type().isQuantity()
                        ? inUnit(Ranges.of(variable), quantity(position).mean())
                        : most(shares(position));
            }
            return new Means(imputed);
        }

        /** Training patients and, of each variable, about how many have it and each level. Nothing of other sides and of the outcome is known. */
        public Counts counts() {
            int sides = Side.values().length;
            long[] patients = new long[sides];
            patients[Side.TRAIN.ordinal()] = Math.round(sums.patients());
            int variables = dictionary.variables().size();
            long[] present = new long[variables];
            List<long[]> levels = new ArrayList<>();
            for (int position = 0; position < variables; position++) {
                present[position] = Math.round((1 - missing(position)) * sums.patients());
                Variable variable = dictionary.variables().get(position);
                double[] shares = variable.type().isQuantity() ? new double[0] : shares(position);
                long[] counts = new long[shares.length];
                for (int level = 0; level < counts.length; level++) {
                    counts[level] = Math.round(shares[level] * sums.patients());
                }
                levels.add(counts);
            }
            int classes = new CountsPass(dictionary, 1).classes();
            return new Counts(patients, patients.clone(), new long[sides * classes], present, levels);
        }

        private double missing(int position) {
            if (dictionary.variables().get(position).type().isQuantity()) {
                return quantity(position).missing();
            }
            double having = 0;
            for (double share : shares(position)) {
                having += share;
            }
            return Math.max(0, 1 - having);
        }

        /** Of an outcome that is a number. @return mean and standard deviation, in its unit */
        public double[] outcome() {
            Range range = Objects.requireNonNull(dictionary.outcome().range());
            NoisedSums.Quantity found =
                    sums.quantity(at(dictionary, dictionary.variables().size()));
            return new double[] {inUnit(range, found.mean()), range.width() / 2 * StrictMath.sqrt(found.variance())};
        }

        /** Mean and variance of a column that is a variable, a level, an indicator, or a difference of levels. */
        private double[] plain(FeatureColumn column, Means means) {
            if (column instanceof FeatureColumn.Value value
                    && dictionary.variables().get(value.variable()).type().isQuantity()) {
                NoisedSums.Quantity found = quantity(value.variable());
                double half =
                        Ranges.of(dictionary.variables().get(value.variable())).width() / 2;
                // Gaps are filled with the mean, and have no spread.
                double variance = Math.max(NoisedSums.LEAST_VARIANCE, found.variance() * (1 - found.missing()));
                return new double[] {means.imputed(value.variable()), variance * half * half};
            }
            if (column instanceof FeatureColumn.Contrast contrast) {
                double level = share(contrast.variable(), contrast.level(), means);
                double omitted = share(contrast.variable(), contrast.omitted(), means);
                return new double[] {level - omitted, sums.variance(level - omitted, level + omitted)};
            }
            double share = column instanceof FeatureColumn.Missing missing
                    ? missing(missing.variable())
                    : column instanceof FeatureColumn.Level level
                            ? share(level.variable(), level.level(), means)
                            : share(((FeatureColumn.Value) column).variable(), 1, means);
            return new double[] {share, sums.variance(share, share)};
        }

        private double share(int variable, int level, Means means) {
            double filled = means.imputed(variable) == level ? missing(variable) : 0;
            return Math.min(1, shares(variable)[level] + filled);
        }

        /** The scaling of a formula's columns, where no second pass is needed. */
        public Scaling scaling(Formula resolved) {
            return scaling(resolved, null);
        }

        private Scaling scaling(Formula resolved, @Nullable NoisedSums second) {
            Means means = means();
            List<FeatureColumn> columns = FeatureColumns.of(dictionary, resolved);
            double[] centres = new double[columns.size()];
            double[] scales = new double[columns.size()];
            int at = 1;
            for (int i = 0; i < columns.size(); i++) {
                double[] found;
                if (isPlain(columns.get(i))) {
                    found = plain(columns.get(i), means);
                } else if (second == null) {
                    found = new double[] {0, 1};
                } else {
                    ColumnLimits.Limits limits = new ColumnLimits(dictionary).of(columns.get(i));
                    NoisedSums.Quantity made = second.quantity(at);
                    double half = limits.width() / 2;
                    found = new double[] {limits.low() + half + half * made.mean(), half * half * made.variance()};
                    at += 3;
                }
                centres[i] = found[0];
                scales[i] = StrictMath.sqrt(found[1]);
            }
            Preprocessing unscaled = Scaling.unscaled(dictionary, resolved, means);
            return new Scaling(unscaled.withScaling(centres, scales), List.of());
        }

        /** The pass that follows. */
        public Second second(Formula resolved, int maxContributors) {
            return new Second(this, resolved, maxContributors);
        }
    }

    private static boolean isPlain(FeatureColumn column) {
        return ColumnSpread.isPlain(column) || column instanceof FeatureColumn.Contrast;
    }

    /** The pass over columns that are made of variables, once gaps can be filled. */
    public record Second(First first, Formula formula, int maxContributors) {
        private NoisedPass pass() {
            DataDictionary dictionary = first.dictionary;
            double[] imputed = first.means().imputed();
            List<Measure> measures = new ArrayList<>();
            for (FeatureColumn column : FeatureColumns.of(dictionary, formula)) {
                if (!isPlain(column)) {
                    ColumnLimits.Limits limits = new ColumnLimits(dictionary).of(column);
                    measures.add(new Measure.Quantity(
                            new Range(limits.low(), limits.high()),
                            (table, row) -> column.of(table.raw(row), imputed)));
                }
            }
            return new NoisedPass(measures, maxContributors);
        }

        public SumLayout layout() {
            return pass().layout();
        }

        /** A site's sums; the noise is drawn here. */
        public LocalUpdate answer(Table table, StepPrivacy chance) {
            return pass().answer(table, chance);
        }

        public Scaling result(Sum sum) {
            return first.scaling(formula, pass().result(sum));
        }
    }

    private static double inUnit(Range range, double distance) {
        return range.low() + range.width() / 2 * (1 + distance);
    }

    private static int most(double[] shares) {
        int most = 0;
        for (int level = 1; level < shares.length; level++) {
            most = shares[level] > shares[most] ? level : most;
        }
        return most;
    }
}
