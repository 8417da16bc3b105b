package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.cox.Ties;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.result.RegressionResult;

/** TCGA-BRCA, 866 training rows of six regions: the exact Cox optimum under a ridge, one risk set and stratified; known to six decimals and more. */
final class TcgaTest {
    private static final int SITES = 6;

    @Test
    void one_risk_set() {
        RegressionResult result = fit(List.of(Moved.together(sites())));
        assertThat(-result.fit().penalisedLogLikelihood()).isCloseTo(578.308794066, within(1e-8));
        assertOptimum(result, 1.216687, 0.242892, 0.236305, 0.052915, -0.050373, 0.135059);
    }

    @Test
    void stratified_by_region() {
        RegressionResult result = fit(sites());
        assertThat(-result.fit().penalisedLogLikelihood()).isCloseTo(413.669876180, within(1e-8));
        assertOptimum(result, 1.228282, 0.255777, 0.249107, 0.065228, -0.062993, 0.184662);
    }

    private static void assertOptimum(RegressionResult result, double norm, double... first) {
        double[] estimates = result.estimates();
        assertThat(Arrays.copyOf(estimates, first.length)).containsExactly(first, within(1e-6));
        assertThat(Math.sqrt(Plain.dot(estimates, estimates))).isCloseTo(norm, within(1e-6));
    }

    private static RegressionResult fit(List<Rows> sites) {
        RegressionSpec spec = RegressionSpec.of(
                        new Family.Cox(Ties.BRESLOW),
                        Moved.together(sites).columns(),
                        new Range(0, 10_000),
                        Limits.of(sites.size(), 1000))
                .withPenalty(new Penalty.Ridge(1));
        return Fits.fitted(InProcess.fit(spec, Rows.regression(sites)));
    }

    static List<Rows> sites() {
        Csv folds = Csv.of("tcga-brca", "train_test_split.csv");
        Map<String, String> foldOfPatient = new TreeMap<>();
        folds.rows().forEach(row -> foldOfPatient.put(row[0], folds.text(row, "fold2")));
        Csv csv = Csv.of("tcga-brca", "brca.csv");
        List<String> features = csv.header().subList(1, 40);
        List<Rows> raw = IntStream.range(0, SITES)
                .mapToObj(site -> csv.where(row -> ("train_" + site).equals(foldOfPatient.get(row[0]))))
                .map(part -> Rows.ofTimes(part.numbers(features), part.numbers("T"), part.numbers("E")))
                .toList();
        double[][] moments = Moved.moments(Moved.together(raw).x());
        return raw.stream().map(site -> Moved.standardised(site, moments, 0)).toList();
    }
}
