package org.wardround.publish.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.inference.statistics.CountCells;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.testkit.Property;

/** What one site hides of its own counts. */
class OwnThresholdRuleTest {
    private static final CountCells CELLS = new CountCells(SmallStudy.dictionary());
    private static final OwnThresholdRule RULE = new OwnThresholdRule(SmallCellRule.DEFAULT);

    private static BitSet hidden(OwnThresholdRule rule, long... counts) {
        BitSet hidden = rule.shown(CELLS, counts);
        hidden.flip(0, CELLS.size());
        return hidden;
    }

    /** Of 100 patients 5 have no age, 12 are at stage I, 3 at II, 85 at III, none is without; 40 had the event. */
    @Test
    void a_small_count_is_hidden_and_with_it_the_smallest_from_which_it_would_follow() {
        long[] counts = SmallStudy.counts(100, 5, new long[] {12, 3, 85}, 0, 40);
        assertThat(hidden(RULE, counts).stream().boxed())
                .containsExactly(
                        CELLS.present(SmallStudy.AGE),
                        CELLS.missing(SmallStudy.AGE),
                        CELLS.levels(SmallStudy.STAGE)[0],
                        CELLS.levels(SmallStudy.STAGE)[1]);
    }

    @Test
    void nothing_is_hidden_where_all_counts_are_large_or_nobody() {
        assertThat(hidden(RULE, SmallStudy.counts(100, 0, new long[] {12, 0, 88}, 0, 40)).isEmpty())
                .isTrue();
    }

    /** 10 and 10 of 100 with 80: as both are known to be 10 at most and to make up 20, one more has to go. */
    @Test
    void that_small_counts_are_marked_as_small_tells_none_of_them() {
        assertThat(hidden(RULE, SmallStudy.counts(100, 0, new long[] {10, 10, 80}, 0, 40)).stream()
                        .boxed())
                .containsExactlyElementsOf(
                        IntStream.of(CELLS.levels(SmallStudy.STAGE)).boxed().toList());
        // 9 and 10 could be 10 and 9.
        assertThat(hidden(RULE, SmallStudy.counts(100, 0, new long[] {9, 10, 81}, 0, 40)).stream()
                        .boxed())
                .containsExactly(CELLS.levels(SmallStudy.STAGE)[0], CELLS.levels(SmallStudy.STAGE)[1]);
    }

    @Test
    void a_site_of_few_patients_gives_nothing() {
        assertThat(hidden(RULE, SmallStudy.counts(9, 0, new long[] {9, 0, 0}, 0, 4)).cardinality())
                .isEqualTo(CELLS.size());
    }

    @Test
    void further_counts_can_be_hidden_whatever_they_are() {
        BitSet extra = new BitSet();
        extra.set(CELLS.levels(SmallStudy.STAGE)[1]);
        OwnThresholdRule rule = new OwnThresholdRule(SmallCellRule.DEFAULT, extra);
        assertThat(hidden(rule, SmallStudy.counts(100, 0, new long[] {12, 30, 58}, 0, 40)).stream()
                        .boxed())
                .containsExactly(CELLS.levels(SmallStudy.STAGE)[0], CELLS.levels(SmallStudy.STAGE)[1]);
    }

    /** By trying all numbers: each hidden small count can be two or more, given the shown counts, the marks and all patients. */
    @Test
    void no_small_count_is_the_only_one_that_fits() {
        Property.forSeeds(400, random -> {
            long[] stages = {small(random), small(random), small(random)};
            long none = small(random);
            long patients = stages[0] + stages[1] + stages[2] + none;
            long[] counts = SmallStudy.counts(
                    patients, Math.min(patients, small(random)), stages, none, Math.min(patients, small(random)));
            BitSet hidden = hidden(RULE, counts);
            if (hidden.get(CountCells.PATIENTS)) {
                return;
            }
            List<Integer> parts = new ArrayList<>(
                    IntStream.of(CELLS.levels(SmallStudy.STAGE)).boxed().toList());
            parts.add(CELLS.missing(SmallStudy.STAGE));
            requireUnknown(counts, hidden, parts, patients);
            requireUnknown(
                    counts,
                    hidden,
                    List.of(CELLS.present(SmallStudy.AGE), CELLS.missing(SmallStudy.AGE)),
                    patients);
            requireUnknown(counts, hidden, IntStream.of(CELLS.classes()).boxed().toList(), patients);
        });
    }

    private static long small(SeededStream random) {
        return random.nextInt(3) == 0 ? 0 : random.nextInt(random.nextInt(2) == 0 ? 14 : 60);
    }

    private static void requireUnknown(long[] counts, BitSet hidden, List<Integer> parts, long patients) {
        List<Integer> unknown = parts.stream().filter(hidden::get).toList();
        long left = patients
                - parts.stream().filter(part -> !hidden.get(part)).mapToLong(part -> counts[part]).sum();
        for (int part : parts) {
            assertThat(counts[part] > 0 && counts[part] < 11 && !hidden.get(part)).isFalse();
        }
        for (int part : unknown) {
            if (counts[part] < 11) {
                long fitting = IntStream.rangeClosed(1, 10)
                        .filter(guess -> fits(
                                counts,
                                unknown.stream().filter(other -> other != part).toList(),
                                left - guess))
                        .count();
                assertThat(fitting).isGreaterThan(1);
            }
        }
    }

    private static boolean fits(long[] counts, List<Integer> unknown, long left) {
        if (unknown.isEmpty()) {
            return left == 0;
        }
        long few = unknown.stream().filter(part -> counts[part] < 11).count();
        long many = unknown.size() - few;
        long least = few + many * 11;
        return left >= least && (many > 0 || left <= few * 10);
    }
}
