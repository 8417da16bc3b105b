package org.wardround.study.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;

/**
 * {@code audit.jsonl} of a run: lines of JSON, each with its number and the hash of the line before, the last one with the hashes of all files that the run left. So every number in these files goes back to that line. Who can
 * write all files can make them all anew; nobody can change one of them alone without its being seen. Immutable.
 */
public final class AuditTrail {
    public static final String NAME = "audit.jsonl";
    /** What the last line tells: the run is finished, and these are its files. */
    public static final String FINISHED = "finished";

    private static final String NONE = "0".repeat(64);
    private static final String SEQUENCE = "seq";
    private static final String EVENT = "event";
    private static final String PREVIOUS = "previous";
    private static final String FILES = "files";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<Line> lines;
    private final SortedMap<String, Sha256> files;

    private AuditTrail(List<Line> lines, SortedMap<String, Sha256> files) {
        this.lines = List.copyOf(lines);
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * One line.
     *
     * @param number counted from 1
     * @param hash of the line without its line feed
     */
    public record Line(int number, String text, Sha256 hash) {
        /** What happened, in one word. */
        public String event() {
            return tree().path(EVENT).asText();
        }

        /** The line as JSON. */
        public JsonNode tree() {
            try {
                return MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a line that was JSON is JSON", e);
            }
        }
    }

    /**
     * The bytes of the file.
     *
     * @param events JSON objects, one a line, in order
     * @param files what the run left, by name inside its folder
     */
    public static byte[] toBytes(List<String> events, SortedMap<String, Sha256> files) {
        StringBuilder text = new StringBuilder();
        String previous = NONE;
        for (int i = 0; i <= events.size(); i++) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put(SEQUENCE, i + 1);
            line.setAll(i < events.size() ? object(events.get(i)) : finished(files));
            line.put(PREVIOUS, previous);
            String written = line.toString();
            text.append(written).append('\n');
            previous = Sha256.of(written).hex();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode object(String event) {
        try {
            if (MAPPER.readTree(event) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event is a JSON object: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("an event is a JSON object");
    }

    private static ObjectNode finished(SortedMap<String, Sha256> files) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put(EVENT, FINISHED);
        ObjectNode hashes = line.putObject(FILES);
        files.forEach((name, hash) -> hashes.put(name, hash.hex()));
        return line;
    }

    /**
     * Reads the file and checks its chain.
     *
     * @throws UnreadableResultsException where a line was changed, taken out, put in or moved, or the last one is not there
     */
    public static AuditTrail fromBytes(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<Line> lines = new ArrayList<>();
        String previous = NONE;
        for (String written : text.split("\n", -1)) {
            if (written.isEmpty()
                    && lines.size() == text.chars().filter(c -> c == '\n').count()) {
                break;
            }
            Line line = new Line(lines.size() + 1, written, Sha256.of(written));
            check(line, previous);
            previous = line.hash().hex();
            lines.add(line);
        }
        if (lines.isEmpty() || !lines.get(lines.size() - 1).event().equals(FINISHED)) {
            throw new UnreadableResultsException(
                    "%s does not end with the line '%s', which binds the run's files: it was cut, or an earlier Wardround wrote it. Take it from a backup or run the study again."
                            .formatted(NAME, FINISHED));
        }
        return new AuditTrail(lines, files(lines.get(lines.size() - 1)));
    }

    private static void check(Line line, String previous) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(line.text());
        } catch (JsonProcessingException e) {
            throw broken(line.number(), "is not JSON");
        }
        if (!tree.isObject() || tree.path(SEQUENCE).asInt() != line.number()) {
            throw broken(line.number(), "has another number");
        }
        if (!tree.path(PREVIOUS).asText().equals(previous)) {
            throw broken(
                    line.number(),
                    line.number() == 1
                            ? "is not the first of its file"
                            : "does not follow from line %d".formatted(line.number() - 1));
        }
    }

    private static UnreadableResultsException broken(int number, String what) {
        return new UnreadableResultsException(
                "line %d of %s %s: a line was changed, taken out, put in or moved since the run. Take the folder from a backup or run the study again."
                        .formatted(number, NAME, what));
    }

    private static SortedMap<String, Sha256> files(Line last) {
        SortedMap<String, Sha256> files = new TreeMap<>();
        try {
            last.tree()
                    .path(FILES)
                    .fields()
                    .forEachRemaining(file ->
                            files.put(file.getKey(), new Sha256(file.getValue().asText())));
        } catch (IllegalArgumentException e) {
            throw broken(last.number(), "holds what is no SHA-256");
        }
        return files;
    }

    public List<Line> lines() {
        return lines;
    }

    /** The line that binds the files. */
    public Line last() {
        return lines.get(lines.size() - 1);
    }

    /** Hashes of the run's files, by name. */
    public SortedMap<String, Sha256> files() {
        return files;
    }
}
