package org.wardround.study.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.Study;
import org.wardround.core.study.TimeGrid;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

final class StudyWriterTest {
    private static final List<Variable> VARIABLES = List.of(
            variable("age", VariableType.NUMBER, new Range(0, 120.5), List.of(), MissingPolicy.DROP),
            variable("x.radius: mean", VariableType.NUMBER, new Range(-1e-9, 1.25e8), List.of(), MissingPolicy.IMPUTE),
            variable("visits", VariableType.INTEGER, new Range(0, 99), List.of(), MissingPolicy.INDICATOR),
            variable("yes", VariableType.BINARY, null, List.of("0", "1"), MissingPolicy.DROP),
            variable("code", VariableType.CATEGORY, null, List.of("01", "no", "1.5", "a, b"), MissingPolicy.DROP),
            variable("seen", VariableType.DATE, new Range(-10000, 20000), List.of(), MissingPolicy.DROP));

    @TempDir
    Path folder;

    static Stream<Outcome> outcomes() {
        return Stream.of(
                new Outcome("dead", VariableType.BINARY, "", null, List.of("0", "1"), "Dead at a year"),
                new Outcome("class", VariableType.CATEGORY, "", null, List.of("a", "b", "c"), ""),
                new Outcome("days", VariableType.NUMBER, "d", new Range(0, 400), List.of(), ""),
                new Outcome("survival", VariableType.TIME_TO_EVENT, "days", new Range(0, 4000), List.of(), ""),
                new Outcome(
                        "relapse", VariableType.TIME_TO_EVENT, "d", new Range(0, 4000), List.of(), "", TimeGrid.MONTH));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void proposal_is_a_study_with_the_same_dictionary(Outcome outcome) throws IOException {
        Study study = written(new StudyProposal("my-study", "Say: what \"for\"?", VARIABLES, outcome, Map.of()));
        assertThat(study.name()).isEqualTo("my-study");
        assertThat(study.purpose()).isEqualTo("Say: what \"for\"?");
        assertThat(study.data().variables()).isEqualTo(VARIABLES);
        assertThat(study.data().outcome()).isEqualTo(outcome);
    }

    @Test
    void comments_stand_above_what_they_are_about() {
        Outcome outcome = new Outcome("dead", VariableType.BINARY, "", null, List.of("0", "1"), "");
        String text = StudyWriter.write(new StudyProposal(
                "s",
                "p",
                VARIABLES,
                outcome,
                Map.of("age", "12 values look odd\ncheck them", "dead", "two codes: 0 and 1")));
        assertThat(text)
                .contains(
                        "    # 12 values look odd\n    # check them\n    - {name: age, type: number, unit: \"mm[Hg]\", range: [0, 120.5]}\n")
                .contains("  # two codes: 0 and 1\n  outcome: {name: dead, type: binary, values: [0, 1]}\n");
    }

    private Study written(StudyProposal proposal) throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, StudyWriter.write(proposal));
        return StudyFile.read(file).study();
    }

    private static Variable variable(
            String name, VariableType type, @Nullable Range range, List<String> levels, MissingPolicy missing) {
        return new Variable(name, type, type == VariableType.NUMBER ? "mm[Hg]" : "", range, levels, missing, "");
    }
}
