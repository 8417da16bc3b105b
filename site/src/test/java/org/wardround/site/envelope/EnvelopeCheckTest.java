package org.wardround.site.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.identity.SiteId;
import org.wardround.study.file.StudyFile;
import org.wardround.study.problem.ProblemsException;

final class EnvelopeCheckTest {
    private static final Path SAMPLES = Path.of("..", "study", "src", "test", "resources", "org", "wardround", "study");
    private static final LocalDate DAY = LocalDate.of(2027, 3, 31);
    private static final List<SiteId> PEERS = List.of(new SiteId("hungarian"), new SiteId("va"));

    private static final String STUDY = """
            study: heart
            purpose: Predict disease
            recipients: The four hospitals
            data:
              variables:
                - {name: age, type: number, range: [0, 120]}
                - {name: sex, type: binary}
                - {name: chol, type: number, range: [50, 1000]}
              outcome: {name: disease, type: binary}
            model: {type: logistic, terms: [age, sex]}
            training:
              strategy: {type: fedprox, mu: 0.1}
              rounds: 30
              local: {steps: 5, batchSize: all, optimiser: {type: sgd, learningRate: 0.01}}
            evaluation: {primary: auroc, metrics: [auroc, brier], margin: 0.05}
            """;

    private static final String ENVELOPE = """
            envelope: hearts
            purpose: Predict disease
            recipients: The four hospitals
            author: Dora
            peers: [va, hungarian]
            data: "%s"
            tasks: [describe, train, evaluate]
            releases: [sum]
            variables: [age, sex]
            ranges:
              model.type: logistic
              model.terms: any
              training.strategy.type: [fedavg, fedprox]
              training.strategy.mu: [absent, 0..1]
              training.rounds: 1..50
              training.local.steps: 1..20
              training.local.batchSize: [all, 4..64]
              training.local.optimiser: [{type: sgd, learningRate: 0.01}, {learningRate: 0.02, type: sgd}]
              evaluation.primary: auroc
              evaluation.metrics: [auroc, brier, accuracy]
              evaluation.margin: 0.05
            runs: 40
            until: 2027-03-31
            """;

    @TempDir
    Path folder;

    /** What is written instead of what, and the one line that follows. */
    static Stream<Arguments> changes() {
        return Stream.of(
                change("rounds: 30", "rounds: 80", "training.rounds is 80; the envelope allows 1 to 50"),
                change("rounds: 30", "rounds: 51", "training.rounds is 51; the envelope allows 1 to 50"),
                change(
                        "{type: fedprox, mu: 0.1}",
                        "{type: fedprox, mu: 1.5}",
                        "training.strategy.mu is 1.5; the envelope allows leaving it out or 0 to 1"),
                change(
                        "{type: fedprox, mu: 0.1}",
                        "{type: scaffold}",
                        "training.strategy.type is scaffold; the envelope allows fedavg or fedprox"),
                change(
                        "{type: fedprox, mu: 0.1}",
                        "{type: fedavg, clip: 5}",
                        "training.strategy.clip is 5; the envelope does not speak of it"),
                change(
                        "steps: 5",
                        "epochs: 5",
                        "training.local.epochs is 5; the envelope does not speak of it",
                        "training.local.steps is not given; the envelope allows 1 to 20"),
                change(
                        "batchSize: all",
                        "batchSize: 128",
                        "training.local.batchSize is 128; the envelope allows all or 4 to 64"),
                change(
                        "learningRate: 0.01",
                        "learningRate: 0.03",
                        "training.local.optimiser is {type: sgd, learningRate: 0.03};"
                                + " the envelope allows {type: sgd, learningRate: 0.01} or {learningRate: 0.02, type: sgd}"),
                change(
                        "metrics: [auroc, brier]",
                        "metrics: [auroc, f1]",
                        "evaluation.metrics is [auroc, f1]; the envelope allows auroc, brier or accuracy"),
                change(
                        "margin: 0.05",
                        "margin: 0.05, subgroups: [sex]",
                        "evaluation.subgroups is [sex]; the envelope does not speak of it"),
                change(
                        "margin: 0.05",
                        "margin: 0.05, comparators: []",
                        "evaluation.comparators is []; the envelope does not speak of it"),
                change(
                        "terms: [age, sex]",
                        "terms: [age, chol]",
                        "variables have 'chol' among them; the envelope allows age and sex"),
                change(
                        ", terms: [age, sex]",
                        "",
                        "model.terms is not given; the envelope allows anything",
                        "variables have 'chol' among them; the envelope allows age and sex"),
                change(
                        "purpose: Predict disease",
                        "purpose: Predict costs",
                        "purpose is 'Predict costs'; the envelope says 'Predict disease'"),
                change(
                        "recipients: The four hospitals\n",
                        "",
                        "recipients is not given; the envelope says 'The four hospitals'"),
                change(
                        "recipients: The four hospitals",
                        "recipients: The four hospitals\nretention: Ten years",
                        "retention is 'Ten years'; the envelope has none"),
                change(
                        "evaluation:",
                        "privacy: {secureAggregation: {required: false}}\nevaluation:",
                        "privacy.secureAggregation.required is false; the envelope does not speak of it",
                        "releases have perSiteUpdate among them; the envelope allows sum"),
                change(
                        "training:\n",
                        "training:\n  initial: start.safetensors\n",
                        "training.initial is start.safetensors; the envelope does not speak of it",
                        "training.initial names the file 'start.safetensors';"
                                + " the envelope can't cover what is in a file; approve the study itself"),
                change(
                        "strategy: {type: fedprox, mu: 0.1}\n  rounds: 30\n  local: {steps: 5, batchSize: all, optimiser: {type: sgd, learningRate: 0.01}}",
                        "strategy: {type: newton}\n  rounds: 30",
                        "training.strategy.type is newton; the envelope allows fedavg or fedprox",
                        "training.local.batchSize is not given; the envelope allows all or 4 to 64",
                        "training.local.optimiser is not given; the envelope allows {type: sgd, learningRate: 0.01} or {learningRate: 0.02, type: sgd}",
                        "training.local.steps is not given; the envelope allows 1 to 20",
                        "tasks have fit among them; the envelope allows describe, train and evaluate"));
    }

    @Test
    void a_study_within_all_ranges_is_inside() {
        assertThat(differences(STUDY)).isEmpty();
        assertThat(differences(STUDY.replace("study: heart", "study: other"))).isEmpty();
        assertThat(differences(STUDY.replace("rounds: 30", "rounds: 50.0"))).isEmpty();
        assertThat(differences(STUDY.replace("rounds: 30", "rounds: 1"))).isEmpty();
        assertThat(differences(STUDY.replace("{type: fedprox, mu: 0.1}", "{type: fedavg}")))
                .isEmpty();
        assertThat(differences(STUDY.replace("learningRate: 0.01", "learningRate: 2e-2")))
                .isEmpty();
        assertThat(differences(STUDY.replace("batchSize: all", "batchSize: 64")))
                .isEmpty();
        assertThat(differences(STUDY.replace("metrics: [auroc, brier]", "metrics: [auroc]")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void what_is_outside_gets_one_line(String old, String now, List<String> lines) {
        assertThat(STUDY).contains(old);
        assertThat(differences(STUDY.replace(old, now))).containsExactlyElementsOf(lines);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "range: [0, 120]|range: [0, 130]",
                "name: chol|name: chol, unit: mg/dL",
                "{name: sex, type: binary}|{name: sex, type: binary, missing: impute}",
                "outcome: {name: disease|outcome: {name: death",
                "data:|data:\\n  minimumPatients: 5",
            })
    void another_data_section_is_outside(String old, String now) {
        String other = STUDY.replace(old, now.replace("\\n", "\n"));
        assertThat(differences(other)).singleElement().asString().startsWith("data has the hash ");
    }

    @Test
    void the_order_of_keys_in_the_data_section_does_not_count() {
        String other = STUDY.replace(
                "{name: age, type: number, range: [0, 120]}", "{type: number, range: [0, 120.0], name: age}");
        assertThat(other).isNotEqualTo(STUDY);
        assertThat(differences(other)).isEmpty();
    }

    @Test
    void author_peers_runs_and_days_are_compared() {
        assertThat(lines("Eve", PEERS, 40, DAY)).containsExactly("author is Eve; the envelope allows Dora");
        assertThat(lines("Dora", List.of(PEERS.get(0), new SiteId("x")), 40, DAY))
                .containsExactly(
                        "peers have x among them; the envelope allows only hungarian and va",
                        "peers are hungarian and x, without va; the envelope demands hungarian and va");
        assertThat(lines("Dora", PEERS, 40, DAY)).isEmpty();
        assertThat(lines("Dora", PEERS, 41, DAY)).containsExactly("runs would be 41; the envelope allows 40");
        assertThat(lines("Dora", PEERS, 1, DAY.plusDays(1)))
                .containsExactly("until is over, for today is 2027-04-01; the envelope ends on 2027-03-31");
    }

    @Test
    void an_existing_model_is_never_inside() throws IOException {
        StudyFile study = StudyFile.read(SAMPLES.resolve("good/validation.yaml"));
        Envelope envelope = envelope(EnvelopeDraft.of(study, "Dora", PEERS, 1, DAY));
        assertThat(EnvelopeCheck.differences(envelope, new Proposal(study, "Dora", PEERS, 1, DAY)))
                .extracting(Difference::path)
                .containsExactly("model.from");
    }

    static Stream<Path> studies() {
        Path heart = Path.of("..", "studies", "heart-disease");
        return Stream.of(
                heart.resolve("study.yaml"),
                heart.resolve("exact.yaml"),
                Path.of("..", "studies", "tcga-brca", "study.yaml"),
                SAMPLES.resolve("good/terms.yaml"),
                SAMPLES.resolve("good/mixed.yaml"),
                SAMPLES.resolve("good/time.yaml"));
    }

    @ParameterizedTest
    @MethodSource("studies")
    void a_draft_holds_the_study_that_it_was_made_from_and_no_run_more(Path path) {
        StudyFile study = StudyFile.read(path);
        Envelope envelope = envelope(EnvelopeDraft.of(study, "Dora \"D\"", PEERS, 2, DAY));
        assertThat(EnvelopeCheck.differences(envelope, new Proposal(study, "Dora \"D\"", PEERS, 2, DAY)))
                .isEmpty();
        assertThat(EnvelopeCheck.differences(envelope, new Proposal(study, "Dora \"D\"", PEERS, 3, DAY)))
                .hasSize(1);
    }

    /** Whatever line of a study is gone, somebody must look at it; a comment may go. */
    @ParameterizedTest
    @ValueSource(strings = {"heart-disease/study.yaml", "heart-disease/exact.yaml", "tcga-brca/study.yaml"})
    void a_draft_holds_no_study_without_one_of_its_lines(String name) throws IOException {
        Path path = Path.of("..", "studies").resolve(name);
        StudyFile study = StudyFile.read(path);
        Envelope envelope = envelope(EnvelopeDraft.of(study, "Dora", PEERS, 2, DAY));
        List<String> lines = Files.readAllLines(path);
        int tried = 0;
        for (int i = 0; i < lines.size(); i++) {
            List<String> other = new ArrayList<>(lines);
            other.remove(i);
            try {
                StudyFile changed = study(String.join("\n", other));
                tried++;
                assertThat(EnvelopeCheck.differences(envelope, new Proposal(changed, "Dora", PEERS, 1, DAY))
                                .isEmpty())
                        .as(lines.get(i))
                        .isEqualTo(lines.get(i).strip().matches("(#.*)?"));
            } catch (ProblemsException e) {
                // No study without this line.
            }
        }
        assertThat(tried).isGreaterThan(5);
    }

    private static Arguments change(String old, String now, String... lines) {
        return Arguments.of(old, now, List.of(lines));
    }

    private List<String> differences(String text) {
        return lines(study(text), "Dora", PEERS, 1, DAY);
    }

    private List<String> lines(String author, List<SiteId> peers, int run, LocalDate day) {
        return lines(study(STUDY), author, peers, run, day);
    }

    private List<String> lines(StudyFile study, String author, List<SiteId> peers, int run, LocalDate day) {
        Envelope envelope = envelope(ENVELOPE.formatted(Canonical.dataHash(study(STUDY))));
        return EnvelopeCheck.differences(envelope, new Proposal(study, author, peers, run, day)).stream()
                .map(Difference::toString)
                .toList();
    }

    private StudyFile study(String text) {
        try {
            Path file = folder.resolve("study.yaml");
            Files.writeString(file, text);
            return StudyFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Envelope envelope(String text) {
        return EnvelopeFile.of(Path.of("envelope.yaml"), text.getBytes(StandardCharsets.UTF_8))
                .envelope();
    }
}
