package org.wardround.inference.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Subgroup;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

final class SubgroupsTest {
    private static final DataDictionary DICTIONARY = new DataDictionary(
            1,
            List.of(
                    new Variable("age", VariableType.NUMBER, "a", new Range(0, 120), List.of(), MissingPolicy.DROP, ""),
                    new Variable("sex", VariableType.BINARY, "", null, List.of("0", "1"), MissingPolicy.IMPUTE, "")),
            Rows.BINARY,
            List.of(),
            Standardisation.NONE,
            new SplitSpec(0.1, 0.1, ""));

    private static final Subgroups GROUPS =
            Subgroups.of(List.of(new Subgroup("age", List.of(50.0, 62.5)), new Subgroup("sex", List.of())), DICTIONARY);

    @Test
    void groups_are_intervals_and_levels() {
        assertThat(GROUPS.groups())
                .extracting(Subgroups.Group::level)
                .containsExactly("below 50", "50 to below 62.5", "62.5 and above", "0", "1");
        assertThat(GROUPS.count()).isEqualTo(6);
    }

    @Test
    void a_border_belongs_to_the_group_above() {
        assertThat(GROUPS.of(new double[] {50, 1})).containsExactly(2, 5);
        assertThat(GROUPS.of(new double[] {49.9, 0})).containsExactly(1, 4);
    }

    @Test
    void a_missing_value_is_in_no_group() {
        assertThat(GROUPS.of(new double[] {70, Double.NaN})).containsExactly(3);
    }

    @Test
    void unknown_variables_are_named() {
        assertThatThrownBy(() -> Subgroups.of(List.of(new Subgroup("weight", List.of())), DICTIONARY))
                .hasMessageContaining("'weight'");
    }
}
