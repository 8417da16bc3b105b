package org.wardround.study.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.core.study.Study;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** What users are told: beside each bad file stands the text that it must give. */
final class MessagesTest {
    private static final Path FILES = Path.of("src", "test", "resources", "org", "wardround", "study");

    @TempDir
    Path folder;

    static Stream<Path> badStudies() throws IOException {
        return yamlIn("bad-studies");
    }

    static Stream<Path> badMappings() throws IOException {
        return yamlIn("bad-mappings");
    }

    static Stream<Path> badFits() throws IOException {
        return yamlIn("bad-fits");
    }

    @ParameterizedTest
    @MethodSource("badStudies")
    void bad_study_is_refused_with_all_its_problems(Path file) throws IOException {
        assertThat(text(problemsOf(() -> StudyFile.read(file)))).isEqualTo(expected(file));
    }

    @ParameterizedTest
    @MethodSource("badMappings")
    void bad_mapping_is_refused_with_all_its_problems(Path file) throws IOException {
        assertThat(text(problemsOf(() -> MappingFile.read(file)))).isEqualTo(expected(file));
    }

    @ParameterizedTest
    @MethodSource("badFits")
    void mapping_that_does_not_fit_the_study_is_reported_by_line(Path file) throws IOException {
        String study = file.endsWith("time.yaml") ? "time.yaml" : "heart-disease.yaml";
        Study asked = StudyFile.read(FILES.resolve("good").resolve(study)).study();
        assertThat(text(MappingFile.read(file).check(asked))).isEqualTo(expected(file));
    }

    @Test
    void missing_file_is_named() {
        List<Problem> problems = problemsOf(() -> StudyFile.read(folder.resolve("study.yaml")));
        assertThat(text(problems)).isEqualTo("study.yaml: error: there is no such file; check the path\n");
    }

    @Test
    void folder_in_place_of_a_file_is_named() {
        assertThat(problemsOf(() -> StudyFile.read(folder)))
                .extracting(Problem::message)
                .containsExactly("this is a folder; name the file inside it");
    }

    @Test
    void file_of_more_than_a_mebibyte_is_not_read() throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, "#".repeat((1 << 20) + 1));
        assertThat(problemsOf(() -> StudyFile.read(file)))
                .extracting(Problem::message)
                .containsExactly("the file has 1048577 bytes, more than the 1048576 allowed; is it the right file?");
    }

    @Test
    void hostile_file_of_a_mebibyte_is_refused_after_a_hundred_problems() throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, "{" + "a: 1, b: ".repeat(100_000) + "1}");
        assertThat(problemsOf(() -> StudyFile.read(file))).hasSizeLessThanOrEqualTo(101);
    }

    @Test
    void published_split_that_the_study_demands_is_missed_without_any_mapping() {
        Study asked = StudyFile.read(FILES.resolve("good").resolve("time.yaml")).study();
        assertThat(MappingFile.absent(folder).check(asked))
                .extracting(Problem::path)
                .containsExactly("variables.survival", "split");
    }

    private static List<Problem> problemsOf(ThrowingCallable reading) {
        ProblemsException refused = catchThrowableOfType(ProblemsException.class, reading);
        assertThat(refused).as("the file is accepted").isNotNull();
        return refused.problems();
    }

    private static String text(List<Problem> problems) {
        return problems.stream()
                .map(MessagesTest::withoutFolder)
                .map(problem -> problem + "\n")
                .collect(Collectors.joining());
    }

    private static Problem withoutFolder(Problem problem) {
        return new Problem(
                problem.severity(),
                problem.file().getFileName(),
                problem.line(),
                problem.column(),
                problem.path(),
                problem.message());
    }

    private static String expected(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".yaml", ".txt");
        return Files.readString(file.resolveSibling(name), StandardCharsets.UTF_8);
    }

    private static Stream<Path> yamlIn(String name) throws IOException {
        try (Stream<Path> files = Files.list(FILES.resolve(name))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }
}
