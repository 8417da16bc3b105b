package org.wardround.study.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.study.document.Document;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** An author's signature over a study and the files that it names: the manifest, and one line with key and signature. Immutable. */
public record StudySignature(StudyManifest manifest, VerifyingKey key, Signature signature) {
    private static final Pattern LAST =
            Pattern.compile("(?<manifest>.*\n)signed (?<key>\\S+) (?<signature>\\S+)\n", Pattern.DOTALL);

    /** Where the signature of a study stands: beside it. */
    public static Path beside(Path study) {
        return study.resolveSibling(study.getFileName() + ".sig");
    }

    public static StudySignature sign(StudyManifest manifest, SigningKey key) {
        return new StudySignature(manifest, key.verifyingKey(), key.sign(SigningDomain.STUDY, manifest.bytes()));
    }

    /**
     * Reads a signature's file; empty where there is none.
     *
     * @throws ProblemsException where it is no signature of a study
     */
    public static Optional<StudySignature> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Document.ONE_MEBIBYTE + 1);
            StudySignature read = parse(new String(bytes, StandardCharsets.UTF_8));
            if (!Arrays.equals(read.text().getBytes(StandardCharsets.UTF_8), bytes)) {
                throw new IllegalArgumentException("the file is not UTF-8 text; copy it again");
            }
            return Optional.of(read);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw refused(file, "the file can't be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw refused(file, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads the form that {@link #text} writes, to the last character.
     *
     * @throws IllegalArgumentException where it is another text
     */
    public static StudySignature parse(String text) {
        Matcher parts = LAST.matcher(text);
        if (text.length() > Document.ONE_MEBIBYTE || !parts.matches()) {
            throw new IllegalArgumentException(
                    "this is not the signature of a study, or a part of it is missing; copy the file again");
        }
        return new StudySignature(
                StudyManifest.parse(parts.group("manifest")),
                VerifyingKey.parse(parts.group("key")),
                Signature.parse(parts.group("signature")));
    }

    /** The text of the file, each line with an end. */
    public String text() {
        return manifest.text() + "signed %s %s\n".formatted(key, signature);
    }

    /**
     * Why the study is not one that an author of the roster signed; empty where it is.
     *
     * @param now the study's files as they are
     * @param roster that holds
     */
    public Optional<Refusal> refusal(StudyManifest now, Roster roster) {
        if (roster.isRevoked(key)) {
            return refuse(
                    ErrorCode.REVOKED,
                    "the key that signed this study is revoked by roster %d; an author must sign it again"
                            .formatted(roster.number()));
        }
        if (author(roster).isEmpty()) {
            return refuse(
                    ErrorCode.AUTHOR_UNKNOWN,
                    "the key that signed this study, %s, is no author's of roster %d%s"
                            .formatted(
                                    key,
                                    roster.number(),
                                    roster.holder(key)
                                            .map(holder -> " but that of " + holder)
                                            .orElse("")));
        }
        if (!key.verifies(SigningDomain.STUDY, manifest.bytes(), signature)) {
            return refuse(
                    ErrorCode.STUDY_SIGNATURE_WRONG,
                    "the signature does not fit the list of files above it: the file was changed since; get it again");
        }
        List<String> changes = manifest.changes(now);
        return changes.isEmpty()
                ? Optional.empty()
                : refuse(
                        ErrorCode.STUDY_CHANGED,
                        "the study is not as it was signed: %s; get the signed files, or have it signed again"
                                .formatted(String.join("; ", changes)));
    }

    /** The name of who signed, where the roster lists the key as an author's. */
    public Optional<String> author(Roster roster) {
        return roster.authors().stream()
                .filter(person -> person.key().equals(key))
                .map(Roster.Person::name)
                .findFirst();
    }

    private static Optional<Refusal> refuse(ErrorCode code, String message) {
        return Optional.of(new Refusal(code, message));
    }

    private static ProblemsException refused(Path file, String message) {
        return new ProblemsException(List.of(Problem.error(file, message)));
    }
}
