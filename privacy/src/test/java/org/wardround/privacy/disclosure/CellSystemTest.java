package org.wardround.privacy.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Small tables in which one can see what must be hidden. */
class CellSystemTest {
    private final CellSystem system = new CellSystem(SmallCellRule.DEFAULT);

    private Cell printed(String name, long count) {
        return system.cell(name, count, Showing.PRINTED);
    }

    @Test
    void of_a_small_group_not_even_zeros_are_shown() {
        CellSystem system = new CellSystem(SmallCellRule.DEFAULT);
        Cell few = system.cell("few", 4, Showing.KEPT);
        Cell none = system.part(few, "none of few", 0, 0, Showing.PRINTED);
        Cell all = system.part(few, "all of few", 4, 4, Showing.PRINTED);
        system.sum(few, List.of(none, all));
        Cell many = system.cell("many", 40, Showing.KEPT);
        Cell noneOfMany = system.part(many, "none of many", 0, 0, Showing.PRINTED);
        Cell allOfMany = system.part(many, "all of many", 40, 40, Showing.PRINTED);
        system.sum(many, List.of(noneOfMany, allOfMany));

        Suppression suppression = system.protect();

        assertThat(suppression.shows(none)).isFalse();
        assertThat(suppression.shows(all)).isFalse();
        assertThat(suppression.shows(noneOfMany)).isTrue();
        assertThat(suppression.shows(allOfMany)).isTrue();
    }

    /** Two of 10 in 100: where readers know that both are 10 at most, 20 together leave one choice. */
    @Test
    void where_small_counts_are_marked_one_more_is_hidden_if_their_sum_tells_them() {
        for (boolean marked : new boolean[] {false, true}) {
            CellSystem system = new CellSystem(SmallCellRule.DEFAULT);
            Cell all = system.cell("all", 100, Showing.KEPT);
            Cell one = system.cell("one", 10, Showing.PRINTED);
            Cell other = system.cell("other", 10, Showing.PRINTED);
            Cell rest = system.cell("rest", 80, Showing.PRINTED);
            system.sum(all, List.of(one, other, rest));
            Suppression suppression = marked ? system.protectMarked() : system.protect();
            assertThat(suppression.shows(one)).isFalse();
            assertThat(suppression.shows(rest)).isEqualTo(!marked);
        }
    }

    @Test
    void counts_from_1_to_10_are_hidden_and_none_is_not() {
        Cell none = printed("none", 0);
        Cell one = printed("one", 1);
        Cell ten = printed("ten", 10);
        Cell eleven = printed("eleven", 11);
        Suppression suppression = system.protect();
        assertThat(suppression.shows(none)).isTrue();
        assertThat(suppression.shows(one)).isFalse();
        assertThat(suppression.shows(ten)).isFalse();
        assertThat(suppression.shows(eleven)).isTrue();
    }

    @Test
    void rest_of_a_sum_hides_the_smallest_other_count_with_it() {
        Cell total = system.cell("all", 100, Showing.KEPT);
        Cell small = printed("small", 3);
        Cell middle = printed("middle", 20);
        Cell large = printed("large", 77);
        system.sum(total, List.of(small, middle, large));
        Suppression suppression = system.protect();
        assertThat(suppression.shows(total)).isTrue();
        assertThat(suppression.shows(small)).isFalse();
        assertThat(suppression.shows(middle)).isFalse();
        assertThat(suppression.shows(large)).isTrue();
    }

    @Test
    void group_that_nobody_prints_is_protected_as_well() {
        Cell rows = system.cell("patients", 41, Showing.KEPT);
        Cell events = printed("with the event", 38);
        system.sum(rows, List.of(events, system.cell("without", 3, Showing.IMPLIED)));
        Suppression suppression = system.protect();
        assertThat(suppression.shows(rows)).isTrue();
        assertThat(suppression.shows(events)).isFalse();
    }

    @Test
    void group_that_nobody_prints_and_is_large_protects_for_nothing() {
        Cell rows = system.cell("patients", 111, Showing.KEPT);
        Cell events = printed("with the event", 8);
        Cell other = printed("unrelated", 50);
        system.sum(rows, List.of(events, system.cell("without", 103, Showing.IMPLIED)));
        Suppression suppression = system.protect();
        assertThat(suppression.shows(rows)).isTrue();
        assertThat(suppression.shows(events)).isFalse();
        assertThat(suppression.shows(other)).isTrue();
    }

    @Test
    void several_small_counts_that_are_small_together_need_another() {
        Cell total = system.cell("all", 300, Showing.KEPT);
        Cell large = printed("large", 200);
        Cell middle = printed("middle", 95);
        system.sum(total, List.of(printed("two", 2), printed("three", 3), large, middle));
        Suppression suppression = system.protect();
        assertThat(suppression.shows(middle)).isFalse();
        assertThat(suppression.shows(large)).isTrue();
    }

    @Test
    void rows_and_columns_of_a_table_protect_each_other() {
        // sites a, b, c and all; levels x, y: only (x, a) is small.
        long[][] counts = {{5, 40, 30}, {60, 50, 20}};
        Cell[][] cells = new Cell[2][3];
        for (int level = 0; level < 2; level++) {
            for (int site = 0; site < 3; site++) {
                cells[level][site] = printed("cell %d %d".formatted(level, site), counts[level][site]);
            }
        }
        for (int level = 0; level < 2; level++) {
            long sum = counts[level][0] + counts[level][1] + counts[level][2];
            system.sum(system.cell("level " + level, sum, Showing.KEPT), List.of(cells[level]));
        }
        for (int site = 0; site < 3; site++) {
            Cell total = system.cell("site " + site, counts[0][site] + counts[1][site], Showing.KEPT);
            system.sum(total, List.of(cells[0][site], cells[1][site]));
        }
        Suppression suppression = system.protect();
        // A rectangle of four, with the smallest counts that close it.
        assertThat(suppression.shows(cells[0][0])).isFalse();
        assertThat(suppression.shows(cells[0][2])).isFalse();
        assertThat(suppression.shows(cells[1][0])).isFalse();
        assertThat(suppression.shows(cells[1][2])).isFalse();
        assertThat(suppression.shows(cells[0][1])).isTrue();
        assertThat(suppression.shows(cells[1][1])).isTrue();
    }

    @Test
    void total_of_one_site_and_some_others_does_not_give_it_away() {
        Cell all = system.cell("all", 107, Showing.KEPT);
        Cell first = printed("first", 7);
        Cell second = printed("second", 100);
        system.sum(all, List.of(first, second));
        Suppression suppression = system.protect();
        assertThat(List.of(suppression.shows(first), suppression.shows(second))).containsExactly(false, false);
        assertThat(suppression.shows(all)).isTrue();
    }

    @Test
    void two_sites_with_one_patient_each_hide_in_no_sum_of_two() {
        // The rest of 102 is 2, and neither is 0, for that would be shown: both would be 1.
        Cell all = system.cell("all", 102, Showing.KEPT);
        Cell large = printed("large", 100);
        system.sumOverSites(all, List.of(printed("first", 1), printed("second", 1), large));
        assertThat(system.protect().shows(large)).isFalse();
    }

    @Test
    void two_sites_hide_in_each_other_and_levels_of_one_site_do_not() {
        Cell all = system.cell("all", 107, Showing.KEPT);
        Cell large = printed("large", 100);
        system.sumOverSites(all, List.of(printed("first", 2), printed("second", 5), large));
        Cell more = system.cell("more", 107, Showing.KEPT);
        Cell level = printed("level", 100);
        system.sum(more, List.of(printed("third", 2), printed("fourth", 5), level));
        Suppression suppression = system.protect();
        assertThat(suppression.shows(large)).isTrue();
        assertThat(suppression.shows(level)).isFalse();
    }

    @Test
    void what_follows_anyway_is_shown() {
        // b hides with a in the first sum, and follows from the second.
        Cell first = system.cell("first", 107, Showing.KEPT);
        Cell a = printed("a", 7);
        Cell b = printed("b", 30);
        Cell c = printed("c", 70);
        system.sum(first, List.of(a, b, c));
        Cell second = system.cell("second", 80, Showing.KEPT);
        system.sum(second, List.of(b, printed("d", 50)));
        Suppression suppression = system.protect();
        assertThat(suppression.shows(a)).isFalse();
        assertThat(List.of(suppression.shows(b), suppression.shows(c))).contains(false);
        long hidden = List.of(a, b, c).stream()
                .filter(cell -> suppression.published(cell).isEmpty())
                .count();
        assertThat(hidden).isGreaterThanOrEqualTo(2);
    }

    @Test
    void rows_count_by_their_patients() {
        Cell rows = system.cell("images", 40, 4, Showing.PRINTED);
        assertThat(system.protect().shows(rows)).isFalse();
    }

    @Test
    void rule_and_sums_must_make_sense() {
        assertThatThrownBy(() -> new SmallCellRule(0)).hasMessageContaining("1 or more");
        Cell all = printed("all", 5);
        Cell part = printed("part", 4);
        assertThatThrownBy(() -> system.sum(all, List.of(part))).hasMessage("the parts of 'all' do not add up to it");
        assertThat(all).hasToString("all");
    }
}
