package org.wardround.study.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;
import org.wardround.testkit.Property;

final class ModelFolderTest {
    private static final ModelSpec MLP = new ModelSpec.Mlp(List.of(3, 2), ModelSpec.Activation.TANH);

    @TempDir
    Path temporary;

    private Path folder = Path.of("");

    @BeforeEach
    void chooseFolder() {
        folder = temporary.resolve("run").resolve("model");
    }

    @Test
    void every_kind_of_model_comes_back_to_the_bit() {
        Property.forSeeds(25, random -> {
            assertRoundTrip(Models.of(new ModelSpec.Logistic(), Models.binary(), random));
            assertRoundTrip(Models.of(new ModelSpec.Logistic(), Models.category(), random));
            assertRoundTrip(Models.of(new ModelSpec.Linear(), Models.number(), random));
            assertRoundTrip(Models.of(new ModelSpec.Cox(), Models.time(), random));
            assertRoundTrip(Models.ofSites(MLP, Models.binary(), random));
            assertRoundTrip(Models.of(new ModelSpec.Poisson(Models.formula(random)), Models.count(), random));
            assertRoundTrip(Models.ofSites(new ModelSpec.Logistic(Models.formula(random)), Models.binary(), random));
        });
    }

    @Test
    void description_fits_the_shipped_schema() throws IOException {
        write(Models.ofSites(MLP, Models.binary(), SeededStream.of(1)));
        String schema = ModelFolder.schema().text();
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(new ObjectMapper().readTree(description())))
                .isEmpty();
    }

    @Test
    void terms_fit_the_shipped_schema_and_changed_ones_are_refused() throws IOException {
        write(Models.of(
                new ModelSpec.Logistic(Models.formula(SeededStream.of(2))), Models.binary(), SeededStream.of(1)));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(ModelFolder.schema().text())
                        .validate(new ObjectMapper().readTree(description())))
                .isEmpty();
        String original = description();
        change(", 77.7 ],\n    \"number\"", ", 77.8 ],\n    \"number\"");
        assertRefused("the columns are not those that follow from data");
        Files.writeString(folder.resolve("model.json"), original);
        change("\"spline\" : \"age\"", "\"spline\" : \"aged\"");
        assertRefused("the study has no variable 'aged'; did you mean 'age'?");
    }

    @Test
    void changed_parameters_are_refused() throws IOException {
        write(logistic());
        byte[] bytes = Files.readAllBytes(folder.resolve("model.safetensors"));
        bytes[bytes.length - 1] ^= 1;
        Files.write(folder.resolve("model.safetensors"), bytes);
        assertRefused("the parameters are not those that model.json was written with");
    }

    @Test
    void changed_description_is_refused() throws IOException {
        write(logistic());
        change("\"parametersSha256\" : \"", "\"parametersSha256\" : \"0");
        assertRefused("must be 64 lower-case hexadecimal digits");
        write(logistic());
        change("\"term\" : \"age\"", "\"term\" : \"height\"");
        assertRefused("the columns are not those that follow from data");
        write(logistic());
        change("\"name\" : \"bias\"", "\"name\" : \"intercept\"");
        assertRefused("the tensors of this model are [weight[7], bias[1]], got [weight[7], intercept[1]]");
    }

    @Test
    void newer_format_is_refused_by_its_number() throws IOException {
        write(logistic());
        change("\"formatVersion\" : 1", "\"formatVersion\" : 2");
        assertRefused("must be 1; a higher version needs newer software, got 2");
    }

    @Test
    void missing_files_are_named() throws IOException {
        assertRefused("there is no such file");
        write(logistic());
        Files.delete(folder.resolve("model.safetensors"));
        assertRefused("there is no such file");
    }

    @Test
    void truncated_description_is_refused() throws IOException {
        write(logistic());
        String text = description();
        Files.writeString(folder.resolve("model.json"), text.substring(0, text.length() / 2));
        assertRefused("this is not valid JSON");
    }

    @Test
    void model_that_stands_there_is_replaced_and_nothing_else_is_left() throws IOException {
        write(logistic());
        TrainedModel other = Models.of(MLP, Models.binary(), SeededStream.of(9));
        write(other);
        assertThat(ModelFolder.read(folder).model()).isEqualTo(MLP);
        try (Stream<Path> beside = Files.list(temporary.resolve("run"))) {
            assertThat(beside).containsExactly(folder);
        }
    }

    @Test
    void folder_with_other_files_is_left_alone() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> write(logistic()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("it holds other files; choose another folder");
        assertThat(folder.resolve("thesis.txt")).exists();
    }

    @Test
    void model_that_can_not_be_written_leaves_nothing() {
        TrainedModel broken = unreadable(logistic());
        assertThatThrownBy(() -> write(broken)).hasMessage("the disk with the parameters is gone");
        assertThat(temporary.resolve("run")).isEmptyDirectory();
    }

    @Test
    void card_says_what_is_needed_and_what_is_not_protected() throws IOException {
        write(logistic());
        assertThat(Files.readString(folder.resolve("model-card.md")))
                .contains("# Model card: my-study")
                .contains("| Age \\| years | `age` | number | a | 0 to 120 | no prediction |")
                .contains(
                        "Only patients with:\n\n- Age | years: 18.5 to 90\n- born: 1950-01-01 to 1970-01-01\n- stage: I, 01")
                .contains("## What is not protected")
                .doesNotContain("anonymous")
                .doesNotContain("compliant");
    }

    @Test
    void an_authors_words_are_no_markup_in_the_card() throws IOException {
        ModelFolder.write(
                folder, logistic(), new ModelCard("<script>alert(1)</script> a\u202Eb", "few", "none", "no figures"));
        assertThat(Files.readString(folder.resolve("model-card.md")))
                .contains("&lt;script>alert(1)&lt;/script> a\uFFFDb")
                .doesNotContain("<script");
    }

    private static TrainedModel logistic() {
        return Models.of(new ModelSpec.Logistic(), Models.binary(), SeededStream.of(3));
    }

    private void write(TrainedModel model) {
        ModelFolder.write(folder, model, Models.CARD);
    }

    private void assertRoundTrip(TrainedModel written) {
        write(written);
        TrainedModel read = ModelFolder.read(folder);
        assertThat(VectorDigest.of(read.parameters())).isEqualTo(VectorDigest.of(written.parameters()));
        assertThat(numbers(read.encoding())).isEqualTo(numbers(written.encoding()));
        assertThat(withoutNumbers(read, written)).isEqualTo(written);
    }

    /** Vectors and preprocessing have no equality of their own. */
    private static TrainedModel withoutNumbers(TrainedModel read, TrainedModel written) {
        return new TrainedModel(
                read.model(),
                read.data(),
                written.encoding(),
                written.parameters(),
                read.threshold(),
                read.recalibration(),
                read.provenance());
    }

    private static List<List<Double>> numbers(Encoding encoding) {
        if (encoding instanceof Encoding.PerSite sites) {
            return sites.sites().values().stream().map(ModelFolderTest::numbers).toList();
        }
        return List.of(numbers(((Encoding.Common) encoding).preprocessing()));
    }

    private static List<Double> numbers(Preprocessing preprocessing) {
        Stream.Builder<Double> numbers = Stream.builder();
        for (int variable = 0; variable < preprocessing.variables(); variable++) {
            numbers.add(preprocessing.imputed(variable));
        }
        for (int column = 0; column < preprocessing.features(); column++) {
            numbers.add(preprocessing.centre(column)).add(preprocessing.scale(column));
        }
        return numbers.build().toList();
    }

    private static TrainedModel unreadable(TrainedModel model) {
        long length = model.parameters().length();
        return new TrainedModel(
                model.model(),
                model.data(),
                model.encoding(),
                new Vector() {
                    @Override
                    public long length() {
                        return length;
                    }

                    @Override
                    public void read(long offset, double[] target, int count) {
                        throw new IllegalStateException("the disk with the parameters is gone");
                    }
                },
                model.threshold(),
                model.recalibration(),
                model.provenance());
    }

    private void change(String from, String to) throws IOException {
        assertThat(description()).contains(from);
        Files.writeString(folder.resolve("model.json"), description().replace(from, to));
    }

    private String description() throws IOException {
        return Files.readString(folder.resolve("model.json"));
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOfSatisfying(
                        ProblemsException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::message)
                                .anyMatch(text -> text.contains(message)));
    }

    @Test
    void parameters_of_another_length_make_no_model() {
        TrainedModel model = logistic();
        assertThatThrownBy(() -> new TrainedModel(
                        model.model(),
                        model.data(),
                        model.encoding(),
                        ArrayVector.EMPTY,
                        null,
                        null,
                        model.provenance()))
                .hasMessage("the model has 8 parameters, got 0");
    }
}
