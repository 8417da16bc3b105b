package org.wardround.study.results;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The JSON Schema (draft 2020-12) of {@code results.json}, as it ships with the software. */
public final class ResultsSchema {
    private static final String RESOURCE = "results.schema.json";

    private ResultsSchema() {}

    /** The schema's text, with a description of every part. */
    public static String text() {
        try (InputStream in = Objects.requireNonNull(ResultsSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of results can't be read from the program's own files", e);
        }
    }
}
