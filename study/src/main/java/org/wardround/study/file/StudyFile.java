package org.wardround.study.file;

import java.nio.file.Path;
import java.util.List;
import org.wardround.core.identity.Sha256;
import org.wardround.core.study.Study;
import org.wardround.study.document.Document;
import org.wardround.study.document.Schema;
import org.wardround.study.document.ShippedSchema;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** A study file that has been read and found without contradiction. Immutable. */
public final class StudyFile {
    private final Path path;
    private final byte[] bytes;
    private final Study study;
    private final List<Problem> warnings;

    private StudyFile(Document document, Study study) {
        this.path = document.path();
        this.bytes = document.bytes();
        this.study = study;
        this.warnings = document.problems().sorted();
    }

    /**
     * Reads a study file of at most 1 MiB.
     *
     * @throws ProblemsException with everything that is wrong with it
     */
    public static StudyFile read(Path path) {
        return read(Document.read(path, Document.ONE_MEBIBYTE));
    }

    /**
     * Reads a study file's bytes.
     *
     * @param path for messages
     * @throws ProblemsException with everything that is wrong with it
     */
    public static StudyFile read(Path path, byte[] bytes) {
        return read(Document.of(path, bytes));
    }

    private static StudyFile read(Document document) {
        schema().check(document);
        Study study = StudyReader.read(document.root())
                .orElseThrow(() -> new ProblemsException(document.problems().sorted()));
        document.problems().throwIfErrors();
        return new StudyFile(document, study);
    }

    /** The JSON Schema of study files, with a description of every key. */
    public static Schema schema() {
        return ShippedSchema.STUDY.schema();
    }

    public Path path() {
        return path;
    }

    /** The file's bytes as they were read, copied. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** SHA-256 of the file's bytes: what a site approves. */
    public Sha256 hash() {
        return Sha256.of(bytes);
    }

    public Study study() {
        return study;
    }

    /** An error at a key of the file, such as {@code model.from}, that is there. */
    public Problem errorAt(String section, String key, String message) {
        Document document = Document.of(path, bytes);
        document.root().at(section).at(key).error(message);
        return document.problems().sorted().get(0);
    }

    /** What is worth a look though the study can be run. */
    public List<Problem> warnings() {
        return warnings;
    }
}
