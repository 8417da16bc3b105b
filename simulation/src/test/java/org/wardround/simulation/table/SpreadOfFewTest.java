package org.wardround.simulation.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.VariableType;
import org.wardround.publish.table.Groups;
import org.wardround.study.results.Table1;
import org.wardround.testkit.Property;

/** Whose mean and deviation are told, by how many patients make them. */
class SpreadOfFewTest {
    /** In small groups quartiles differ, in wide ranges fourth powers vanish in the sums' steps, and any two values will do. */
    @Test
    void two_values_are_seen_in_groups_and_ranges_of_any_size() {
        for (int n : new int[] {11, 12, 15, 19, 20, 25, 39, 40, 400}) {
            for (int k = 1; k <= 10; k++) {
                SortedMap<SiteId, Table> sites = new TreeMap<>();
                sites.put(new SiteId("s0"), Stays.table(Stays.flags(n, k, 1, 2)));
                for (double high : new double[] {2, 20, 1_000}) {
                    for (VariableType type : List.of(VariableType.NUMBER, VariableType.INTEGER)) {
                        assertThat(Stays.words(
                                        Stays.shown(Stays.dictionary(type, 0, high), sites, Groups.WITHOUT_STRATA), 0))
                                .as("%d of %d, to %s", k, n, high)
                                .isEqualTo("suppressed");
                    }
                }
            }
        }
    }

    /** Several values beside a common one, wherever that lies; in a range in which fourth powers are less than a step of their sums, too. */
    @Test
    void few_with_various_values_beside_a_common_one_hide_in_no_range() {
        for (double usual : new double[] {0, 7, 20}) {
            double[] values = Stays.flags(Stays.PATIENTS, 6, usual, 3);
            values[0] = 1;
            values[2] = 2;
            values[4] = 4;
            double[] small = Arrays.copyOf(values, 25);
            for (double high : new double[] {20, 1_000_000}) {
                assertThat(wordsOfOne(Stays.dictionary(VariableType.NUMBER, 0, high), values))
                        .isEqualTo("suppressed");
            }
            // Too many of 25 for quartiles that agree: the common value is an end of the range.
            if (usual != 7) {
                assertThat(wordsOfOne(Stays.dictionary(VariableType.INTEGER, 0, 20), small))
                        .isEqualTo("suppressed");
            }
        }
    }

    @Test
    void few_on_both_sides_of_a_common_value_hide_where_fourth_powers_vanish() {
        double[] values = Stays.flags(Stays.PATIENTS, 6, 7, 10);
        values[1] = 4;
        values[3] = 4;
        values[5] = 4;
        assertThat(wordsOfOne(Stays.dictionary(VariableType.NUMBER, 0, 1_000_000), values))
                .isEqualTo("suppressed");
    }

    private static String wordsOfOne(DataDictionary dictionary, double[] values) {
        SortedMap<SiteId, Table> sites = new TreeMap<>();
        sites.put(new SiteId("s0"), Stays.table(values));
        return Stays.words(Stays.shown(dictionary, sites, Groups.WITHOUT_STRATA), 0);
    }

    /** It tells of nobody else. The mean of strata is off by rounding. */
    @Test
    void value_that_all_have_stays_shown() {
        for (double value : new double[] {0, 36.6, 5.1}) {
            SortedMap<SiteId, Table> sites = new TreeMap<>();
            for (int site = 0; site < Stays.HOSPITALS; site++) {
                sites.put(new SiteId("s" + site), Stays.table(Stays.flags(Stays.PATIENTS + site, 0, value, value)));
            }
            for (double high : new double[] {40, 1_000_000}) {
                assertThat(Stays.row(Stays.shown(
                                        Stays.dictionary(VariableType.NUMBER, 0, high), sites, Groups.BY_OUTCOME))
                                .cells())
                        .noneMatch(Table1.QuantityCell::suppressed);
            }
        }
    }

    private static double[] values(int count, DoubleSupplier value) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = value.getAsDouble();
        }
        return values;
    }

    /** The largest of heavy-tailed values can make most of the spread; it tells of nobody how many there are. */
    @Test
    void normal_and_heavy_tailed_numbers_in_groups_of_forty_stay_shown() {
        Property.forSeeds(50, random -> {
            SortedMap<SiteId, Table> normal = new TreeMap<>();
            SortedMap<SiteId, Table> heavy = new TreeMap<>();
            for (int site = 0; site < Stays.HOSPITALS; site++) {
                normal.put(
                        new SiteId("s" + site),
                        Stays.table(values(40, () -> Math.min(119, Math.max(1, 60 + 12 * random.nextGaussian())))));
                heavy.put(
                        new SiteId("s" + site),
                        Stays.table(values(40, () -> Math.min(2000, 5 * StrictMath.exp(1.5 * random.nextGaussian())))));
            }
            assertThat(Stays.row(Stays.shown(Stays.dictionary(VariableType.NUMBER, 0, 120), normal, Groups.BY_OUTCOME))
                            .cells())
                    .noneMatch(Table1.QuantityCell::suppressed);
            assertThat(Stays.row(Stays.shown(Stays.dictionary(VariableType.NUMBER, 0, 2000), heavy, Groups.BY_OUTCOME))
                            .cells())
                    .noneMatch(Table1.QuantityCell::suppressed);
        });
    }
}
