package org.wardround.publish.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.SideFlow;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.testkit.Property;

/** What may be told of one hospital: whoever tries all matrices that fit what is told finds no group of 1 to 10, here or at the others. */
class FigureCellsTest {
    /** By truth, then prediction. */
    private record Matrix(long[] counts) {
        static Matrix of(long... counts) {
            return new Matrix(counts);
        }

        List<List<Long>> confusion() {
            return List.of(List.of(counts[0], counts[1]), List.of(counts[2], counts[3]));
        }

        long rows() {
            return counts[0] + counts[1] + counts[2] + counts[3];
        }

        SideFlow side() {
            return new SideFlow(
                    (int) rows(), (int) rows(), List.of((int) (counts[0] + counts[1]), (int) (counts[2] + counts[3])));
        }

        /** All that figures are made of: cells, classes, predictions, right, wrong, rows. */
        long[] groups() {
            return new long[] {
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                counts[0] + counts[1],
                counts[2] + counts[3],
                counts[0] + counts[2],
                counts[1] + counts[3],
                counts[0] + counts[3],
                counts[1] + counts[2],
                rows()
            };
        }

        Matrix plus(Matrix other) {
            return of(
                    counts[0] + other.counts[0],
                    counts[1] + other.counts[1],
                    counts[2] + other.counts[2],
                    counts[3] + other.counts[3]);
        }
    }

    private record Told(boolean rows, boolean classes, boolean judged, boolean matrix) {
        boolean fits(Matrix guess, Matrix truth) {
            return guess.rows() == truth.rows()
                    && (!classes || guess.groups()[4] == truth.groups()[4])
                    && (!judged || guess.groups()[8] == truth.groups()[8])
                    && (!matrix || Arrays.equals(guess.counts, truth.counts));
        }
    }

    private static Told told(Matrix own, Matrix others) {
        FigureCells cells = new FigureCells(
                SmallCellRule.DEFAULT, own.side(), own.plus(others).side());
        FigureCells.Said said = cells.common(own.confusion(), own.plus(others).confusion());
        FigureCells.Cleared cleared = cells.clear();
        return new Told(
                cleared.rows(),
                cleared.rows() && cleared.classes(),
                cleared.rows() && cleared.shows(said.judged()),
                cleared.rows() && cleared.classes() && cleared.shows(said.matrix()));
    }

    private static Told toldAlone(Matrix own) {
        FigureCells cells = new FigureCells(
                SmallCellRule.DEFAULT,
                own.side(),
                own.plus(Matrix.of(100, 100, 100, 100)).side());
        FigureCells.Said said = cells.alone(own.confusion());
        FigureCells.Cleared cleared = cells.clear();
        return new Told(
                cleared.rows(),
                cleared.rows() && cleared.classes(),
                cleared.rows() && cleared.shows(said.judged()),
                cleared.rows() && cleared.classes() && cleared.shows(said.matrix()));
    }

    @Test
    void large_groups_are_told() {
        assertThat(told(Matrix.of(40, 20, 15, 50), Matrix.of(100, 90, 80, 70)))
                .isEqualTo(new Told(true, true, true, true));
    }

    @Test
    void a_hospital_with_few_rows_tells_nothing() {
        assertThat(told(Matrix.of(3, 2, 1, 4), Matrix.of(100, 90, 80, 70)))
                .isEqualTo(new Told(false, false, false, false));
    }

    @Test
    void few_of_a_class_hide_what_compares_classes_and_few_mistakes_hide_accuracy() {
        assertThat(told(Matrix.of(40, 20, 2, 5), Matrix.of(100, 90, 80, 70)))
                .isEqualTo(new Told(true, false, true, false));
        assertThat(told(Matrix.of(40, 5, 4, 50), Matrix.of(100, 90, 80, 70)))
                .isEqualTo(new Told(true, true, false, false));
    }

    @Test
    void what_a_count_leaves_of_the_total_for_the_others_is_held_to_the_rule_too() {
        assertThat(told(Matrix.of(40, 20, 15, 50), Matrix.of(2, 1, 1, 2)))
                .isEqualTo(new Told(false, false, false, false));
        assertThat(told(Matrix.of(40, 20, 15, 50), Matrix.of(100, 90, 2, 3)))
                .isEqualTo(new Told(true, false, true, false));
    }

    @Test
    void rows_of_a_patient_with_several_are_those_of_one_patient() {
        Matrix own = Matrix.of(10, 5, 5, 10);
        SideFlow side = new SideFlow(30, 9, List.of(15, 15));
        FigureCells cells = new FigureCells(SmallCellRule.DEFAULT, side, new SideFlow(400, 300, List.of(200, 200)));
        cells.alone(own.confusion());

        assertThat(cells.clear().rows()).isFalse();
    }

    @Test
    void no_group_of_few_is_the_only_one_that_fits() {
        Property.forSeeds(60, random -> {
            Matrix own = Matrix.of(random.nextInt(20), random.nextInt(16), random.nextInt(16), random.nextInt(20));
            Matrix others = Matrix.of(random.nextInt(60), random.nextInt(20), random.nextInt(20), random.nextInt(60));
            assertHidden(told(own, others), own, own.plus(others));
            assertHidden(toldAlone(own), own, null);
        });
    }

    /** Tries all matrices of as many rows. @param all the total that everybody knows; null where nobody does */
    private static void assertHidden(Told told, Matrix own, Matrix all) {
        if (!told.rows) {
            return;
        }
        int groups = own.groups().length;
        boolean[] open = new boolean[groups];
        long rows = own.rows();
        for (long a = 0; a <= rows; a++) {
            for (long b = 0; b <= rows - a; b++) {
                for (long c = 0; c <= rows - a - b; c++) {
                    Matrix guess = Matrix.of(a, b, c, rows - a - b - c);
                    if (told.fits(guess, own) && (all == null || isPart(guess, all))) {
                        for (int group = 0; group < groups; group++) {
                            open[group] |= guess.groups()[group] != own.groups()[group];
                        }
                    }
                }
            }
        }
        for (int group = 0; group < groups; group++) {
            if (!open[group]) {
                assertThat(SmallCellRule.DEFAULT.hides(own.groups()[group])).isFalse();
                if (all != null) {
                    long left = all.groups()[group] - own.groups()[group];
                    assertThat(SmallCellRule.DEFAULT.hides(left)).isFalse();
                }
            }
        }
    }

    private static boolean isPart(Matrix guess, Matrix all) {
        for (int i = 0; i < 4; i++) {
            if (guess.counts[i] > all.counts[i]) {
                return false;
            }
        }
        return true;
    }
}
