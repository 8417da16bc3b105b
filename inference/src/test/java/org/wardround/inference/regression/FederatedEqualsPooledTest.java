package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.cox.Ties;
import org.wardround.inference.regression.cox.TimeGrid;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.newton.Stopping;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.result.BaselineCurve;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.inference.regression.result.TermTest;
import org.wardround.testkit.Property;

/** Sums over sites give what textbook Newton gives on the pooled rows: estimates, standard errors and tests, to 1e-8 of themselves. */
final class FederatedEqualsPooledTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-6);
    private static final Limits LIMITS = new Limits(4, 1_000_000, 2, 1);

    @ParameterizedTest
    @EnumSource
    void generalised_linear_models(GlmFamily family) {
        Property.forSeeds(25, random -> {
            RandomRows made = RandomRows.of(family, random).withPatientsAtOneSite();
            Rows pooled = made.rows();
            double[] y = pooled.y();
            RegressionSpec spec = RegressionSpec.of(
                            new Family.Glm(family),
                            pooled.columns(),
                            new Range(
                                    0,
                                    family == GlmFamily.BINOMIAL
                                            ? 1
                                            : Arrays.stream(y).max().orElseThrow() + 1),
                            LIMITS)
                    .withExtras(new Extras(true, true, false, null));
            RegressionResult result = Fits.fitted(InProcess.fit(spec, Rows.regression(pooled.split(made.sites()))));

            PlainGlm plain = new PlainGlm(family, pooled);
            assertClose(result.estimates(), plain.estimate);
            assertClose(result.standardErrors(), plain.standardErrors());
            assertClose(
                    result.robust().stream().mapToDouble(c -> c.standardError()).toArray(),
                    plain.robustStandardErrors());
            for (int dropped = 0; dropped < 3; dropped++) {
                PlainGlm without = new PlainGlm(family, without(pooled, dropped));
                double expected = family == GlmFamily.GAUSSIAN
                        ? pooled.count() * Math.log(without.kernel() / plain.kernel())
                        : 2 * (plain.kernel() - without.kernel());
                assertThat(result.likelihoodRatio().get(dropped).statistic())
                        .isCloseTo(expected, within(1e-9 * Math.abs(plain.kernel()) + 1e-8 * expected));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void cox_stratified_by_site(Ties ties) {
        Property.forSeeds(15, random -> {
            RandomRows made = RandomRows.ofTimes(random).withPatientsAtOneSite();
            Rows pooled = made.rows();
            double highest = Arrays.stream(pooled.y()).max().orElseThrow();
            RegressionSpec spec = RegressionSpec.of(
                            new Family.Cox(ties), pooled.columns(), new Range(0, highest), LIMITS)
                    .withExtras(new Extras(true, true, true, null));
            RegressionResult result = Fits.fitted(InProcess.fit(spec, Rows.regression(pooled.split(made.sites()))));

            PlainCox plain = new PlainCox(ties, pooled, made.sites());
            assertClose(result.estimates(), plain.estimate);
            assertClose(result.standardErrors(), plain.standardErrors());
            assertClose(
                    result.robust().stream().mapToDouble(c -> c.standardError()).toArray(),
                    plain.robustStandardErrors());
            assertThat(result.fit().logLikelihood()).isCloseTo(plain.logLikelihood, CLOSE);
            for (int dropped = 0; dropped < 3; dropped++) {
                PlainCox without = new PlainCox(ties, without(pooled, dropped), made.sites());
                assertThat(result.likelihoodRatio().get(dropped).statistic())
                        .isCloseTo(2 * (plain.logLikelihood - without.logLikelihood), within(1e-8));
            }
            assertClose(
                    result.proportionalHazards().stream()
                            .mapToDouble(TermTest::statistic)
                            .toArray(),
                    plain.proportionality(time -> Math.log(Math.max(time, 0.5))));
        });
    }

    /** Small samples, separated ones among them. */
    @Test
    void logistic_with_firths_penalty() {
        Property.forSeeds(25, random -> {
            Rows all = RandomRows.of(GlmFamily.BINOMIAL, random).rows();
            Rows few = Rows.of(all.x(), all.y())
                    .select(IntStream.range(0, 14 + random.nextInt(40)).toArray());
            Rows pooled = Rows.of(few.x(), few.y());
            if (Arrays.stream(few.y()).distinct().count() < 2
                    || Arrays.stream(few.x())
                                    .mapToDouble(line -> line[2])
                                    .distinct()
                                    .count()
                            < 2) {
                return;
            }
            RegressionSpec spec = RegressionSpec.of(
                            new Family.Glm(GlmFamily.BINOMIAL), pooled.columns(), new Range(0, 1), LIMITS)
                    .withPenalty(new Penalty.Firth())
                    .withStopping(new Stopping(1e-11, 100));
            int[] sites = IntStream.range(0, pooled.count()).map(row -> row % 4).toArray();
            RegressionResult result = Fits.fitted(InProcess.fit(spec, Rows.regression(pooled.split(sites))));
            PlainFirth plain = new PlainFirth(pooled);
            assertClose(result.estimates(), plain.estimate);
            assertClose(result.standardErrors(), plain.standardErrors);
        });
    }

    /** On a grid coarser than the times, over all sites at once, by the definition. */
    @ParameterizedTest
    @EnumSource
    void one_baseline_for_all_sites(Ties ties) {
        Property.forSeeds(10, random -> {
            RandomRows made = RandomRows.ofTimes(random).withPatientsAtOneSite();
            Rows pooled = made.rows();
            double highest = Arrays.stream(pooled.y()).max().orElseThrow();
            double step = 2;
            RegressionSpec spec = RegressionSpec.of(
                            new Family.Cox(ties), pooled.columns(), new Range(0, highest), LIMITS)
                    .withExtras(new Extras(false, false, false, TimeGrid.upTo(highest, step)));
            RegressionResult result = Fits.fitted(InProcess.fit(spec, Rows.regression(pooled.split(made.sites()))));
            double cumulative = 0;
            for (BaselineCurve.Point point : result.baseline().points()) {
                cumulative += increment(ties, pooled, result, point.time(), step);
                assertThat(point.cumulativeHazard()).isCloseTo(cumulative, within(1e-9 * cumulative));
                assertThat(point.survival()).isCloseTo(Math.exp(-cumulative), within(1e-9));
            }
            assertThat(result.baseline().points().stream()
                            .mapToLong(BaselineCurve.Point::events)
                            .sum())
                    .isEqualTo((long) Arrays.stream(pooled.events()).sum());
            BaselineCurve coarse = result.baseline().coarsened(10, 1);
            assertThat(coarse.points())
                    .allSatisfy(point -> assertThat(point.events()).isGreaterThanOrEqualTo(10));
            assertThat(coarse.points())
                    .allSatisfy(point ->
                            assertThat(point.time() % 1).as("a round time").isZero());
        });
    }

    private static double increment(Ties ties, Rows rows, RegressionResult result, double end, double step) {
        double atRisk = 0;
        double dying = 0;
        double weights = 0;
        int deaths = 0;
        for (int row = 0; row < rows.count(); row++) {
            double last = Math.max(step, step * Math.ceil(rows.y()[row] / step));
            double weight = rows.weights().length == 0 ? 1 : rows.weights()[row];
            double predictor = rows.offsets().length == 0 ? 0 : rows.offsets()[row];
            for (int i = 0; i < rows.features(); i++) {
                predictor += result.estimates()[i]
                        * (rows.x()[row][i] - result.centres().get(i));
            }
            double risk = weight * Math.exp(predictor);
            atRisk += last >= end ? risk : 0;
            if (last == end && rows.events()[row] == 1) {
                dying += risk;
                weights += weight;
                deaths++;
            }
        }
        double sum = 0;
        for (int k = 0; k < deaths; k++) {
            sum += weights / deaths / (atRisk - (ties == Ties.EFRON ? dying * k / deaths : 0));
        }
        return sum;
    }

    private static Rows without(Rows rows, int dropped) {
        double[][] fewer = Arrays.stream(rows.x())
                .map(line -> {
                    double[] kept = new double[line.length - 1];
                    for (int i = 0, k = 0; i < line.length; i++) {
                        if (i != dropped) {
                            kept[k++] = line[i];
                        }
                    }
                    return kept;
                })
                .toArray(double[][]::new);
        return new Rows(fewer, rows.y(), rows.events(), rows.offsets(), rows.weights(), rows.patients());
    }

    private static void assertClose(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-8 * Math.abs(expected[i]) + 1e-12));
        }
    }
}
