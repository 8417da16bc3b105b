package org.wardround.study.document;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON Schemas (draft 2020-12) that ship with the software, one for each format: all there are. Thread-safe. */
public enum ShippedSchema {
    STUDY("study", "/org/wardround/study/study.schema.json"),
    MAPPING("mapping", "/org/wardround/study/mapping.schema.json"),
    POLICY("policy", "/org/wardround/study/policy.schema.json"),
    ENVELOPE("envelope", "/org/wardround/study/envelope.schema.json"),
    RESULTS("results", "/org/wardround/study/results/results.schema.json"),
    EVIDENCE("evidence", "/org/wardround/study/evidence.schema.json"),
    MODEL("model", "/org/wardround/study/model.schema.json"),
    SAFETENSORS_HEADER("safetensors-header", "/org/wardround/study/safetensors-header.schema.json"),
    ROSTER("roster", "/org/wardround/study/roster.schema.json"),
    FIGURES("figures", "/org/wardround/study/figures.schema.json");

    private final String format;
    private final String resource;
    private @Nullable Schema schema;

    ShippedSchema(String format, String resource) {
        this.format = format;
        this.resource = resource;
    }

    /** What users call the format. */
    public String format() {
        return format;
    }

    /** Where the schema stands among the program's resources. */
    public String resource() {
        return resource;
    }

    /** Read once in a process: a site holds its policy against one at every question. */
    public synchronized Schema schema() {
        if (schema == null) {
            schema = Schema.ofResource(ShippedSchema.class, resource);
        }
        return schema;
    }

    /** The names of all formats. */
    public static List<String> formats() {
        return Arrays.stream(values()).map(ShippedSchema::format).toList();
    }

    /** @throws IllegalArgumentException where there is no such format; the message names the nearest */
    public static ShippedSchema of(String format) {
        return Arrays.stream(values())
                .filter(schema -> schema.format.equals(format))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of %s, got '%s'%s"
                        .formatted(String.join(", ", formats()), format, NearestKey.hint(format, formats()))));
    }
}
