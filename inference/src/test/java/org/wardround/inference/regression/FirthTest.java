package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.problem.Problem;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.inference.regression.result.TermTest;

final class FirthTest {
    /** Endometrial cancer, 79 patients of Heinze and Schemper (2002): neovasculisation, pulsatility index, endometrium height, high grade. */
    private static final String ENDOMETRIAL =
            "0 13 1.64 0, 0 16 2.26 0, 0 8 3.14 0, 0 34 2.68 0, 0 20 1.28 0, 0 5 2.31 0, 0 17 1.80 0, 0 10 1.68 0, "
                    + "0 26 1.56 0, 0 17 2.31 0, 0 8 2.01 0, 0 7 1.89 0, 0 20 3.15 0, 0 10 1.23 0, 0 18 1.27 0, 0 16 1.76 0, "
                    + "0 18 2.00 0, 0 8 2.64 1, 0 29 0.88 1, 0 12 1.27 1, 0 20 1.37 1, 1 38 0.97 1, 1 22 1.14 1, 1 7 0.88 1, "
                    + "1 25 0.91 1, 1 15 0.58 1, 0 7 0.97 1, 0 28 1.50 0, 0 11 1.33 0, 0 19 2.37 0, 0 10 1.82 0, 0 10 3.13 0, "
                    + "0 18 1.31 0, 0 14 1.92 0, 0 21 1.64 0, 0 11 2.01 0, 0 17 1.88 0, 0 25 1.93 0, 0 16 2.11 0, 0 19 1.29 0, "
                    + "0 15 1.72 0, 0 33 0.75 0, 0 24 1.92 0, 0 48 1.84 1, 0 12 1.11 1, 0 19 1.61 1, 0 2 1.18 1, 1 22 1.44 1, "
                    + "1 40 1.18 1, 1 5 0.93 1, 1 0 1.17 1, 0 21 1.19 1, 0 15 1.06 1, 0 29 2.02 0, 0 15 2.29 0, 0 12 2.33 0, "
                    + "0 3 2.90 0, 0 20 1.70 0, 0 23 1.41 0, 0 12 2.25 0, 0 22 1.54 0, 0 42 1.97 0, 0 15 1.75 0, 0 13 2.16 0, "
                    + "0 14 2.57 0, 0 19 1.37 0, 0 12 3.61 0, 0 13 2.04 0, 0 10 2.17 0, 0 12 1.69 1, 1 49 0.27 1, 0 6 1.84 1, "
                    + "0 5 1.30 1, 0 17 0.96 1, 1 11 1.01 1, 1 21 0.98 1, 0 5 0.35 1, 1 19 1.02 1, 0 33 0.85 1";

    private static final List<DesignColumn> COLUMNS =
            List.of(DesignColumn.of("NV", 0, 1), DesignColumn.of("PI", 0, 100), DesignColumn.of("EH", 0, 10));

    private static List<Rows> endometrial() {
        double[][] lines = Arrays.stream(ENDOMETRIAL.split(", "))
                .map(line -> Arrays.stream(line.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        Rows rows = Rows.of(
                Arrays.stream(lines).map(line -> Arrays.copyOf(line, 3)).toArray(double[][]::new),
                Arrays.stream(lines).mapToDouble(line -> line[3]).toArray());
        return rows.split(IntStream.range(0, rows.count()).map(row -> row % 3).toArray());
    }

    private static RegressionSpec spec(List<DesignColumn> columns) {
        return RegressionSpec.of(new Family.Glm(GlmFamily.BINOMIAL), columns, new Range(0, 1), Limits.of(3, 1000));
    }

    /** As brglm2 and logistf print it; the tests are from an independent implementation that gives the same coefficients. */
    @Test
    void endometrial_cancer_at_three_sites() {
        RegressionResult result = Fits.fitted(InProcess.fit(
                spec(COLUMNS).withPenalty(new Penalty.Firth()).withExtras(new Extras(false, true, false, null)),
                Rows.regression(endometrial())));
        assertThat(result.estimates())
                .containsExactly(new double[] {3.77455971, 2.92927335, -0.03475176, -2.60416393}, within(5e-9));
        assertThat(result.standardErrors())
                .containsExactly(new double[] {1.48869166, 1.55076373, 0.03957815, 0.77601764}, within(5e-9));
        assertThat(result.fit().penalisedLogLikelihood()).isCloseTo(-24.037267800698, within(1e-9));
        assertThat(result.likelihoodRatio()).extracting(TermTest::term).containsExactly("NV", "PI", "EH", TermTest.ALL);
        assertThat(result.likelihoodRatio().stream()
                        .mapToDouble(TermTest::statistic)
                        .toArray())
                .containsExactly(
                        new double[] {6.798457248666, 0.746828513432, 17.759317479438, 43.655818465745}, within(1e-8));
    }

    /** All with neovasculisation have a high grade. */
    @Test
    void without_the_penalty_one_column_separates() {
        assertThat(InProcess.fit(spec(COLUMNS), Rows.regression(endometrial())))
                .isEqualTo(new RegressionOutcome.Unfitted(List.of(new Problem.Separation(List.of("NV"), false, true))));
    }

    /** A two-by-two table: the penalty adds a half to each cell (Firth 1993, section 3; Haldane 1956). */
    @Test
    void a_two_by_two_table_gets_half_a_row_more_in_each_cell() {
        List<Rows> sites = List.of(table(3, 0, 2, 1), table(2, 0, 1, 3));
        RegressionResult result = Fits.fitted(InProcess.fit(
                spec(List.of(DesignColumn.of("exposed", 0, 1))).withPenalty(new Penalty.Firth()),
                Rows.regression(sites)));
        // Cells over both sites: exposed 5 with, 0 without; not exposed 3 with, 4 without.
        assertThat(result.estimates())
                .containsExactly(new double[] {Math.log(3.5 / 4.5), Math.log(5.5 / 0.5 / (3.5 / 4.5))}, within(1e-9));
    }

    /** The same for counts, whose penalty adds half a count to each group of equal rows that has a coefficient of its own. */
    @Test
    void counts_get_half_a_count_more_in_each_group() {
        List<Rows> sites = List.of(
                Rows.of(new double[][] {{0}, {0}, {1}}, new double[] {2, 1, 0}),
                Rows.of(new double[][] {{0}, {1}, {1}}, new double[] {4, 0, 0}));
        RegressionSpec spec = RegressionSpec.of(
                        new Family.Glm(GlmFamily.POISSON),
                        List.of(DesignColumn.of("exposed", 0, 1)),
                        new Range(0, 10),
                        Limits.of(2, 10))
                .withPenalty(new Penalty.Firth());
        RegressionResult result = Fits.fitted(InProcess.fit(spec, Rows.regression(sites)));
        assertThat(result.estimates())
                .containsExactly(new double[] {Math.log(7.5 / 3), Math.log(0.5 / 7.5)}, within(1e-9));
    }

    private static Rows table(int exposedWith, int exposedWithout, int with, int without) {
        int[] counts = {exposedWith, exposedWithout, with, without};
        double[][] x = new double[IntStream.of(counts).sum()][];
        double[] y = new double[x.length];
        int row = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            for (int i = 0; i < counts[cell]; i++) {
                x[row] = new double[] {cell < 2 ? 1 : 0};
                y[row++] = cell % 2 == 0 ? 1 : 0;
            }
        }
        return Rows.of(x, y);
    }
}
