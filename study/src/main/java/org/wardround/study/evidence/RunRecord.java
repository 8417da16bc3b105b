package org.wardround.study.evidence;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wardround.core.identity.Sha256;
import org.wardround.study.document.Document;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.results.AuditTrail;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFile;
import org.wardround.study.results.RunMeasures;
import org.wardround.study.results.UnreadableResultsException;

/**
 * The folder of a run whose audit trail holds and whose files are those that the trail binds. Gives out values with the place where they stand, and nothing else. Immutable.
 */
public final class RunRecord {
    private static final String STUDY = "study.yaml";
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final AuditTrail trail;
    private final Results results;
    private final JsonNode resultsTree;
    private final JsonNode measures;
    private final StudyTree study;

    private RunRecord(AuditTrail trail, byte[] results, JsonNode measures, StudyTree study) {
        this.trail = trail;
        this.results = ResultsFile.fromBytes(results);
        this.resultsTree = tree(results);
        this.measures = measures;
        this.study = study;
    }

    /**
     * Reads and checks a folder.
     *
     * @throws UnreadableResultsException where a file is missing, was changed since the run, or does not belong to the others
     */
    public static RunRecord open(Path folder) {
        try {
            AuditTrail trail = AuditTrail.fromBytes(bytes(folder, AuditTrail.NAME));
            trail.files().forEach((name, hash) -> check(folder, name, hash));
            byte[] results = bytes(folder, ResultsFile.NAME);
            if (!trail.files().containsKey(ResultsFile.NAME) || !trail.files().containsKey(STUDY)) {
                throw new UnreadableResultsException("the last line of %s does not bind %s and %s; run the study again."
                        .formatted(AuditTrail.NAME, ResultsFile.NAME, STUDY));
            }
            JsonNode first = trail.lines().get(0).tree();
            if (!first.path("event").asText().equals(RunMeasures.EVENT)) {
                throw new UnreadableResultsException(
                        "the first line of %s does not say what protected the run: an earlier Wardround wrote it. Run the study again."
                                .formatted(AuditTrail.NAME));
            }
            RunRecord record = new RunRecord(trail, results, first, StudyTree.read(folder.resolve(STUDY)));
            record.checkTogether(trail.files().get(STUDY));
            return record;
        } catch (UnreadableResultsException e) {
            throw new UnreadableResultsException(folder + ": " + e.getMessage());
        }
    }

    private static void check(Path folder, String name, Sha256 hash) {
        if (!Sha256.of(bytes(folder, name)).equals(hash)) {
            throw new UnreadableResultsException(
                    "%s was changed since the run: the last line of %s binds another content. Take it from a backup or run the study again."
                            .formatted(name, AuditTrail.NAME));
        }
    }

    private void checkTogether(Sha256 studyFile) {
        String named = results.header().study().sha256();
        if (!named.equals(studyFile.hex())
                || !named.equals(measures.path("study").asText())) {
            throw new UnreadableResultsException(
                    "results.json, study.yaml and the first line of audit.jsonl are of different studies; run the study again.");
        }
        if (!results.header().kind().jsonName().equals(measures.path("kind").asText())) {
            throw new UnreadableResultsException(
                    "results.json and the first line of audit.jsonl are of different kinds of run; run the study again.");
        }
    }

    private static byte[] bytes(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new UnreadableResultsException(
                    "%s names a file outside the folder; it is not as a run wrote it: take it from a backup or run the study again"
                            .formatted(AuditTrail.NAME));
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableResultsException(
                    "there is no %s; name the whole folder that a run was told to write to (--out).".formatted(name));
        } catch (IOException e) {
            throw new UnreadableResultsException("%s can't be read: %s".formatted(name, e.getMessage()));
        }
    }

    private static JsonNode tree(byte[] json) {
        try {
            return EXACT.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("results that were read are JSON", e);
        }
    }

    public Results results() {
        return results;
    }

    public AuditTrail trail() {
        return trail;
    }

    /** A single value of {@code results.json}; empty where there is none, or null. */
    public Optional<Fact> result(String pointer) {
        return fact(resultsTree.at(pointer), ResultsFile.NAME, pointer, trail.last());
    }

    /** A single value of the audit trail's first line, which says what protected the run. */
    public Optional<Fact> measure(String pointer) {
        return fact(
                measures.at(pointer), AuditTrail.NAME, pointer, trail.lines().get(0));
    }

    /** A single value of the study file. */
    public Optional<Fact> study(String pointer) {
        return fact(study.at(pointer), STUDY, pointer, trail.last());
    }

    /** The name of a file, as the last line of the audit trail has it. */
    public Fact file(String name) {
        if (!trail.files().containsKey(name)) {
            throw new IllegalArgumentException("the last line binds no " + name);
        }
        AuditTrail.Line line = trail.last();
        return new Fact(
                name, name, false, new Source(AuditTrail.NAME, "/files/" + escaped(name), line.number(), line.hash()));
    }

    /** The hash that the last line gives a file. */
    public Optional<Fact> hash(String file) {
        String pointer = "/files/" + escaped(file);
        return fact(
                Optional.ofNullable(trail.files().get(file))
                        .<JsonNode>map(hash -> JsonNodeFactory.instance.textNode(hash.hex()))
                        .orElseGet(JsonNodeFactory.instance::missingNode),
                AuditTrail.NAME,
                pointer,
                trail.last());
    }

    /** The name under which something stands in {@code results.json}: the last part of the pointer to it. */
    public Fact key(String pointer) {
        if (resultsTree.at(pointer).isMissingNode()) {
            throw new IllegalArgumentException("results have no " + pointer);
        }
        String name = pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
        AuditTrail.Line line = trail.last();
        return new Fact(name, name, false, new Source(ResultsFile.NAME, pointer, line.number(), line.hash()));
    }

    private static Optional<Fact> fact(JsonNode node, String file, String pointer, AuditTrail.Line line) {
        return node.isValueNode() && !node.isNull()
                ? Optional.of(new Fact(
                        node.asText(),
                        node.asText(),
                        node.isNumber(),
                        new Source(file, pointer, line.number(), line.hash())))
                : Optional.empty();
    }

    /** The keys of an object of {@code results.json}, in its order; none where there is no such object. */
    public List<String> resultKeys(String pointer) {
        return keys(resultsTree.at(pointer));
    }

    /** The same of the first line of the audit trail. */
    public List<String> measureKeys(String pointer) {
        return keys(measures.at(pointer));
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The single values of a list of {@code results.json}. */
    public List<Fact> resultList(String pointer) {
        return each(resultsTree.at(pointer))
                .mapToObj(i -> result(pointer + "/" + i).orElseThrow())
                .toList();
    }

    /** The single values of a list in the first line of the audit trail. */
    public List<Fact> measureList(String pointer) {
        return each(measures.at(pointer))
                .mapToObj(i -> measure(pointer + "/" + i).orElseThrow())
                .toList();
    }

    /** How long a list of {@code results.json} is; 0 where there is none. */
    public int resultSize(String pointer) {
        return resultsTree.at(pointer).size();
    }

    /** How long a list of the study file is; 0 where there is none. */
    public int studySize(String pointer) {
        return study.at(pointer).size();
    }

    private static IntStream each(JsonNode list) {
        return IntStream.range(0, list.size());
    }

    /** A part of a pointer, as RFC 6901 wants it. */
    public static String escaped(String part) {
        return part.replace("~", "~0").replace("/", "~1");
    }

    /** The study file as if it were JSON; without content where the run had none. */
    private record StudyTree(JsonNode root) {
        static StudyTree read(Path file) {
            try {
                return new StudyTree(TreeOf.node(
                        Document.read(file, Document.ONE_MEBIBYTE).root().node()));
            } catch (ProblemsException e) {
                // An evaluation without a study file leaves a comment in its place.
                return new StudyTree(JsonNodeFactory.instance.objectNode());
            }
        }

        JsonNode at(String pointer) {
            return root.at(pointer);
        }
    }
}
