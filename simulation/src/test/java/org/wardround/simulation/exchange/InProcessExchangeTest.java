package org.wardround.simulation.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.update.PerSiteUpdate;
import org.wardround.inference.program.Exchange.PerSiteResult;
import org.wardround.inference.program.Exchange.RoundResult;
import org.wardround.inference.program.PerSiteQuestion;
import org.wardround.inference.program.SiteWork;
import org.wardround.inference.program.SumQuestion;
import org.wardround.privacy.release.PerSiteRelease;
import org.wardround.privacy.release.Release;
import org.wardround.privacy.release.SumRelease;

class InProcessExchangeTest {
    private static final SumLayout LAYOUT =
            new SumLayout(100, List.of(Segment.plain("value", 2, 10), Segment.plain("count", 1, 0)));

    private static SortedSet<SiteId> sites(int count) {
        SortedSet<SiteId> sites = new TreeSet<>();
        IntStream.rangeClosed(1, count).forEach(i -> sites.add(new SiteId("site-%02d".formatted(i))));
        return sites;
    }

    private static SumQuestion question(int sites, int quorum, TaskKind kind, SiteWork work) {
        return new SumQuestion(new RoundPlan(1, kind, sites(sites), quorum), LAYOUT, SumQuestion.Weighting.NONE, work);
    }

    /** Site 3 answers 3, 1/3 and 1. */
    private static LocalUpdate answer(SiteId site) {
        int number = Integer.parseInt(site.name().substring(5));
        return LocalUpdate.owning(LAYOUT, new double[] {number, 1.0 / number, 1});
    }

    private static RoundResult ask(SumQuestion question, int threads, ReleaseLog log) {
        try (Workers workers = new Workers(threads)) {
            return new InProcessExchange(workers, Dropout.NONE, log).ask(question);
        }
    }

    @Test
    void answers_are_added_over_all_sites() {
        RoundResult result = ask(question(4, 4, TaskKind.TRAIN, InProcessExchangeTest::answer), 1, ReleaseLog.NONE);
        assertThat(result.isCommitted()).isTrue();
        assertThat(result.sum().contributors()).isEqualTo(4);
        assertThat(result.sum().values("value")[0]).isEqualTo(10); // 1 + 2 + 3 + 4
        assertThat(result.sum().value("count")).isEqualTo(4);
    }

    @Test
    void the_number_of_threads_shows_nowhere_in_the_sum() {
        SumQuestion question = question(50, 50, TaskKind.TRAIN, InProcessExchangeTest::answer);
        double[] one = ask(question, 1, ReleaseLog.NONE).sum().values("value");
        for (int threads = 2; threads <= 5; threads++) {
            assertThat(ask(question, threads, ReleaseLog.NONE).sum().values("value"))
                    .containsExactly(one);
        }
    }

    @Test
    void an_update_that_is_not_a_number_is_refused_by_name_and_the_round_goes_on() {
        SiteId bad = new SiteId("site-02");
        RoundResult result = ask(
                question(
                        3,
                        2,
                        TaskKind.TRAIN,
                        site -> site.equals(bad)
                                ? LocalUpdate.owning(LAYOUT, new double[] {1, Double.NaN, 1})
                                : answer(site)),
                2,
                ReleaseLog.NONE);
        assertThat(result.isCommitted()).isTrue();
        assertThat(result.refusals()).containsOnlyKeys(bad);
        assertThat(result.refusals().get(bad)).isEqualTo("the update has NaN or infinite values in 'value'");
        assertThat(result.sum().values("value")[0]).isEqualTo(4); // 1 + 3
        assertThat(((RoundState.Committed) result.state()).lost()).isEqualTo(Map.of(bad, ErrorCode.NOT_FINITE));
    }

    @Test
    void too_few_answers_abandon_the_round() {
        RoundResult result = ask(
                question(3, 3, TaskKind.TRAIN, site -> {
                    throw new TaskRefusedException(ErrorCode.NO_ROWS, "no rows");
                }),
                1,
                ReleaseLog.NONE);
        assertThat(result.isCommitted()).isFalse();
        assertThat(((RoundState.Abandoned) result.state()).code()).isEqualTo(ErrorCode.QUORUM_NOT_MET);
        assertThat(result.refusals()).hasSize(3);
    }

    @Test
    void sites_drop_out_of_training_and_of_nothing_else() {
        try (Workers workers = new Workers(2)) {
            InProcessExchange exchange = new InProcessExchange(workers, new Dropout(0.5, 7), ReleaseLog.NONE);
            RoundResult training = exchange.ask(question(40, 1, TaskKind.TRAIN, InProcessExchangeTest::answer));
            assertThat(training.sum().contributors()).isBetween(5, 35);
            assertThat(training.sum().value("count")).isEqualTo(training.sum().contributors());
            RoundResult again = exchange.ask(question(40, 1, TaskKind.TRAIN, InProcessExchangeTest::answer));
            assertThat(again.state()).isEqualTo(training.state());
            RoundResult description = exchange.ask(question(40, 40, TaskKind.DESCRIBE, InProcessExchangeTest::answer));
            assertThat(description.sum().contributors()).isEqualTo(40);
        }
    }

    @Test
    void everything_that_leaves_is_told_to_the_log() {
        List<String> released = Collections.synchronizedList(new ArrayList<>());
        ask(
                question(5, 5, TaskKind.TRAIN, InProcessExchangeTest::answer),
                3,
                release -> released.add(release.order().site() + " " + release.length()));
        assertThat(released).containsExactlyInAnyOrder("site-01 3", "site-02 3", "site-03 3", "site-04 3", "site-05 3");
    }

    private static PerSiteQuestion each(int sites, int quorum, SiteWork work) {
        RoundPlan plan = new RoundPlan(1, TaskKind.TRAIN, ReleaseKind.PER_SITE_UPDATE, sites(sites), quorum);
        return new PerSiteQuestion(plan, ALONE, Double.POSITIVE_INFINITY, work);
    }

    private static final SumLayout ALONE = new SumLayout(1, LAYOUT.segments());

    private static LocalUpdate alone(SiteId site) {
        return new LocalUpdate(ALONE, answer(site).values());
    }

    @Test
    void updates_of_sites_are_kept_apart_in_the_order_of_names_on_any_number_of_threads() {
        for (int threads = 1; threads <= 4; threads++) {
            try (Workers workers = new Workers(threads)) {
                PerSiteResult result = new InProcessExchange(workers, Dropout.NONE, ReleaseLog.NONE)
                        .askEach(each(30, 30, InProcessExchangeTest::alone));
                assertThat(result.isCommitted()).isTrue();
                assertThat(result.updates()).extracting(PerSiteUpdate::site).containsExactlyElementsOf(sites(30));
                assertThat(result.updates())
                        .allSatisfy(update -> assertThat(update.vector("value").toArray()[0])
                                .isEqualTo(Integer.parseInt(update.site().name().substring(5))));
            }
        }
    }

    @Test
    void a_site_that_is_refused_or_lost_has_no_update_and_too_few_abandon_the_round() {
        SiteWork work = site -> {
            if (site.name().equals("site-02")) {
                throw new TaskRefusedException(ErrorCode.NO_ROWS, "no rows");
            }
            return site.name().equals("site-03")
                    ? LocalUpdate.owning(ALONE, new double[] {Double.NaN, 0, 1})
                    : alone(site);
        };
        try (Workers workers = new Workers(2)) {
            InProcessExchange exchange = new InProcessExchange(workers, Dropout.NONE, ReleaseLog.NONE);
            PerSiteResult enough = exchange.askEach(each(5, 3, work));
            assertThat(enough.updates()).hasSize(3);
            assertThat(enough.refusals()).containsOnlyKeys(new SiteId("site-02"), new SiteId("site-03"));
            PerSiteResult tooFew = exchange.askEach(each(5, 4, work));
            assertThat(tooFew.isCommitted()).isFalse();
            assertThat(tooFew.updates()).isEmpty();
        }
    }

    @Test
    void what_is_read_by_itself_leaves_as_another_type_than_what_is_added() {
        List<Release> released = Collections.synchronizedList(new ArrayList<>());
        try (Workers workers = new Workers(1)) {
            InProcessExchange exchange = new InProcessExchange(workers, Dropout.NONE, release -> released.add(release));
            exchange.ask(question(1, 1, TaskKind.TRAIN, InProcessExchangeTest::answer));
            exchange.askEach(each(1, 1, InProcessExchangeTest::alone));
        }
        assertThat(released.get(0)).isInstanceOf(SumRelease.class);
        assertThat(released.get(1)).isInstanceOf(PerSiteRelease.class);
        RoundPlan sum = new RoundPlan(1, TaskKind.TRAIN, sites(1), 1);
        assertThatThrownBy(() -> new PerSiteQuestion(sum, ALONE, 1, InProcessExchangeTest::alone))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SumQuestion(
                        each(1, 1, InProcessExchangeTest::alone).plan(),
                        LAYOUT,
                        SumQuestion.Weighting.NONE,
                        InProcessExchangeTest::answer))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    // About a second; one event for each lost site would copy all sites 100,000 times.
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void many_lost_sites_are_one_event() {
        int sites = 100_000;
        SortedSet<SiteId> invited = new TreeSet<>();
        IntStream.range(0, sites).forEach(i -> invited.add(new SiteId("client-" + i)));
        SumQuestion question = new SumQuestion(
                new RoundPlan(1, TaskKind.TRAIN, invited, 1),
                new SumLayout(sites, LAYOUT.segments()),
                SumQuestion.Weighting.NONE,
                site -> {
                    throw new TaskRefusedException(ErrorCode.NO_ROWS, "no rows");
                });
        assertThat(ask(question, 1, ReleaseLog.NONE).refusals()).hasSize(sites);
    }
}
