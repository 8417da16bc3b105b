package org.wardround.privacy.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.TaskKind;
import org.wardround.core.update.LocalUpdate;

class SummedSetsTest {
    private static final SortedSet<SiteId> FOUR = sites("alder", "birch", "cedar", "dogwood");
    private static final SortedSet<SiteId> THREE = sites("alder", "birch", "cedar");

    private final SummedSets sets = new SummedSets();

    @Test
    void a_vector_stays_with_the_sites_that_it_was_summed_with() {
        List<Sha256> marks = VectorMarks.of(TaskKind.TRAIN, update(4, 0.5, -1));
        sets.add(marks, FOUR);
        assertThat(sets.otherThan(marks, FOUR)).isEmpty();
        assertThat(sets.otherThan(marks, THREE)).contains(FOUR);
        Sha256 another = Sha256.of("another");
        assertThat(sets.unknown(List.of(another, marks.get(0)))).containsExactly(another);
        assertThatIllegalStateException().isThrownBy(() -> sets.add(marks, THREE));
    }

    @Test
    void another_vector_is_free() {
        sets.add(VectorMarks.of(TaskKind.TRAIN, update(4, 0.5, -1)), FOUR);
        assertThat(sets.otherThan(VectorMarks.of(TaskKind.TRAIN, update(4, 0.5, -1.5)), THREE))
                .isEmpty();
        assertThat(sets.otherThan(VectorMarks.of(TaskKind.FIT, update(4, 0.5, -1)), THREE))
                .isEmpty();
    }

    @Test
    void a_vector_is_known_again_whatever_the_number_of_sites_for_which_it_is_rounded() {
        sets.add(VectorMarks.of(TaskKind.EVALUATE, update(4, 0.5, -1)), FOUR);
        assertThat(sets.otherThan(VectorMarks.of(TaskKind.EVALUATE, update(50, 0.5, -1)), THREE))
                .isPresent();
    }

    @Test
    void descriptions_that_have_one_part_in_common() {
        sets.add(VectorMarks.of(TaskKind.DESCRIBE, described("age", 812.5, "weight", 77)), FOUR);
        assertThat(sets.otherThan(VectorMarks.of(TaskKind.DESCRIBE, described("height", 3, "age", 812.5)), THREE))
                .contains(FOUR);
        assertThat(sets.otherThan(VectorMarks.of(TaskKind.DESCRIBE, described("height", 3, "age", 812)), THREE))
                .isEmpty();
    }

    @Test
    void counts_of_rows_and_parts_that_are_zero_make_no_two_questions_one() {
        sets.add(VectorMarks.of(TaskKind.DESCRIBE, described("rows", 30, "weight", 0)), FOUR);
        assertThat(sets.otherThan(VectorMarks.of(TaskKind.DESCRIBE, described("rows", 30, "height", 7)), THREE))
                .isEmpty();
        assertThat(sets.otherThan(VectorMarks.of(TaskKind.DESCRIBE, described("age", 8, "weight", 0)), THREE))
                .isEmpty();
        assertThat(VectorMarks.of(TaskKind.TRAIN, update(4, 0, 0))).isEmpty();
    }

    private static LocalUpdate update(int contributors, double... values) {
        return LocalUpdate.owning(
                new SumLayout(contributors, List.of(Segment.shared("update", values.length, 20))), values);
    }

    private static LocalUpdate described(String one, double value, String other, double otherValue) {
        return LocalUpdate.owning(
                new SumLayout(4, List.of(Segment.plain(one, 1, 20), Segment.plain(other, 1, 20))),
                new double[] {value, otherValue});
    }

    private static SortedSet<SiteId> sites(String... names) {
        return new TreeSet<>(Stream.of(names).map(SiteId::new).toList());
    }
}
