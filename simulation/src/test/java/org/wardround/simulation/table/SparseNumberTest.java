package org.wardround.simulation.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Range;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.inference.program.Describing;
import org.wardround.inference.statistics.CountRule;
import org.wardround.inference.statistics.GivenPatients;
import org.wardround.inference.statistics.PatientRows;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.publish.CaseMix;
import org.wardround.publish.counts.CountMode;
import org.wardround.publish.counts.GivenTable;
import org.wardround.publish.table.Groups;
import org.wardround.publish.table.PublishedCorrelations;
import org.wardround.publish.table.TableOne;
import org.wardround.simulation.exchange.Workers;
import org.wardround.study.results.Correlation;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Table1Files;
import org.wardround.study.results.Table1Lines;
import org.wardround.study.results.VariableSummary;

/** Numbers that are 0 for nearly all patients and 1 for a few: a mean and a deviation would tell how many. */
class SparseNumberTest {
    /** Who has the number at each hospital, beside k at the first. */
    private static final List<int[]> OTHERS =
            List.of(new int[] {0, 0}, new int[] {30, 0}, new int[] {30, 40}, new int[] {5, 0}, new int[] {0, 120});

    private static Table1 given(SortedMap<SiteId, Table> sites, List<CountRule> rules) {
        SortedMap<SiteId, GivenPatients> patients = new TreeMap<>();
        sites.forEach((site, table) -> patients.put(
                site, new GivenPatients(PatientRows.of(table), rules.get(patients.size() % rules.size()))));
        return GivenTable.publish(
                Stays.DICTIONARY,
                Describing.given(Stays.DICTIONARY, sites.size(), patients, Stays.asking(sites)),
                SmallCellRule.DEFAULT);
    }

    /** What mean and deviation of n patients would be in a table's words, were k of them 1 and all others 0. */
    private static String words(int decimals, int n, int k) {
        double share = (double) k / n;
        double sd = StrictMath.sqrt(n * share * (1 - share) / (n - 1));
        return "%s (%s)".formatted(fixed(decimals, share), fixed(decimals, sd));
    }

    private static String fixed(int decimals, double value) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** Which numbers fit a column of n patients. */
    private static BitSet fitting(Table1 table, int column, int n) {
        String words = Stays.words(table, column);
        BitSet fitting = new BitSet();
        for (int k = 0; k <= n; k++) {
            fitting.set(
                    k,
                    words.equals("suppressed")
                            || words.equals(words(Stays.row(table).decimals(), n, k)));
        }
        return fitting;
    }

    private static BitSet sums(BitSet first, BitSet second) {
        BitSet sums = new BitSet();
        first.stream().forEach(one -> second.stream().forEach(other -> sums.set(one + other)));
        return sums;
    }

    /** Which numbers are left for the first of three parts, or of two, whose sum is in the last column. */
    private static BitSet left(List<BitSet> parts, BitSet whole) {
        BitSet others = parts.size() == 2 ? parts.get(1) : sums(parts.get(1), parts.get(2));
        BitSet left = new BitSet();
        parts.get(0).stream()
                .filter(k -> others.stream().anyMatch(other -> whole.get(k + other)))
                .forEach(left::set);
        return left;
    }

    private static boolean tells(BitSet left) {
        return left.cardinality() == 1 && SmallCellRule.DEFAULT.hides(left.nextSetBit(0));
    }

    @Test
    void the_attack_finds_a_number_in_the_words_that_would_tell_it() {
        assertThat(words(3, 400, 2)).isEqualTo("0.005 (0.071)");
        for (int k = 1; k <= 10; k++) {
            String told = words(3, 400, k);
            for (int other = 0; other <= 400; other++) {
                assertThat(words(3, 400, other).equals(told)).isEqualTo(other == k);
            }
        }
    }

    @Test
    void no_number_of_few_is_told_of_hospitals_or_all() {
        for (int k = 1; k <= 10; k++) {
            for (int[] others : OTHERS) {
                Table1 table =
                        Stays.shown(Stays.DICTIONARY, Stays.hospitals(k, others[0], others[1]), Groups.WITHOUT_STRATA);
                assertThat(Stays.words(table, 0)).isEqualTo("suppressed");
                List<BitSet> sites = List.of(
                        fitting(table, 0, Stays.PATIENTS),
                        fitting(table, 1, Stays.PATIENTS),
                        fitting(table, 2, Stays.PATIENTS));
                BitSet all = fitting(table, Stays.HOSPITALS, Stays.HOSPITALS * Stays.PATIENTS);
                for (int first = 0; first < Stays.HOSPITALS; first++) {
                    List<BitSet> turned = List.of(
                            sites.get(first),
                            sites.get((first + 1) % Stays.HOSPITALS),
                            sites.get((first + 2) % Stays.HOSPITALS));
                    assertThat(tells(left(turned, all))).isFalse();
                }
                assertThat(tells(all)).isFalse();
            }
        }
    }

    @Test
    void no_number_of_few_is_told_of_strata() {
        int dead = Stays.HOSPITALS * Stays.PATIENTS / 2;
        for (int k = 1; k <= 10; k++) {
            Table1 table = Stays.shown(Stays.DICTIONARY, Stays.hospitals(k, 0, 0), Groups.BY_OUTCOME);
            BitSet all = fitting(table, Stays.HOSPITALS + 2, Stays.HOSPITALS * Stays.PATIENTS);
            BitSet died = fitting(table, Stays.HOSPITALS + 1, dead);
            BitSet alive = fitting(table, Stays.HOSPITALS, Stays.HOSPITALS * Stays.PATIENTS - dead);
            assertThat(Stays.words(table, Stays.HOSPITALS + 1)).isEqualTo("suppressed");
            assertThat(tells(all)).isFalse();
            assertThat(tells(left(List.of(died, alive), all))).isFalse();
        }
    }

    @Test
    void no_number_of_few_is_told_in_any_mode_of_counts() {
        CountRule threshold = CountMode.OWN_THRESHOLD.rule(Stays.DICTIONARY);
        CountRule noised = new CountMode.Noised(1, 1e-5).rule(Stays.DICTIONARY);
        for (int k = 1; k <= 10; k++) {
            for (List<CountRule> rules :
                    List.of(List.of(threshold), List.of(CountRule.SHOWN, threshold), List.of(CountRule.SHOWN))) {
                Table1 table = given(Stays.hospitals(k, 0, 0), rules);
                assertThat(Stays.words(table, 0)).isEqualTo("suppressed");
                assertThat(Table1Lines.of(table).get(3).cells()).containsExactly("0.0 [0.0, 0.0]");
            }
            // Figures are of the first and the third alone.
            Table1 noise = given(Stays.hospitals(k, 30, 0), List.of(CountRule.SHOWN, noised));
            assertThat(Stays.words(noise, 0)).isEqualTo("suppressed");
        }
    }

    @Test
    void no_file_holds_what_the_text_hides() {
        Table1 table = Stays.shown(Stays.DICTIONARY, Stays.hospitals(2, 30, 40), Groups.WITHOUT_STRATA);
        // Two hide in each other.
        assertThat(Stays.row(table).cells())
                .extracting(Table1.QuantityCell::suppressed)
                .containsExactly(true, true, false, false);
        assertThat(Table1Files.csv(table).lines().filter(line -> line.contains("stays") && line.contains("s0")))
                .anyMatch(line -> line.contains("mean") && line.contains("true"))
                .noneMatch(line -> line.contains("0.015") || line.contains("0.12"));
        assertThat(Table1Files.json(table)).doesNotContain("0.015").doesNotContain("0.123");
        VariableSummary.Quantity summary =
                (VariableSummary.Quantity) CaseMix.of(table, new SiteId("s0")).get("stays");
        assertThat(summary.mean()).isNaN();
        assertThat(summary.sd()).isNaN();
        // What all but few have is told.
        assertThat(Stays.row(table).cells().get(0).median()).isZero();
        assertThat(Stays.row(table).cells().get(0).q3()).isZero();
    }

    /** Otherwise the number of digits would tell how large the deviation is. */
    @Test
    void digits_do_not_depend_on_a_deviation_that_is_hidden() {
        for (int k = 1; k <= 10; k++) {
            assertThat(Stays.row(Stays.shown(Stays.DICTIONARY, Stays.hospitals(k, 0, 0), Groups.WITHOUT_STRATA))
                            .decimals())
                    .isEqualTo(1);
        }
    }

    /** A hospital sees its own mean, in digits that everybody's deviation would not ask for. */
    @Test
    void at_home_digits_are_those_of_the_own_deviation() {
        SortedMap<SiteId, Table> sites = Stays.hospitals(2, 0, 0);
        Groups all =
                Groups.of(Stays.DICTIONARY, sites, Groups.WITHOUT_STRATA, Stays.asking(sites), Workers.inline()::all);
        Groups own = Groups.ofOneAmongOthers(
                Stays.DICTIONARY,
                new SiteId("s0"),
                all.columns().get(0).figures(),
                all.columns().get(Stays.HOSPITALS).figures());
        Table1 home = TableOne.beside(own, SmallCellRule.OWN_PATIENTS).publish();
        // The deviation is 0.12 at home, 0.07 of everybody.
        assertThat(Stays.row(home).decimals()).isEqualTo(2);
        assertThat(Stays.words(home, 0)).isEqualTo("0.02 (0.12)");
    }

    /** Of a number that few have and one that many of the same patients have, a correlation is a function of how many. */
    @Test
    void correlation_with_a_number_of_few_is_suppressed() {
        DataDictionary two = new DataDictionary(
                1,
                List.of(
                        Stays.stays(VariableType.NUMBER, 0, 20),
                        new Variable(
                                "age",
                                VariableType.NUMBER,
                                "",
                                new Range(0, 120),
                                List.of(),
                                MissingPolicy.IMPUTE,
                                "")),
                Stays.DICTIONARY.outcome(),
                List.of(),
                Standardisation.FEDERATED,
                Stays.DICTIONARY.split());
        for (int flagged : new int[] {2, 30}) {
            SortedMap<SiteId, Table> sites = new TreeMap<>();
            double[] ages = new double[Stays.PATIENTS];
            for (int patient = 0; patient < Stays.PATIENTS; patient++) {
                ages[patient] = 20 + patient % 50;
            }
            sites.put(new SiteId("s0"), Stays.table(Stays.flags(Stays.PATIENTS, flagged, 0, 1), ages));
            Groups groups = Groups.of(two, sites, Groups.WITHOUT_STRATA, Stays.asking(sites), Workers.inline()::all);
            assertThat(PublishedCorrelations.of(groups, sites, Stays.asking(sites), SmallCellRule.DEFAULT))
                    .extracting(Correlation::suppressed)
                    .containsExactly(flagged == 2);
        }
    }

    @Test
    void difference_leaves_out_who_hides_a_mean() {
        Table1 two = Stays.shown(Stays.DICTIONARY, Stays.hospitals(2, 0, 30), Groups.WITHOUT_STRATA);
        assertThat(two.isPartial(Stays.row(two)) || Double.isNaN(Stays.row(two).difference()))
                .isTrue();
        Table1 none = Stays.shown(Stays.DICTIONARY, Stays.hospitals(2, 3, 4), Groups.WITHOUT_STRATA);
        assertThat(Stays.row(none).difference()).isNaN();
    }

    @Test
    void many_are_told_by_the_same_measure() {
        for (int k : new int[] {11, 12, 20, 65, 115, 119}) {
            Table1 table = Stays.shown(Stays.DICTIONARY, Stays.hospitals(k, k, k), Groups.WITHOUT_STRATA);
            assertThat(fitting(table, 0, Stays.PATIENTS).cardinality())
                    .as("k = %d", k)
                    .isLessThan(Stays.PATIENTS);
            assertThat(Stays.row(table).cells()).noneMatch(Table1.QuantityCell::suppressed);
        }
    }
}
