package org.wardround.simulation.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.TaskKind;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.program.Exchange.RoundResult;
import org.wardround.inference.program.SiteWork;
import org.wardround.inference.program.SumQuestion;
import org.wardround.privacy.release.Protection;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.testkit.Property;
import org.wardround.testkit.crypto.RememberedCrypto;

@ExtendWith(RememberedCrypto.class)
class MaskedExchangeTest {
    private static final SumLayout LAYOUT =
            new SumLayout(100, List.of(Segment.plain("value", 70_000, 10), Segment.plain("count", 1, 0)));

    private static SortedSet<SiteId> sites(int count) {
        SortedSet<SiteId> sites = new TreeSet<>();
        IntStream.range(0, count).forEach(i -> sites.add(site(i)));
        return sites;
    }

    private static SiteId site(int i) {
        return new SiteId("site-%02d".formatted(i));
    }

    private static SumQuestion question(SortedSet<SiteId> sites, int quorum, SiteWork work) {
        return new SumQuestion(
                new RoundPlan(1, TaskKind.TRAIN, sites, quorum), LAYOUT, SumQuestion.Weighting.NONE, work);
    }

    private static SiteWork answers(long seed) {
        return site -> {
            SeededStream random = SeededStream.of(seed, site);
            double[] values = random.nextInt(2) == 0 ? new double[70_001] : gaussians(random);
            values[70_000] = 1;
            return LocalUpdate.owning(LAYOUT, values);
        };
    }

    private static double[] gaussians(SeededStream random) {
        double[] values = new double[70_001];
        for (int i = 0; i < 70_000; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    private static long[] words(Sum sum) {
        long[] words = new long[70_001];
        ArrayWords.copyOf(sum.words()).read(0, words, 65_536);
        long[] rest = new long[70_001 - 65_536];
        ArrayWords.copyOf(sum.words()).read(65_536, rest, rest.length);
        System.arraycopy(rest, 0, words, 65_536, rest.length);
        return words;
    }

    /** Sites leave at any step, as many as the threshold spares: the sum is that of the sites whose words arrived, bit by bit as in the clear. */
    @Test
    void the_sum_is_that_in_the_clear_over_the_same_sites() {
        Property.forSeeds(20, random -> {
            int count = 3 + random.nextInt(5);
            Map<SiteId, SecureStep> leaving = new HashMap<>();
            for (int i = 0; i < count - (2 * count / 3 + 1); i++) {
                leaving.put(site(random.nextInt(count)), SecureStep.values()[random.nextInt(5)]);
            }
            long seed = random.nextLong();
            try (Workers workers = new Workers(2)) {
                RoundResult masked = new MaskedExchange(
                                workers, (site, plan) -> Optional.ofNullable(leaving.get(site)), ReleaseLog.NONE)
                        .ask(question(sites(count), 1, answers(seed)));
                SortedSet<SiteId> stay = sites(count);
                leaving.forEach((site, step) -> {
                    if (step.compareTo(SecureStep.INPUT) <= 0) {
                        stay.remove(site);
                    }
                });
                RoundResult plain = new InProcessExchange(workers, Dropout.NONE, ReleaseLog.NONE)
                        .ask(question(stay, 1, answers(seed)));
                assertThat(masked.state().contributors()).isEqualTo(stay);
                assertThat(masked.sum().contributors()).isEqualTo(stay.size());
                assertThat(words(masked.sum())).isEqualTo(words(plain.sum()));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(SecureStep.class)
    void too_few_to_the_end_abandon_the_round(SecureStep step) {
        Leaving two = (site, plan) -> site.compareTo(site(2)) < 0 ? Optional.of(step) : Optional.empty();
        RoundResult result =
                new MaskedExchange(Workers.inline(), two, ReleaseLog.NONE).ask(question(sites(5), 3, answers(1)));
        assertThat(result.isCommitted()).isFalse();
        assertThat(((RoundState.Abandoned) result.state()).code()).isEqualTo(ErrorCode.QUORUM_NOT_MET);
        assertThat(result.sum().contributors()).isZero();
    }

    @Test
    void what_a_site_says_that_can_not_answer_is_heard() {
        RoundResult result = new MaskedExchange(Workers.inline(), (site, plan) -> Optional.empty(), ReleaseLog.NONE)
                .ask(question(sites(4), 3, site -> {
                    if (site.equals(site(1))) {
                        throw new TaskRefusedException(ErrorCode.NO_ROWS, "no rows");
                    }
                    return answers(1).compute(site);
                }));
        assertThat(result.isCommitted()).isTrue();
        assertThat(result.refusals()).isEqualTo(Map.of(site(1), "no rows"));
        assertThat(result.state().contributors()).doesNotContain(site(1)).hasSize(3);
    }

    @Test
    void two_sites_are_refused() {
        assertThatThrownBy(() -> new MaskedExchange(Workers.inline(), (site, plan) -> Optional.empty(), ReleaseLog.NONE)
                        .ask(question(sites(2), 1, answers(1))))
                .hasMessageContaining("a sum is hidden among 3 sites or more, and 2 would take part");
    }

    @Test
    void what_left_was_masked() {
        ConcurrentLinkedQueue<Protection> left = new ConcurrentLinkedQueue<>();
        new MaskedExchange(
                        Workers.inline(), (site, plan) -> Optional.empty(), release -> left.add(release.protection()))
                .ask(question(sites(3), 3, answers(1)));
        assertThat(left).hasSize(3).containsOnly(Protection.MASKED);
    }
}
