package org.wardround.simulation.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.publish.table.Group;
import org.wardround.publish.table.Groups;
import org.wardround.publish.table.TableOne;
import org.wardround.study.results.Count;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Table1.Kind;
import org.wardround.testkit.LinearAttack;
import org.wardround.testkit.Property;

/** Table 1 as it is published. */
class TableOneTest {
    private static final double NONE = Double.NaN;

    private static SortedMap<SiteId, Table> sites(List<List<double[]>> rows) {
        SortedMap<SiteId, Table> sites = new TreeMap<>();
        for (int site = 0; site < rows.size(); site++) {
            sites.put(new SiteId("s" + site), Cohorts.table(rows.get(site)));
        }
        return sites;
    }

    private static Table1 publish(SortedMap<SiteId, Table> sites, int by) {
        return new TableOne(Cohorts.groups(sites, by), SmallCellRule.DEFAULT).publish();
    }

    @SafeVarargs
    private static List<double[]> join(List<double[]>... parts) {
        List<double[]> all = new ArrayList<>();
        for (List<double[]> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    private static Table1.Row row(Table1 table, String variable) {
        return table.rows().stream()
                .filter(row -> row.variable().equals(variable))
                .findFirst()
                .orElseThrow();
    }

    private static Table1.CodesCell codes(Table1 table, String variable, int column) {
        return ((Table1.CodesRow) row(table, variable)).cells().get(column);
    }

    private static Table1.QuantityCell quantity(Table1 table, int column) {
        return ((Table1.QuantityRow) row(table, "age")).cells().get(column);
    }

    private static Table1.TimeCell time(Table1 table, int column) {
        return ((Table1.TimeRow) row(table, "death")).cells().get(column);
    }

    /** Two sites of 40 and 60 patients in which nothing is small. */
    private static SortedMap<SiteId, Table> large() {
        return sites(List.of(
                join(Cohorts.patients(20, 50, 0, 0, 800, 1), Cohorts.patients(20, 60, 1, 1, 1200, 0)),
                join(Cohorts.patients(30, 50, 0, 1, 800, 1), Cohorts.patients(30, 80, 1, 0, 1200, 0))));
    }

    @Test
    void everything_of_many_is_shown() {
        Table1 table = publish(large(), Groups.WITHOUT_STRATA);
        assertThat(table.columns())
                .extracting(Table1.Column::name, column -> column.patients().value())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("s0", 40),
                        org.assertj.core.groups.Tuple.tuple("s1", 60),
                        org.assertj.core.groups.Tuple.tuple("overall", 100));
        assertThat(new PrintedCounts().add(table).suppressed()).isEmpty();
        // 50 × 50, 20 × 60, 30 × 80; the standard deviation of all is 13.5, so one figure behind the point is too many.
        assertThat(quantity(table, 2).mean()).isEqualTo(61);
        assertThat(quantity(table, 2).sd()).isEqualTo(13);
        assertThat(quantity(table, 2).median()).isEqualTo(55);
        assertThat(quantity(table, 0).q3()).isEqualTo(60);
        assertThat(codes(table, "stage", 1).levels()).containsExactly(Count.of(30), Count.of(30), Count.of(0));
        assertThat(time(table, 2).events()).isEqualTo(Count.of(50));
        assertThat(time(table, 2).personTime()).isEqualTo(100000);
        assertThat(time(table, 2).rate().value()).isCloseTo(50 / 100000.0, within(1e-15));
        // Shares of the flag 1/2 and 1/2.
        assertThat(row(table, "flag").difference()).isZero();
    }

    @Test
    void survival_is_told_at_a_few_times_as_far_as_enough_are_observed() {
        Table1.TimeRow row = (Table1.TimeRow) row(publish(large(), Groups.WITHOUT_STRATA), "death");
        assertThat(row.times()).extracting(Table1.Moment::words).containsExactly("1 year", "3 years");
        // Half of the patients had the event on day 800, before the third year; nobody before the first.
        assertThat(row.cells().get(2).survival().get(0)).isEqualTo(new Table1.Survival(false, 1, NONE, NONE));
        assertThat(row.cells().get(2).survival().get(1).value()).isEqualTo(0.5);
    }

    @Test
    void strata_have_columns_and_a_log_rank_test() {
        Table1 table = publish(large(), Cohorts.FLAG);
        assertThat(table.columns(Kind.STRATUM)).extracting(Table1.Column::name).containsExactly("0", "1");
        assertThat(table.columns(Kind.STRATUM))
                .extracting(column -> column.patients().value())
                .containsExactly(50, 50);
        assertThat(table.by()).isEqualTo("flag");
        assertThat(table.logRank().degreesOfFreedom()).isEqualTo(1);
        // Strata of the flag: 20 and 30 of 50 at stage I, so |0.4 − 0.6|/√0.24.
        assertThat(row(table, "stage").difference()).isEqualTo(0.41);
        assertThat(row(table, "flag").difference()).isNaN();
    }

    private static Table1.ChiSquared chiSquared(Table1 table, String variable) {
        return ((Table1.CodesRow) row(table, variable)).chiSquared();
    }

    @Test
    void levels_are_tested_by_strata_over_all_sites() {
        Table1 table = publish(large(), Cohorts.FLAG);
        // Flag 0: 20 at stage I, 30 at II; flag 1: 30 and 20; all expected 25, so 4 · 5²/25; at 1 degree p is 2Φ(−2).
        assertThat(chiSquared(table, "stage")).isEqualTo(new Table1.ChiSquared(false, 4, 1, 0.0455, false));
        assertThat(chiSquared(table, "flag").isNone()).isTrue();
        assertThat(chiSquared(publish(large(), Groups.WITHOUT_STRATA), "stage").isNone())
                .isTrue();
    }

    @Test
    void small_expected_counts_are_told() {
        Table1 table = publish(
                sites(List.of(join(
                        Cohorts.patients(11, 50, 0, 1, 800, 0),
                        Cohorts.patients(100, 50, 0, 0, 800, 0),
                        Cohorts.patients(40, 50, 1, 0, 800, 0)))),
                Cohorts.FLAG);
        // 11 · 40/151 = 2.9 expected.
        assertThat(chiSquared(table, "stage").smallExpected()).isTrue();
        assertThat(chiSquared(table, "stage").degreesOfFreedom()).isEqualTo(1);
    }

    @Test
    void no_test_is_shown_where_a_count_in_it_is_suppressed() {
        Table1 table = publish(
                sites(List.of(join(
                        Cohorts.patients(30, 50, 0, 1, 800, 0),
                        Cohorts.patients(5, 50, 1, 1, 800, 0),
                        Cohorts.patients(40, 50, 0, 0, 800, 0),
                        Cohorts.patients(40, 50, 1, 0, 800, 0)))),
                Cohorts.FLAG);
        assertThat(chiSquared(table, "stage")).isEqualTo(Table1.ChiSquared.SUPPRESSED);
    }

    @Test
    void a_test_is_shown_with_all_counts_it_follows_from_only() {
        Property.forSeeds(60, random -> {
            Table1 table = publish(Cohorts.random(random), Cohorts.STAGE);
            Table1.CodesRow flag = (Table1.CodesRow) row(table, "flag");
            boolean hidden = IntStream.range(0, table.columns().size())
                    .filter(column -> table.columns().get(column).kind() == Kind.STRATUM)
                    .filter(column -> !table.columns().get(column).name().equals(Group.WITHOUT))
                    .mapToObj(flag.cells()::get)
                    .anyMatch(cell -> cell.missing().isSuppressed()
                            || cell.levels().stream().anyMatch(Count::isSuppressed));
            assertThat(flag.chiSquared().suppressed()).isEqualTo(hidden);
            assertThat(hidden && !Double.isNaN(flag.chiSquared().statistic())).isFalse();
        });
    }

    @Test
    void figures_of_few_are_suppressed_and_cannot_be_had_by_subtraction() {
        SortedMap<SiteId, Table> sites = sites(List.of(
                Cohorts.patients(30, 50, 0, 0, 800, 0),
                join(Cohorts.patients(5, 50, 0, 0, 800, 0), Cohorts.patients(40, NONE, 0, 0, 800, 0)),
                Cohorts.patients(50, 70, 0, 0, 800, 0)));
        Table1 table = publish(sites, Groups.WITHOUT_STRATA);
        assertThat(quantity(table, 1).suppressed()).isTrue();
        assertThat(quantity(table, 1).mean()).isNaN();
        long others = IntStream.of(0, 2)
                .filter(column -> quantity(table, column).suppressed())
                .count();
        assertThat(others).isEqualTo(1);
        assertThat(quantity(table, 3).suppressed()).isFalse();
    }

    @Test
    void empty_stratum_one_level_all_censored_and_a_variable_missing_everywhere_do_no_harm() {
        SortedMap<SiteId, Table> sites =
                sites(List.of(Cohorts.patients(40, 50, 0, 0, 800, 0), Cohorts.patients(30, NONE, 0, 0, 700, 0)));
        Table1 table = publish(sites, Cohorts.FLAG);
        assertThat(table.columns(Kind.STRATUM))
                .extracting(column -> column.patients().value())
                .containsExactly(70, 0);
        assertThat(table.logRank().isNone()).isTrue();
        assertThat(row(table, "stage").difference()).isNaN();
        assertThat(quantity(table, 1).missing()).isEqualTo(Count.of(30));
        assertThat(quantity(table, 1).suppressed()).isFalse();
        assertThat(quantity(table, 1).mean()).isNaN();
        assertThat(time(table, 0).events()).isEqualTo(Count.of(0));
        assertThat(time(table, 0).rate().low()).isZero();
        assertThat(time(table, 3).rate().value()).isNaN();
    }

    @Test
    void patients_without_the_variable_are_a_stratum_of_their_own_where_there_are_any() {
        SortedMap<SiteId, Table> sites = sites(List.of(
                join(Cohorts.patients(40, 50, 0, 0, 800, 0), Cohorts.patients(20, 50, NONE, 0, 800, 1)),
                Cohorts.patients(30, 50, 1, 0, 700, 0)));
        Table1 table = publish(sites, Cohorts.STAGE);
        assertThat(table.columns(Kind.STRATUM))
                .extracting(Table1.Column::name)
                .containsExactly("I", "II", "III", "missing");
    }

    @Test
    void nobody_can_work_a_suppressed_count_out() {
        Property.forSeeds(60, random -> {
            SortedMap<SiteId, Table> sites = Cohorts.random(random);
            for (int by : new int[] {Groups.WITHOUT_STRATA, Cohorts.STAGE, Cohorts.FLAG}) {
                PrintedCounts printed = new PrintedCounts().add(publish(sites, by));
                assertThat(printed.attack().solved())
                        .doesNotContainKeys(printed.suppressed().toArray(String[]::new));
            }
        });
    }

    @Test
    void no_small_count_is_the_only_number_that_fits_also_with_the_means() {
        Property.forSeeds(25, random -> {
            SortedMap<SiteId, Table> sites = Cohorts.random(random);
            Groups groups = Cohorts.groups(sites, Groups.WITHOUT_STRATA);
            Table1 table = new TableOne(groups, SmallCellRule.DEFAULT).publish();
            PrintedCounts printed = new PrintedCounts().add(table);
            Table1.QuantityRow age = (Table1.QuantityRow) row(table, "age");
            printed.addMeans(table, age);
            LinearAttack attack = printed.attack();
            for (int column = 0; column < groups.columns().size(); column++) {
                long missing = groups.columns().get(column).figures().tally().missing(0, 0);
                if (SmallCellRule.DEFAULT.hides(missing)) {
                    double[] range = attack.range(PrintedCounts.name(table, age, column, "missing"));
                    assertThat(Math.floor(range[1] + 1e-6))
                            .as("missing at %s", column)
                            .isGreaterThan(Math.ceil(range[0] - 1e-6));
                }
            }
        });
    }

    @Test
    void means_that_give_a_number_of_missing_values_away_are_withheld() {
        // 15 of 50 are without an age, as printed; where, is not: but 50 and 66 make 58.2 with 17 and 18 patients only.
        SortedMap<SiteId, Table> sites = sites(List.of(
                join(Cohorts.patients(17, 50, 0, 0, 800, 0), Cohorts.patients(3, NONE, 0, 0, 800, 0)),
                join(Cohorts.patients(18, 66, 0, 0, 800, 0), Cohorts.patients(12, NONE, 0, 0, 800, 0))));
        Table1 table = publish(sites, Groups.WITHOUT_STRATA);
        assertThat(quantity(table, 2).missing()).isEqualTo(Count.of(15));
        assertThat(quantity(table, 0).missing()).isEqualTo(Count.SUPPRESSED);
        assertThat(quantity(table, 0).suppressed()).isTrue();
        assertThat(quantity(table, 1).suppressed()).isTrue();
        assertThat(quantity(table, 2).mean()).isEqualTo(58.2);
    }

    @Test
    void every_printed_figure_is_of_enough_patients() {
        Property.forSeeds(60, random -> {
            Groups groups = Cohorts.groups(Cohorts.random(random), Cohorts.STAGE);
            Table1 table = new TableOne(groups, SmallCellRule.DEFAULT).publish();
            for (int column = 0; column < groups.columns().size(); column++) {
                long present = groups.columns().get(column).figures().tally().present(0, 0);
                if (SmallCellRule.DEFAULT.hides(present)) {
                    assertThat(quantity(table, column).suppressed()).isTrue();
                }
                long events = groups.columns().get(column).figures().tally().classes(0)[1];
                if (SmallCellRule.DEFAULT.hides(events)) {
                    assertThat(time(table, column).events().isSuppressed()).isTrue();
                    assertThat(time(table, column).rate()).isEqualTo(Table1.Rate.NONE);
                }
            }
        });
    }
}
