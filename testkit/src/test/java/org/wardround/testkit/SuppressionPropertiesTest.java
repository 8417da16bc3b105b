package org.wardround.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.Showing;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.privacy.disclosure.Suppression;

/** Random published tables, attacked: levels by site and stratum, with all totals and a rest that nobody prints. */
class SuppressionPropertiesTest {
    /** A system and the same as an attacker sees it. */
    private static final class Published {
        private final CellSystem system = new CellSystem(SmallCellRule.DEFAULT);
        private final Map<String, Cell> cells = new LinkedHashMap<>();
        private final Map<String, Long> counts = new LinkedHashMap<>();
        private final Map<String, Showing> showings = new LinkedHashMap<>();
        private final Map<String, List<List<String>>> sums = new LinkedHashMap<>();

        void cell(String name, long count, Showing showing) {
            cells.put(name, system.cell(name, count, showing));
            counts.put(name, count);
            showings.put(name, showing);
        }

        void sumOverSites(String total, List<String> parts) {
            system.sumOverSites(cells.get(total), parts.stream().map(cells::get).toList());
            sums.computeIfAbsent(total, unseen -> new ArrayList<>()).add(parts);
        }

        void sum(String total, List<String> parts) {
            system.sum(cells.get(total), parts.stream().map(cells::get).toList());
            sums.computeIfAbsent(total, unseen -> new ArrayList<>()).add(parts);
        }

        LinearAttack attack() {
            Suppression suppression = system.protect();
            LinearAttack attack = new LinearAttack();
            cells.forEach((name, cell) -> {
                boolean implied = showings.get(name) == Showing.IMPLIED;
                if (suppression.shows(cell) && !implied) {
                    attack.know(name, counts.get(name));
                } else {
                    attack.suspect(name, implied ? 0 : 1);
                }
            });
            sums.forEach((total, ways) -> ways.forEach(parts -> attack.sum(total, parts)));
            return attack;
        }

        List<String> small() {
            return counts.entrySet().stream()
                    .filter(entry -> SmallCellRule.DEFAULT.hides(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    private static long count(SeededStream random) {
        int kind = random.nextInt(4);
        return kind == 0
                ? 0
                : kind == 1
                        ? 1 + random.nextInt(random.nextInt(2) == 0 ? 2 : 10)
                        : kind == 2 ? 11 + random.nextInt(20) : random.nextInt(200);
    }

    private static Published table(SeededStream random, int sites, int levels, int strata) {
        Published table = new Published();
        long[][][] counts = new long[sites][levels][strata];
        for (long[][] site : counts) {
            for (long[] level : site) {
                for (int stratum = 0; stratum < strata; stratum++) {
                    level[stratum] = count(random);
                }
            }
        }
        for (int level = -1; level < levels; level++) {
            for (int site = -1; site < sites; site++) {
                boolean total = level < 0 || site < 0;
                boolean rest = level == levels - 1;
                table.cell(
                        name(level, site, -1),
                        total(counts, level, site, -1),
                        rest ? Showing.IMPLIED : total ? Showing.KEPT : Showing.PRINTED);
            }
            for (int stratum = 0; stratum < strata; stratum++) {
                table.cell(name(level, -1, stratum), total(counts, level, -1, stratum), Showing.PRINTED);
            }
            int row = level;
            table.sumOverSites(name(row, -1, -1), range(sites, site -> name(row, site, -1)));
            table.sum(name(row, -1, -1), range(strata, stratum -> name(row, -1, stratum)));
        }
        for (int site = -1; site < sites; site++) {
            int column = site;
            table.sum(name(-1, column, -1), range(levels, level -> name(level, column, -1)));
        }
        for (int stratum = 0; stratum < strata; stratum++) {
            int column = stratum;
            table.sum(name(-1, -1, column), range(levels, level -> name(level, -1, column)));
        }
        return table;
    }

    private static List<String> range(int count, java.util.function.IntFunction<String> name) {
        return java.util.stream.IntStream.range(0, count).mapToObj(name).toList();
    }

    /** −1: all. */
    private static String name(int level, int site, int stratum) {
        return "level %d site %d stratum %d".formatted(level, site, stratum);
    }

    private static long total(long[][][] counts, int level, int site, int stratum) {
        long sum = 0;
        for (int s = 0; s < counts.length; s++) {
            for (int l = 0; l < counts[s].length; l++) {
                for (int k = 0; k < counts[s][l].length; k++) {
                    boolean in = (site < 0 || s == site) && (level < 0 || l == level) && (stratum < 0 || k == stratum);
                    sum += in ? counts[s][l][k] : 0;
                }
            }
        }
        return sum;
    }

    @Test
    void adding_and_subtracting_gives_no_small_count() {
        Property.forSeeds(300, random -> {
            Published table = table(random, 2 + random.nextInt(5), 2 + random.nextInt(4), 1 + random.nextInt(3));
            assertThat(table.attack().solved()).doesNotContainKeys(table.small().toArray(String[]::new));
        });
    }

    @Test
    void no_small_count_is_the_only_number_that_fits() {
        Property.forSeeds(120, random -> {
            Published table = table(random, 2 + random.nextInt(3), 2 + random.nextInt(3), 1 + random.nextInt(2));
            LinearAttack attack = table.attack();
            for (String small : table.small()) {
                double[] range = attack.range(small);
                assertThat(Math.floor(range[1] + 1e-6)).as(small).isGreaterThan(Math.ceil(range[0] - 1e-6));
            }
        });
    }

    @Test
    void attack_finds_what_is_left_open() {
        LinearAttack attack = new LinearAttack();
        attack.know("all", 20);
        attack.know("first", 13);
        attack.sum("all", List.of("first", "second"));
        assertThat(attack.solved()).containsExactly(Map.entry("second", 7.0));
        attack.sum("second", List.of("third", "fourth"));
        assertThat(attack.range("third")).containsExactly(0, 7);
        attack.suspect("fourth", 2);
        assertThat(attack.range("third")).containsExactly(0, 5);
    }
}
