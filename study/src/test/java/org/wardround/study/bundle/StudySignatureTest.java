package org.wardround.study.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.Roster.Person;
import org.wardround.core.trust.Roster.Revoked;
import org.wardround.core.trust.SigningKey;
import org.wardround.study.file.StudyFile;
import org.wardround.study.problem.ProblemsException;

final class StudySignatureTest {
    private static final SigningKey DORA = SigningKey.generate();
    private static final SigningKey ADA = SigningKey.generate();
    private static final Roster ROSTER = Roster.first("Hearts", 1, new Person("Ada", ADA.verifyingKey()))
            .withAuthor(new Person("Dora", DORA.verifyingKey()));

    @TempDir
    Path folder;

    private Path study;

    @BeforeEach
    void copy() throws IOException {
        study = folder.resolve("study.yaml");
        Files.writeString(study, """
                study: three-hospitals
                purpose: Try signatures
                data:
                  variables:
                    - {name: age, type: number, range: [0, 120]}
                  outcome: {name: event, type: binary}
                model: {type: logistic}
                training:
                  initial: start/zero.safetensors
                  strategy: {type: fedavg}
                  rounds: 4
                  local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}
                evaluation: {primary: auroc}
                """);
        Files.createDirectories(folder.resolve("start"));
        Files.writeString(folder.resolve("start/zero.safetensors"), "numbers");
    }

    private StudyManifest manifest() {
        return StudyBundle.manifest(StudyFile.read(study));
    }

    @Test
    void a_signed_study_is_accepted_and_its_author_named() {
        StudySignature signature = StudySignature.sign(manifest(), DORA);
        StudySignature read = StudySignature.parse(signature.text());

        assertThat(read).isEqualTo(signature);
        assertThat(read.refusal(manifest(), ROSTER)).isEmpty();
        assertThat(read.author(ROSTER)).hasValue("Dora");
        assertThat(read.manifest().files().keySet()).containsExactly("start/zero.safetensors", "study.yaml");
        assertThat(read.manifest().files().get("start/zero.safetensors"))
                .isEqualTo(new StudyManifest.Entry(7, Sha256.of("numbers")));
    }

    @Test
    void a_changed_file_is_named() throws IOException {
        StudySignature signature = StudySignature.sign(manifest(), DORA);
        Files.writeString(folder.resolve("start/zero.safetensors"), "numbers!");

        assertRefused(
                signature.refusal(manifest(), ROSTER), ErrorCode.STUDY_CHANGED, "start/zero.safetensors was changed");
        Files.writeString(study, Files.readString(study).replace("start/zero.safetensors", "zeros"));
        assertRefused(
                signature.refusal(manifest(), ROSTER),
                ErrorCode.STUDY_CHANGED,
                "start/zero.safetensors was signed and is not named by the study any more; study.yaml was changed");
    }

    @Test
    void a_further_file_and_another_study_file_are_named() {
        StudyManifest now = manifest();
        TreeMap<String, StudyManifest.Entry> fewer = new TreeMap<>(now.files());
        fewer.remove("start/zero.safetensors");

        assertThat(new StudyManifest("study.yaml", fewer).changes(now))
                .containsExactly("start/zero.safetensors was not signed");
        assertThat(now.changes(new StudyManifest("start/zero.safetensors", now.files())))
                .containsExactly("study.yaml was signed as the study, not start/zero.safetensors");
    }

    @Test
    void a_key_that_is_no_authors_is_refused() {
        assertRefused(
                StudySignature.sign(manifest(), SigningKey.generate()).refusal(manifest(), ROSTER),
                ErrorCode.AUTHOR_UNKNOWN,
                "is no author's of roster 1");
        assertRefused(
                StudySignature.sign(manifest(), ADA).refusal(manifest(), ROSTER),
                ErrorCode.AUTHOR_UNKNOWN,
                "but that of administrator Ada");
    }

    @Test
    void a_revoked_key_is_refused() {
        Roster after = ROSTER.withRevoked(new Revoked(DORA.verifyingKey(), "author Dora", Instant.EPOCH));

        assertRefused(
                StudySignature.sign(manifest(), DORA).refusal(manifest(), after),
                ErrorCode.REVOKED,
                "is revoked by roster 1");
    }

    @Test
    void a_signature_over_another_manifest_is_refused() throws IOException {
        StudySignature signature = StudySignature.sign(manifest(), DORA);
        Files.writeString(folder.resolve("start/zero.safetensors"), "others");

        assertRefused(
                new StudySignature(manifest(), DORA.verifyingKey(), signature.signature()).refusal(manifest(), ROSTER),
                ErrorCode.STUDY_SIGNATURE_WRONG,
                "does not fit the list of files above it");
    }

    @Test
    void a_missing_signature_is_none_and_a_broken_one_a_problem() throws IOException {
        Path file = StudySignature.beside(study);
        assertThat(file).hasFileName("study.yaml.sig");
        assertThat(StudySignature.read(file)).isEmpty();
        Files.writeString(file, "nothing of the kind");
        assertThatThrownBy(() -> StudySignature.read(file))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("this is not the signature of a study");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../zero.safetensors",
                "/etc/zero.safetensors",
                "start//zero.safetensors",
                "./start/zero.safetensors"
            })
    void a_file_outside_the_studys_folder_is_refused_at_its_line(String name) throws IOException {
        Files.writeString(study, Files.readString(study).replace("start/zero.safetensors", name));

        assertThatThrownBy(this::manifest)
                .hasMessageContaining("study.yaml:9:")
                .hasMessageContaining("in its own folder");
    }

    @Test
    void a_file_that_is_missing_is_told_at_the_line_that_names_it() throws IOException {
        Files.delete(folder.resolve("start/zero.safetensors"));

        assertThatThrownBy(this::manifest)
                .hasMessageContaining("training.initial: start/zero.safetensors can't be read; put it there first");
    }

    @Test
    void names_that_could_forge_a_line_are_refused() {
        for (String name : List.of("a\nb", "a\u202Eb", "a\\b", "", " a", "a\u2028b", "..", "a/../b")) {
            assertThatThrownBy(() -> StudyManifest.requirePlain(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void of_3_000_changed_signatures_none_is_accepted() {
        StudyManifest now = manifest();
        String text = StudySignature.sign(now, DORA).text();
        SeededStream random = SeededStream.of(5, "mutations");
        for (int i = 0; i < 3000; i++) {
            StringBuilder spoilt = new StringBuilder(text);
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> spoilt.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(7)));
                case 1 -> spoilt.deleteCharAt(at);
                case 2 -> spoilt.insert(at, text, 0, 1 + random.nextInt(20));
                default -> spoilt.setLength(at);
            }
            assertThat(isAccepted(spoilt.toString(), now)).as(spoilt.toString()).isFalse();
        }
    }

    private static boolean isAccepted(String text, StudyManifest now) {
        try {
            return StudySignature.parse(text).refusal(now, ROSTER).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void assertRefused(Optional<Refusal> refusal, ErrorCode code, String words) {
        assertThat(refusal).hasValueSatisfying(found -> {
            assertThat(found.code()).isEqualTo(code);
            assertThat(found.message()).contains(words);
        });
    }
}
