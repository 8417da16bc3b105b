package org.wardround.study.results;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code results.json}: the same results give the same bytes on every machine. */
public final class ResultsFile {
    public static final String NAME = "results.json";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .build();

    private ResultsFile() {}

    /** UTF-8, indented, line feeds, full double precision, a line feed at the end. */
    public static byte[] toBytes(Results results) {
        return text(ResultsJson.write(results)).getBytes(StandardCharsets.UTF_8);
    }

    /** A tree as this file has it. */
    static String text(JsonNode tree) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("results can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads what {@link #toBytes} wrote; keys that are not known are passed over.
     *
     * @throws UnreadableResultsException if the bytes are not whole, not results, or of another version
     */
    public static Results fromBytes(byte[] bytes) {
        JsonReading in = new JsonReading(parse(bytes), "");
        if (!in.has("formatVersion")) {
            throw in.refusal("formatVersion", "the number of the format");
        }
        int version = in.whole("formatVersion");
        if (version != Results.FORMAT_VERSION) {
            throw new UnreadableResultsException(
                    "results.json has format version %d, and this Wardround reads version %d; use the Wardround that wrote it (its version stands under versions/wardround), or run the study again."
                            .formatted(version, Results.FORMAT_VERSION));
        }
        return ResultsJson.read(in);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            boolean located = e instanceof JsonProcessingException at && at.getLocation() != null;
            int line = located ? ((JsonProcessingException) e).getLocation().getLineNr() : 1;
            throw new UnreadableResultsException(
                    endsInTheMiddle(bytes, e)
                            ? "results.json ends in the middle, at line %d: it was not copied whole. Copy it again or run the study again."
                                    .formatted(line)
                            : "results.json is not JSON (line %d): it is another file, or was damaged. Take it from a backup or run the study again."
                                    .formatted(line));
        }
    }

    private static boolean endsInTheMiddle(byte[] bytes, IOException e) {
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        return e instanceof JsonEOFException || (text.startsWith("{") && !text.endsWith("}"));
    }
}
