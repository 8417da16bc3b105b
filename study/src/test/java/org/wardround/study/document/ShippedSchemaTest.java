package org.wardround.study.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ShippedSchemaTest {
    private static final Path RESOURCES = Path.of("src", "main", "resources");

    @Test
    void every_schema_among_the_resources_is_listed() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            List<String> schemas = files.map(file -> "/" + RESOURCES.relativize(file))
                    .filter(name -> name.endsWith(".schema.json"))
                    .toList();
            assertThat(Arrays.stream(ShippedSchema.values()).map(ShippedSchema::resource))
                    .containsExactlyInAnyOrderElementsOf(schemas);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_schema_is_found_by_the_name_of_its_format(ShippedSchema schema) {
        assertThat(ShippedSchema.of(schema.format())).isEqualTo(schema);
        assertThat(schema.schema().text()).contains("https://json-schema.org/draft/2020-12/schema");
    }

    @ParameterizedTest
    @EnumSource
    void a_schema_is_read_once(ShippedSchema schema) {
        assertThat(schema.schema()).isSameAs(schema.schema());
    }

    @Test
    void an_unknown_format_is_refused_with_the_nearest() {
        assertThatThrownBy(() -> ShippedSchema.of("reslts"))
                .hasMessage(
                        "must be one of study, mapping, policy, envelope, results, evidence, model, safetensors-header, roster, figures, got 'reslts';"
                                + " did you mean 'results'?");
    }
}
