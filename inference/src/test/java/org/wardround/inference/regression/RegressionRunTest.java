package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Range;
import org.wardround.core.sum.Sum;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.Sums;
import org.wardround.inference.regression.cox.Ties;
import org.wardround.inference.regression.cox.TimeGrid;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.result.RegressionResult;

/** What a run promises whatever the family: purity, bounds, independence of order. */
final class RegressionRunTest {
    private static final Extras ALL = new Extras(true, true, true, TimeGrid.upTo(50, 1));
    private final RandomRows timed =
            RandomRows.ofTimes(SeededStream.of(3, "run")).withPatientsAtOneSite();
    private final RandomRows counts =
            RandomRows.of(GlmFamily.POISSON, SeededStream.of(4, "run")).withPatientsAtOneSite();

    private RegressionSpec cox() {
        return RegressionSpec.of(
                        new Family.Cox(Ties.EFRON), timed.rows().columns(), new Range(0, 50), new Limits(4, 1000, 2, 1))
                .withExtras(ALL);
    }

    private RegressionSpec poisson() {
        return RegressionSpec.of(
                        new Family.Glm(GlmFamily.POISSON),
                        counts.rows().columns(),
                        new Range(0, 1000),
                        new Limits(4, 1000, 2, 1))
                .withExtras(new Extras(true, true, false, null));
    }

    /** Every answer passes the bounds that leave a site, and asks no more than its layout says. */
    private static RegressionRun finish(RegressionRun run, List<RegressionRows> sites) {
        while (run.question().isPresent()) {
            Question question = run.question().get();
            assertThat(question.purpose()).isNotEmpty();
            run = run.after(Sums.of(sites.stream().map(question::answer).toList()));
        }
        return run;
    }

    @Test
    void the_order_of_sites_and_a_replay_give_the_same_bits() {
        List<RegressionRows> sites =
                new ArrayList<>(Rows.regression(timed.rows().split(timed.sites())));
        RegressionOutcome first =
                finish(RegressionRun.begin(cox()), sites).outcome().orElseThrow();
        Collections.reverse(sites);
        RegressionOutcome second =
                finish(RegressionRun.begin(cox()), sites).outcome().orElseThrow();
        assertThat(Fits.fitted(second).estimates()).isEqualTo(Fits.fitted(first).estimates());
        assertThat(Fits.fitted(second).baseline()).isEqualTo(Fits.fitted(first).baseline());
        assertThat(Fits.fitted(second).coefficients())
                .isEqualTo(Fits.fitted(first).coefficients());
        assertThat(Fits.fitted(InProcess.fit(cox(), sites)).coefficients())
                .isEqualTo(Fits.fitted(first).coefficients());
    }

    @Test
    void a_site_without_rows_changes_nothing() {
        List<RegressionRows> sites =
                new ArrayList<>(Rows.regression(counts.rows().split(counts.sites())));
        RegressionSpec spec = poisson().withLimits(new Limits(8, 1000, 2, 1));
        RegressionResult without = Fits.fitted(InProcess.fit(spec, sites));
        sites.add(RegressionRows.of(Dataset.of(3, new double[0], new double[0], new int[0])));
        assertThat(Fits.fitted(InProcess.fit(spec, sites)).coefficients()).isEqualTo(without.coefficients());
    }

    /** Ranges a million times too wide, ten million rows a site, a thousand sites, huge weights and offsets: still the same to 1e-9. */
    @Test
    void generous_declarations_cost_no_precision() {
        List<RegressionRows> sites = Rows.regression(counts.rows().split(counts.sites()));
        RegressionResult narrow = Fits.fitted(InProcess.fit(poisson(), sites));
        List<DesignColumn> wide = counts.rows().columns().stream()
                .map(column -> DesignColumn.of(column.name(), -1e6, 3e6))
                .toList();
        RegressionSpec generous = RegressionSpec.of(
                        new Family.Glm(GlmFamily.POISSON),
                        wide,
                        new Range(0, 1e6),
                        new Limits(1000, 10_000_000, 1e6, 20))
                .withExtras(new Extras(true, true, false, null));
        RegressionResult result = Fits.fitted(InProcess.fit(generous, sites));
        for (int i = 0; i < narrow.estimates().length; i++) {
            double error = narrow.standardErrors()[i];
            assertThat(result.estimates()[i]).isCloseTo(narrow.estimates()[i], within(1e-9 * error));
            assertThat(result.standardErrors()[i]).isCloseTo(error, within(1e-9 * error));
            assertThat(result.robust().get(i).standardError())
                    .isCloseTo(narrow.robust().get(i).standardError(), within(1e-9 * error));
        }
    }

    @Test
    void an_answer_to_something_else_is_a_mistake() {
        RegressionRun run = RegressionRun.begin(RegressionSpec.of(
                new Family.Cox(Ties.EFRON), cox().columns().subList(0, 2), new Range(0, 50), Limits.of(4, 1000)));
        RegressionRun other = RegressionRun.begin(cox());
        RegressionRows rows = timed.rows().regression();
        LocalUpdate answer = other.question().orElseThrow().answer(rows);
        Sum sum = Sums.of(List.of(answer));
        assertThatThrownBy(() -> run.after(sum)).isInstanceOf(IllegalArgumentException.class);
        assertThat(run.outcome()).isEmpty();
        RegressionRun ended = finish(other, Rows.regression(timed.rows().split(timed.sites())));
        assertThat(ended.question()).isEmpty();
        assertThatThrownBy(() -> ended.after(sum)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void no_state_question_or_row_prints_values() {
        RegressionRows rows = timed.rows().regression();
        assertThat(rows.toString()).isEqualTo("RegressionRows[Dataset[3 features]]");
        Question question = RegressionRun.begin(cox()).question().orElseThrow();
        assertThat(question.answer(rows).toString()).doesNotContain(".");
    }

    @Test
    void what_the_software_cannot_do_is_refused_at_once() {
        assertThatThrownBy(() -> cox().withPenalty(new Penalty.Firth())).hasMessageContaining("Firth");
        RegressionSpec mixed =
                RegressionSpec.of(new Family.RandomIntercept(true), cox().columns(), new Range(0, 1), Limits.of(2, 10));
        assertThatThrownBy(() -> mixed.withPenalty(new Penalty.Ridge(1))).hasMessageContaining("no penalty");
        assertThatThrownBy(() -> new Penalty.Ridge(0)).hasMessageContaining("above 0");
        DesignColumn twice = DesignColumn.of("age", 0, 1);
        assertThatThrownBy(() -> RegressionSpec.of(
                        new Family.Cox(Ties.EFRON), List.of(twice, twice), new Range(0, 1), Limits.of(2, 10)))
                .hasMessageContaining("different names");
    }
}
