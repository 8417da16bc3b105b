package org.wardround.study.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.Study;
import org.wardround.study.document.Document;
import org.wardround.study.document.Place;
import org.wardround.study.document.Schema;
import org.wardround.study.document.ShippedSchema;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SplitSource;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** A mapping with the file that it comes from, so that a study can be held against it in terms of its lines. Immutable. */
public final class MappingFile {
    private static final String NAME = "mapping.yaml";

    private final Path path;
    private final byte[] bytes;
    private final Mapping mapping;
    private final @Nullable Path passedOver;

    private MappingFile(Path path, byte[] bytes, Mapping mapping) {
        this(path, bytes, mapping, null);
    }

    /** @param passedOver another mapping that could have been meant, and differs; null where there is none */
    private MappingFile(Path path, byte[] bytes, Mapping mapping, @Nullable Path passedOver) {
        this.passedOver = passedOver;
        this.path = path;
        this.bytes = bytes;
        this.mapping = mapping;
    }

    /**
     * Reads a mapping file of at most 1 MiB.
     *
     * @throws ProblemsException with everything that is wrong with it
     */
    public static MappingFile read(Path path) {
        Document document = Document.read(path, Document.ONE_MEBIBYTE);
        schema().check(document);
        Mapping mapping = MappingReader.read(document.root())
                .orElseThrow(() -> new ProblemsException(document.problems().sorted()));
        document.problems().throwIfErrors();
        return new MappingFile(path, document.bytes(), mapping);
    }

    /** The mapping that holds without a file: each {@code *.csv} in the data folder is a site. */
    public static MappingFile absent(Path dataFolder) {
        Source source = new Source.FilesNamedBySite("*.csv", true, "");
        return new MappingFile(
                dataFolder,
                new byte[0],
                new Mapping(source, List.of(), ColumnReference.NONE, List.of(), Map.of(), new SplitSource.Hashed()));
    }

    /**
     * {@code mapping.yaml} in the data folder, else beside the study file, else {@link #absent}. Where there are two that differ, {@link #check}
     * warns that the second has no say.
     *
     * @throws ProblemsException with everything that is wrong with it
     */
    public static MappingFile find(Path studyFile, Path dataFolder) {
        Path besideData = dataFolder.resolve(NAME);
        Path besideStudy = studyFile.resolveSibling(NAME);
        if (Files.exists(besideData)) {
            MappingFile found = read(besideData);
            boolean second = Files.exists(besideStudy) && differ(besideData, besideStudy);
            return second ? new MappingFile(found.path, found.bytes, found.mapping, besideStudy) : found;
        }
        return Files.exists(besideStudy) ? read(besideStudy) : absent(dataFolder);
    }

    private static boolean differ(Path first, Path second) {
        try {
            return Files.mismatch(first, second) >= 0;
        } catch (IOException e) {
            // Reading the one that holds says what is wrong with it.
            return false;
        }
    }

    /** The JSON Schema of mapping files, with a description of every key. */
    public static Schema schema() {
        return ShippedSchema.MAPPING.schema();
    }

    /** The file; the data folder where there is none. */
    public Path path() {
        return path;
    }

    /** Whether there is a file; otherwise the mapping is the one that holds without. */
    public boolean exists() {
        return bytes.length > 0;
    }

    /**
     * Where in the file a table or a column is named.
     *
     * @param table a file as the mapping names it
     * @param purpose a variable, or a key such as {@code patient}; empty: the table as a whole
     * @return line, counted from 1; empty where the mapping does not name it
     */
    public OptionalInt lineOf(String table, String purpose) {
        if (!exists()) {
            return OptionalInt.empty();
        }
        Place root = Document.of(path, bytes).root();
        Optional<Place> found = purpose.isEmpty()
                ? MappingPlaces.ofTable(root, table)
                : root.section("variables").find(purpose).or(() -> root.find(purpose));
        return found.map(place -> OptionalInt.of(place.line())).orElse(OptionalInt.empty());
    }

    /** The file's bytes as they were read, copied; none where there is no file. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public Mapping mapping() {
        return mapping;
    }

    /** What of the mapping does not fit the study, and what the study demands that the mapping does not give; empty where all is well. */
    public List<Problem> check(Study study) {
        Document document = bytes.length == 0 ? Document.of(path, "{}") : Document.of(path, bytes);
        new MappingCheck(mapping, study.data()).report(document.root());
        if (passedOver != null) {
            document.problems()
                    .warning(
                            0,
                            0,
                            "",
                            "this mapping is used, because it is beside the data; the one beside the study, %s, differs from it and has no say: give it with --mapping if it is meant"
                                    .formatted(passedOver));
        }
        List<Problem> found = document.problems().sorted();
        return bytes.length == 0 ? found.stream().map(this::ofAbsentFile).toList() : found;
    }

    /** No line of what isn't there. */
    private Problem ofAbsentFile(Problem problem) {
        String message = problem.message() + "; there is no such file yet";
        return new Problem(problem.severity(), path.resolve(NAME), 0, 0, problem.path(), message);
    }
}
