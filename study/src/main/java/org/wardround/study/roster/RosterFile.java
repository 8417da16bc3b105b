package org.wardround.study.roster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignatureList;
import org.wardround.core.trust.SignedRoster;
import org.wardround.study.document.Document;
import org.wardround.study.document.Schema;
import org.wardround.study.document.ShippedSchema;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** Reads {@code roster-N.json} and the signatures beside it. Says what a file holds, never whether it is to be trusted. */
public final class RosterFile {
    private RosterFile() {}

    /** The JSON Schema of rosters, with a description of every key. */
    public static Schema schema() {
        return ShippedSchema.ROSTER.schema();
    }

    /** The file of a roster in a federation's folder. */
    public static Path roster(Path folder, int number) {
        return folder.resolve("roster-%d.json".formatted(number));
    }

    /** The signatures of a roster, beside it. */
    public static Path signatures(Path folder, int number) {
        return folder.resolve("roster-%d.sigs".formatted(number));
    }

    /**
     * Reads one roster of a folder; where no signatures are beside it, it has none.
     *
     * @throws ProblemsException with everything that is wrong with one of the two files
     */
    public static SignedRoster read(Path folder, int number) {
        Path file = roster(folder, number);
        Document document = Document.read(file, Document.ONE_MEBIBYTE);
        Roster roster = read(document);
        if (roster.number() != number) {
            document.root()
                    .at("number")
                    .error("this is roster %d, and the file's name says %d; name it roster-%d.json"
                            .formatted(roster.number(), number, roster.number()));
            document.problems().throwIfErrors();
        }
        return new SignedRoster(roster, document.bytes(), readSignatures(signatures(folder, number)));
    }

    /**
     * The roster and signatures that came in two byte arrays, from the network say.
     *
     * @param source for messages
     * @throws ProblemsException with everything that is wrong
     */
    public static SignedRoster read(Path source, byte[] roster, byte[] signatures) {
        return new SignedRoster(read(Document.of(source, roster)), roster, parse(source, signatures));
    }

    private static Roster read(Document document) {
        schema().check(document);
        Roster roster = RosterReader.read(document.root())
                .orElseThrow(() -> new ProblemsException(document.problems().sorted()));
        // One form only: then no two readers can see two rosters in the same signed bytes.
        if (!Arrays.equals(RosterWriter.write(roster), document.bytes())) {
            document.root()
                    .error(
                            "this is not written as Wardround writes it; change rosters with wardround federation, never by hand");
        }
        document.problems().throwIfErrors();
        return roster;
    }

    private static SignatureList readSignatures(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(file, in.readNBytes(SignatureList.LONGEST_BYTES + 1));
        } catch (NoSuchFileException e) {
            return SignatureList.EMPTY;
        } catch (IOException e) {
            throw refusal(file, "the file can't be read: " + e.getMessage());
        }
    }

    private static SignatureList parse(Path source, byte[] bytes) {
        if (bytes.length > SignatureList.LONGEST_BYTES) {
            throw refusal(source, "the file is longer than any list of signatures; is it the right one?");
        }
        try {
            return SignatureList.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw refusal(source, String.valueOf(e.getMessage()));
        }
    }

    private static ProblemsException refusal(Path file, String message) {
        return new ProblemsException(List.of(Problem.error(file, message)));
    }
}
