package org.wardround.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.dataset.Side;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.data.Mappings;
import org.wardround.data.Studies;
import org.wardround.data.Tables;
import org.wardround.study.mapping.Division;
import org.wardround.study.mapping.Mapping;
import org.wardround.testkit.Property;

/** No patient changes sides, whatever happens to the others. */
class SplitStabilityTest {
    private static final DataDictionary DICTIONARY =
            Studies.study().number("x", 0, 1000).dictionary();

    @TempDir
    Path folder;

    @Test
    void new_patients_new_rows_and_another_order_move_nobody() {
        Property.forSeeds(20, random -> {
            List<String> rows = rows(random, 40);
            Map<Double, Side> before =
                    sides(rows, Mappings.everyCsv().patient("pid").build());
            rows.addAll(rows(random, 20));
            Collections.reverse(rows);
            assertThat(sides(rows, Mappings.everyCsv().patient("pid").build())).containsAllEntriesOf(before);
        });
    }

    @Test
    void rows_added_at_the_end_move_nobody_where_a_row_is_a_patient() {
        Property.forSeeds(20, random -> {
            List<String> rows = rows(random, 40);
            List<Side> before = rowSides(rows);
            rows.addAll(rows(random, 20));
            assertThat(rowSides(rows)).startsWith(before.toArray(Side[]::new));
        });
    }

    @Test
    void a_division_moves_nobody_to_another_side() {
        Property.forSeeds(20, random -> {
            List<String> rows = rows(random, 60);
            Map<Double, Side> whole =
                    sides(rows, Mappings.everyCsv().patient("pid").build());
            Division division = new Division(3, new Division.Rule.LabelSkew(0.5), random.nextLong());
            assertThat(sides(
                            rows,
                            Mappings.divided("a.csv", division).patient("pid").build()))
                    .isEqualTo(whole);
        });
    }

    /** Rows of up to 30 patients; {@code x} is the patient's own number, so that it can be told again in the table. */
    private static List<String> rows(SeededStream random, int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int patient = random.nextInt(30);
            rows.add("p%d,%d,%d".formatted(patient, patient, random.nextInt(2)));
        }
        return rows;
    }

    private Map<Double, Side> sides(List<String> rows, Mapping mapping) {
        Map<Double, Side> sides = new HashMap<>();
        write(rows).read(DICTIONARY, mapping).sites().values().forEach(data -> {
            for (int row = 0; row < data.table().rows(); row++) {
                Side side = data.table().side(row);
                assertThat(sides.putIfAbsent(data.table().variables()[0][row], side))
                        .isIn(null, side);
            }
        });
        return sides;
    }

    private List<Side> rowSides(List<String> rows) {
        return write(rows)
                .readOne(DICTIONARY, Mappings.everyCsv().build())
                .table()
                .sides();
    }

    private Tables write(List<String> rows) {
        List<String> lines = new ArrayList<>(List.of("pid,x,y"));
        lines.addAll(rows);
        return new Tables(folder).with("a.csv", lines.toArray(String[]::new));
    }
}
