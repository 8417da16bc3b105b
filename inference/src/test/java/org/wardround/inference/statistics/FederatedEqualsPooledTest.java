package org.wardround.inference.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.TimeGrid;
import org.wardround.testkit.Property;

/** Sums over sites give what all rows together would have given, computed here anew from the rows, to 1e-8 of it. */
class FederatedEqualsPooledTest {
    private static final int SEEDS = 150;
    private static final double RELATIVE = 1e-8;

    private static void close(double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected, Offset.offset(RELATIVE * Math.max(1e-6, Math.abs(expected))));
        }
    }

    private static double[] values(Table pooled, int variable, int smoking) {
        List<Double> values = new ArrayList<>();
        for (int row = 0; row < pooled.rows(); row++) {
            double level = pooled.variables()[Patients.SMOKING][row];
            boolean in = smoking < 0 || (smoking == 3 ? Double.isNaN(level) : level == smoking);
            double value = pooled.variables()[variable][row];
            if (in && !Double.isNaN(value)) {
                values.add(value);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double sd(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length < 2 ? Double.NaN : StrictMath.sqrt(squares / (values.length - 1));
    }

    private static double quantile(double[] sorted, double p) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double h = (sorted.length - 1) * p;
        int k = (int) h;
        double next = sorted[Math.min(sorted.length - 1, k + 1)];
        return sorted[k] + (h - k) * (next - sorted[k]);
    }

    @Test
    void moments_by_stratum() {
        Property.forSeeds(SEEDS, random -> {
            List<Table> sites = Patients.random(random);
            Table pooled = Patients.pooled(sites);
            List<List<Moments>> found = Patients.moments(Patients.bySmoking(sites));
            for (int variable = 0; variable < 2; variable++) {
                for (int stratum = 0; stratum < 4; stratum++) {
                    double[] expected = values(pooled, variable, stratum);
                    Moments moments = found.get(variable).get(stratum);
                    assertThat(moments.n()).isEqualTo(expected.length);
                    close(moments.mean(), mean(expected));
                    close(moments.standardDeviation(), sd(expected));
                }
                Moments all = Moments.of(found.get(variable));
                close(all.mean(), mean(values(pooled, variable, -1)));
                close(all.standardDeviation(), sd(values(pooled, variable, -1)));
            }
        });
    }

    @Test
    void quantiles_within_their_error() {
        Property.forSeeds(SEEDS, random -> {
            List<Table> sites = Patients.random(random);
            Table pooled = Patients.pooled(sites);
            QuantileSearch search = Patients.quantiles(Patients.bySmoking(sites), 0.25, 0.5, 0.9);
            for (int variable = 0; variable < 2; variable++) {
                for (int stratum = 0; stratum <= 4; stratum++) {
                    double[] sorted = values(pooled, variable, stratum == 4 ? -1 : stratum);
                    for (double p : new double[] {0.25, 0.5, 0.9}) {
                        double found = search.value(variable, stratum, p);
                        double expected = quantile(sorted, p);
                        if (Double.isNaN(expected)) {
                            assertThat(found).isNaN();
                        } else {
                            assertThat(Math.abs(found - expected)).isLessThanOrEqualTo(search.error(variable) + 1e-9);
                        }
                    }
                }
            }
        });
    }

    @Test
    void correlation() {
        Property.forSeeds(SEEDS, random -> {
            List<Table> sites = Patients.random(random);
            Table pooled = Patients.pooled(sites);
            List<PatientRows> rows = Patients.together(sites);
            List<List<Moments>> moments = Patients.moments(rows);
            CorrelationPass pass = new CorrelationPass(
                    Quantity.of(Patients.DICTIONARY),
                    Patients.tally(rows),
                    moments.stream().map(each -> each.get(0).mean()).toList(),
                    sites.size());
            double found = pass.result(Patients.round(rows, pass::answer)).coefficient(0, 1);
            close(found, correlation(pooled));
        });
    }

    private static double correlation(Table pooled) {
        List<double[]> pairs = new ArrayList<>();
        for (int row = 0; row < pooled.rows(); row++) {
            double x = pooled.variables()[0][row];
            double y = pooled.variables()[1][row];
            if (!Double.isNaN(x) && !Double.isNaN(y)) {
                pairs.add(new double[] {x, y});
            }
        }
        double x = pairs.stream().mapToDouble(pair -> pair[0]).average().orElse(0);
        double y = pairs.stream().mapToDouble(pair -> pair[1]).average().orElse(0);
        double xx = pairs.stream()
                .mapToDouble(pair -> (pair[0] - x) * (pair[0] - x))
                .sum();
        double yy = pairs.stream()
                .mapToDouble(pair -> (pair[1] - y) * (pair[1] - y))
                .sum();
        double xy = pairs.stream()
                .mapToDouble(pair -> (pair[0] - x) * (pair[1] - y))
                .sum();
        return pairs.size() < 2 || xx == 0 || yy == 0 ? Double.NaN : xy / StrictMath.sqrt(xx * yy);
    }

    @Test
    void survival_and_log_rank_test() {
        Property.forSeeds(SEEDS, random -> {
            List<Table> sites = Patients.random(random);
            Table pooled = Patients.pooled(sites);
            for (TimeGrid grid : TimeGrid.values()) {
                List<LifeTable> federated = Patients.lifeTables(Patients.bySmoking(sites), grid);
                double width = grid.step("days").orElseThrow();
                for (int stratum = 0; stratum < 4; stratum++) {
                    assertSurvival(pooled, stratum, width, KaplanMeier.of(federated.get(stratum)));
                }
                List<LifeTable> together = Patients.lifeTables(Patients.bySmoking(List.of(pooled)), grid);
                close(
                        LogRank.of(federated).test().statistic(),
                        LogRank.of(together).test().statistic());
            }
        });
    }

    /** The product over distinct times of rows, without any table. */
    private static void assertSurvival(Table pooled, int stratum, double width, KaplanMeier curve) {
        for (KaplanMeier.Point point : curve.points()) {
            double survival = 1;
            double[] times = Arrays.stream(pooled.outcomes())
                    .map(time -> Math.ceil(time / width) * width)
                    .toArray();
            for (double time : Arrays.stream(times)
                    .distinct()
                    .sorted()
                    .filter(t -> t <= point.time())
                    .toArray()) {
                int atRisk = 0;
                int events = 0;
                for (int row = 0; row < times.length; row++) {
                    double level = pooled.variables()[Patients.SMOKING][row];
                    boolean in = stratum == 3 ? Double.isNaN(level) : level == stratum;
                    atRisk += in && times[row] >= time ? 1 : 0;
                    events += in && times[row] == time && pooled.events()[row] == 1 ? 1 : 0;
                }
                survival *= atRisk == 0 ? 1 : (double) (atRisk - events) / atRisk;
            }
            close(point.survival(), survival);
        }
    }

    @Test
    void incidence_rates() {
        Property.forSeeds(SEEDS, random -> {
            List<Table> sites = Patients.random(random);
            Table pooled = Patients.pooled(sites);
            List<PatientRows> rows = Patients.together(sites);
            IncidencePass pass = new IncidencePass(Patients.DICTIONARY.outcome(), Patients.tally(rows), sites.size());
            Incidence found = pass.result(Patients.round(rows, pass::answer)).get(0);
            double time = Arrays.stream(pooled.outcomes()).sum();
            close(found.personTime(), time);
            close(
                    found.rate(),
                    time == 0 ? Double.NaN : Arrays.stream(pooled.events()).sum() / time);
        });
    }
}
