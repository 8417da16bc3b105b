package org.wardround.site.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Governance;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.PrivacySpec;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.Study;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.trust.Roster;
import org.wardround.site.Federation;
import org.wardround.site.envelope.EnvelopeDraft;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyFile;
import org.wardround.study.file.StudyFile;

final class DossiersTest {
    private static final Path STUDIES = Path.of("..", "studies");
    private static final Path SAMPLES = Path.of("..", "study", "src", "test", "resources", "org", "wardround", "study");
    private static final StudyFile HEART = StudyFile.read(STUDIES.resolve("heart-disease/study.yaml"));
    private static final Setting THREE = Federation.with("hungarian", "va");

    private static final String POLICY = """
            authors: [Dora]
            purposes: any
            tasks: [describe, train, fit, evaluate]
            releases: {sum: plain}
            minimumPatients: 50
            peers: {minimum: 2}
            hours: ["Mo-Fr 18:00-06:00"]
            limits: {runs: 3, roundsPerRun: 100, tasksPerDay: 500, memory: 4GiB, cpu: 2, taskTime: 30m}
            approvers: 2
            """;

    @Test
    void an_approver_finds_an_answer_to_every_question() {
        Dossier dossier = dossier(HEART, THREE, policy());
        assertThat(dossier.sections())
                .extracting(Dossier.Section::title)
                .containsExactly(
                        "Who asks, and on what ground",
                        "What is read here",
                        "What leaves, how often, and to whom",
                        "Who gets the model",
                        "What is protected",
                        "What is not protected",
                        "How to withdraw",
                        "Decision");
        assertThat(words(dossier))
                .contains(
                        "Predict coronary artery disease",
                        "Dora",
                        "Legal basis: The study does not say. Ask before you sign.",
                        HEART.hash().hex(),
                        "[trestbps, Resting blood pressure, mm Hg, 0 to 300, row left out]",
                        "[chol, Serum cholesterol, mg/dL, 50 to 1000, mean of all hospitals, marked]",
                        "[cp, Type of chest pain, , 1, 2, 3, 4, row left out]",
                        "[disease, Coronary artery disease (outcome), , 0, 1, row left out]",
                        "With fewer than 50 patients",
                        // 5 numbers, 3 of 0/1, one indicator of missing values, 3 + 2 levels, an intercept.
                        "A change of the model's 15 numbers, as many numbers that correct",
                        "in each of up to 60 rounds",
                        "allows 3 runs",
                        "Hospital hungarian (hungarian)",
                        THREE.peers().get(0).key().fingerprint().toString(),
                        "What leaves for a sum leaves under masks",
                        "With three hospitals none may drop out",
                        "Masks hide this hospital's numbers as long as",
                        "All others that take part, here up to 2, can together subtract their own",
                        "site revoke " + HEART.hash().hex().substring(0, 12) + " --site DIR",
                        "before two different people approve it");
    }

    @Test
    void the_same_input_gives_the_same_digest_in_every_language() {
        Locale usual = Locale.getDefault();
        try {
            Dossier dossier = dossier(HEART, THREE, policy());
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(dossier(StudyFile.read(HEART.path()), Federation.with("hungarian", "va"), policy()))
                    .isEqualTo(dossier)
                    .extracting(Dossier::digest)
                    .isEqualTo(dossier.digest());
        } finally {
            Locale.setDefault(usual);
        }
    }

    static Stream<Dossier> others() {
        Study study = HEART.study();
        Study renamed = new Study(
                study.name(),
                study.purpose(),
                new Governance("", "", "", "Ten years"),
                study.data(),
                study.analysis(),
                study.evaluation(),
                study.privacy());
        return Stream.of(
                Dossiers.ofStudy(renamed, HEART.hash(), THREE, policy()),
                Dossiers.ofStudy(study, Federation.hash("other"), THREE, policy()),
                dossier(HEART, Federation.with("hungarian", "switzerland"), policy()),
                dossier(HEART, Federation.with("hungarian"), policy()),
                dossier(HEART, THREE, policy("minimumPatients: 50", "minimumPatients: 51")),
                dossier(HEART, THREE, policy("approvers: 2", "approvers: 1")),
                dossier(HEART, THREE, policy("approvers: 2", "approvers: 2\ncounts: own-threshold")),
                dossier(HEART, THREE, policy("hours: [\"Mo-Fr 18:00-06:00\"]", "hours: any")));
    }

    @ParameterizedTest
    @MethodSource("others")
    void another_study_roster_or_policy_gives_another_digest(Dossier other) {
        assertThat(other.digest()).isNotEqualTo(dossier(HEART, THREE, policy()).digest());
    }

    @Test
    void a_study_without_masks_says_that_the_coordinator_sees_the_numbers() {
        Study study = HEART.study();
        Study plain = new Study(
                study.name(),
                study.purpose(),
                study.governance(),
                study.data(),
                study.analysis(),
                study.evaluation(),
                PrivacySpec.PLAIN);
        assertThat(words(Dossiers.ofStudy(plain, HEART.hash(), THREE, policy())))
                .contains("The coordinator sees the numbers of this hospital by themselves")
                .contains("this hospital's numbers by themselves, and all sums")
                .doesNotContain("under masks");
    }

    /** 100 steps over all patients with noise of 5 times the clip norm: ε = 10.725510 at δ 1e-5 by Rényi. */
    @Test
    void differential_privacy_is_told_with_what_it_does_not_cover_and_what_caps_it() {
        Study study = HEART.study();
        Analysis.Train train = (Analysis.Train) study.analysis();
        TrainingSpec training = train.training();
        LocalSpec local = training.local();
        TrainingSpec noisy = new TrainingSpec(
                        training.initial(),
                        training.strategy(),
                        10,
                        training.quorum(),
                        new LocalSpec(
                                new LocalSpec.Work.Steps(10),
                                local.batchSize(),
                                local.optimizer(),
                                local.weightDecay(),
                                local.schedule()),
                        null)
                .with(new PrivateTraining(new PrivateTraining.Limit.Noise(5), 1e-5, 1, 1)
                        .with(new PrivateTraining.Statistics(0.25, 1)));
        Study asked = new Study(
                study.name(),
                study.purpose(),
                study.governance(),
                study.data(),
                new Analysis.Train(train.model(), noisy),
                study.evaluation(),
                study.privacy());

        assertThat(words(Dossiers.ofStudy(asked, HEART.hash(), THREE, policy())))
                .contains(
                        "with noise, and nothing else",
                        "ε = 11.4 at δ = 1.0E-5 for all of that in one run together",
                        "or how many have each code; with noise, once, before training",
                        "when the model is finished, for its figures and the table in the report",
                        "leans on no other hospital",
                        "the policy sets no limit to it (limits.epsilon)",
                        "no ε holds for: the mean loss of the finished model, on training and on validation rows; numbers of rows and patients",
                        "at several hospitals is protected less")
                .doesNotContain(
                        "No noise is added", "how well the model fits here, and", "The model's file holds means");
        assertThat(words(Dossiers.ofStudy(
                        asked, HEART.hash(), THREE, policy("limits: {runs: 3", "limits: {epsilon: 20, runs: 3"))))
                .contains("at or below ε = 20.0 at δ = 1.0E-6; what would pass it does not leave");
        assertThat(words(dossier(HEART, THREE, policy()))).contains("No noise is added against this");
        // The agent makes none for such a study, whatever its policy says.
        Policy asking = policy("{sum: plain}", "{sum: plain, siteFigure: ask}");
        assertThat(words(Dossiers.ofStudy(asked, HEART.hash(), THREE, asking)))
                .contains("Figures about this hospital alone are not made: the study promises differential privacy")
                .doesNotContain("may be published after a run");
        assertThat(words(dossier(HEART, THREE, asking))).contains("may be published after a run");
    }

    @Test
    void how_counts_leave_is_told_where_the_policy_is_stricter() {
        assertThat(words(dossier(HEART, THREE, policy())))
                .contains("are rounded in the model's file, so that no number of one to ten patients follows from them")
                .doesNotContain("For the table of patients in the report", "at full precision");
        assertThat(words(Dossiers.ofStudy(withExactMoments(HEART.study()), HEART.hash(), THREE, policy())))
                .contains(
                        "the file of the model does not keep to that",
                        "The model's file holds means and deviations of the training rows at full precision, because the study asks for that",
                        "What this hospital's policy says of its counts does not reach it either",
                        "releases.exactMoments: the model is to tell means and deviations")
                .doesNotContain("are rounded in the model's file");
        assertThat(words(dossier(HEART, THREE, policy("approvers: 2", "approvers: 2\ncounts: own-threshold"))))
                .contains("this hospital's own counts of 1 to 10 patients do not leave");
        assertThat(words(dossier(
                        HEART, THREE, policy("approvers: 2", "approvers: 2\ncounts: {noised: {epsilon: 0.5}}"))))
                .contains("each count of this hospital has noise", "ε = 0.5 at δ = 1.0E-6");
    }

    @Test
    void noise_that_hospitals_share_out_is_told_to_lean_on_them() {
        Study study = HEART.study();
        Analysis.Train train = (Analysis.Train) study.analysis();
        TrainingSpec training = train.training();
        StrategySpec strategy = new StrategySpec(
                "fedsgd",
                StrategySpec.Selection.ALL,
                Double.POSITIVE_INFINITY,
                new StrategySpec.Aggregation.Mean(StrategySpec.Weights.EQUAL),
                new StrategySpec.LocalRule.Gradient(),
                new StrategySpec.ServerRule.Step(1));
        LocalSpec local = new LocalSpec(
                new LocalSpec.Work.Steps(1),
                8,
                training.local().optimizer(),
                0,
                training.local().schedule());
        TrainingSpec noisy = new TrainingSpec(training.initial(), strategy, 4, training.quorum(), local, null)
                .with(new PrivateTraining(
                        new PrivateTraining.Limit.Noise(1), 1e-5, 1, 1, new PrivateTraining.Share.Distributed(1)));
        Study asked = new Study(
                study.name(),
                study.purpose(),
                study.governance(),
                study.data(),
                new Analysis.Train(train.model(), noisy),
                study.evaluation(),
                new PrivacySpec(true));

        assertThat(words(Dossiers.ofStudy(asked, HEART.hash(), THREE, policy())))
                .contains(
                        "Each sum over all hospitals for training holds noise, of which this hospital draws a share in secret",
                        "That leans on the other hospitals: it holds while sums are under masks, and at most 1 of the hospitals in each tell what noise they added, or add none.",
                        "What leaves here has less noise by itself, and the masks hide it.")
                .doesNotContain("leans on no other hospital");
    }

    @Test
    void under_masks_the_coordinator_is_not_said_to_see_the_numbers() {
        assertThat(words(dossier(HEART, THREE, policy())))
                .contains("sums over all hospitals; this hospital's numbers under masks alone")
                .doesNotContain("numbers by themselves");
    }

    @Test
    void with_two_hospitals_it_says_that_each_can_subtract() {
        assertThat(words(dossier(HEART, Federation.with("va"), policy())))
                .contains(
                        "With two hospitals each can subtract its own numbers from every sum and has the other's: no masks can hide them")
                .doesNotContain("can together subtract");
        assertThat(words(dossier(HEART, THREE, policy("peers: {minimum: 2}", "peers: {minimum: 1}"))))
                .contains("lets a single other one suffice");
    }

    @Test
    void by_how_many_patients_studies_may_differ_is_said() {
        String differences = "approvers: 2\ncohorts: {differences: %s}";
        assertThat(words(dossier(HEART, THREE, policy())))
                .contains("It does not answer where this study's patients")
                .doesNotContain("cohorts.differences");
        assertThat(words(dossier(HEART, THREE, policy("approvers: 2", differences.formatted("largeCohorts")))))
                .contains(
                        "It does not answer where this study's patients",
                        "the patients of one code, such as one sex, may differ by a few");
        assertThat(words(dossier(HEART, THREE, policy("approvers: 2", differences.formatted("any")))))
                .contains("the difference of two results can then be one patient's record")
                .doesNotContain("It does not answer where this study's patients");
    }

    @Test
    void what_the_policy_denies_stands_before_the_signature() {
        assertThat(words(dossier(HEART, THREE, Policy.DENY_ALL)))
                .contains(
                        "does not allow what is asked, so nothing leaves even if it is approved:",
                        "limits.roundsPerRun: the study asks for 60 rounds; the policy does not say",
                        "no least number of other hospitals is set, so nothing is answered");
    }

    @Test
    void an_exact_regression_and_an_existing_model_are_told_as_such() {
        StudyFile exact = StudyFile.read(STUDIES.resolve("heart-disease/exact.yaml"));
        assertThat(words(dossier(exact, THREE, policy())))
                .contains("Ingredients of a regression with 12 estimates", "up to 25 steps");
        StudyFile validation = StudyFile.read(SAMPLES.resolve("good/validation.yaml"));
        assertThat(words(dossier(validation, THREE, policy())))
                .contains("How well the finished model predicts")
                .doesNotContain("A change of the model");
    }

    @Test
    void hidden_characters_of_a_study_are_shown_as_such() {
        Study study = HEART.study();
        Study tricky = new Study(
                study.name(),
                "Predict\u202e\n  disease",
                study.governance(),
                study.data(),
                study.analysis(),
                study.evaluation(),
                study.privacy());
        assertThat(Dossiers.ofStudy(tricky, HEART.hash(), THREE, policy()).summary())
                .isEqualTo("Predict\uFFFD disease");
    }

    @Test
    void an_envelope_has_a_dossier_of_its_ranges() {
        String text = EnvelopeDraft.of(
                        HEART,
                        "Dora",
                        List.of(new SiteId("hungarian"), new SiteId("va")),
                        40,
                        LocalDate.of(2027, 3, 31))
                .replace("training.rounds: 60", "training.rounds: 1..80");
        EnvelopeFile file = EnvelopeFile.of(Path.of("envelope.yaml"), text.getBytes(StandardCharsets.UTF_8));
        Dossier dossier = Dossiers.ofEnvelope(file, THREE, policy());
        assertThat(words(dossier))
                .contains(
                        "[training.rounds, 1 to 80]",
                        "at most 40 over all studies",
                        "2027-03-31",
                        "Hospital va (va)",
                        file.hash().hex(),
                        "What leaves for a sum leaves under masks",
                        "wardround site approve --envelope FILE --site DIR",
                        "wardround site revoke --envelope FILE --site DIR")
                .doesNotContain("site reject");
        assertThat(dossier.digest())
                .isNotEqualTo(Dossiers.ofEnvelope(file, Federation.with("hungarian"), policy())
                        .digest());
    }

    @ParameterizedTest
    @CsvSource({
        "privacy.secureAggregation.required: true, true",
        "'privacy.secureAggregation.required: [true, absent]', true",
        "'privacy.secureAggregation.required: [true, false]', false",
        "privacy.secureAggregation.required: any, false",
        "privacy.secureAggregation: any, false",
        "privacy: any, false"
    })
    void an_envelope_that_lets_studies_do_without_masks_promises_none(String range, boolean masked) {
        String text = EnvelopeDraft.of(HEART, "Dora", List.of(new SiteId("va")), 40, LocalDate.of(2027, 3, 31))
                .replace("ranges:", "ranges:\n  " + range);
        EnvelopeFile file = EnvelopeFile.of(Path.of("envelope.yaml"), text.getBytes(StandardCharsets.UTF_8));

        assertThat(words(Dossiers.ofEnvelope(file, THREE, policy())).contains("leaves under masks"))
                .isEqualTo(masked);
    }

    @Test
    void a_site_that_the_roster_does_not_name_has_no_dossier() {
        Roster.Person author = THREE.author();
        assertThatThrownBy(() -> new Setting(author, THREE.roster(), new SiteId("nowhere")))
                .hasMessage("roster 1 does not name this site, nowhere");
    }

    private static Study withExactMoments(Study study) {
        DataDictionary data = study.data();
        return new Study(
                study.name(),
                study.purpose(),
                study.governance(),
                data.with(MomentsRule.EXACT),
                study.analysis(),
                study.evaluation(),
                study.privacy());
    }

    private static Dossier dossier(StudyFile study, Setting setting, Policy policy) {
        return Dossiers.ofStudy(study.study(), study.hash(), setting, policy);
    }

    private static Policy policy() {
        return policy("", "");
    }

    private static Policy policy(String old, String now) {
        return PolicyFile.of(Path.of("policy.yaml"), POLICY.replace(old, now).getBytes(StandardCharsets.UTF_8));
    }

    /** All that it says, one piece a line. */
    private static String words(Dossier dossier) {
        StringBuilder out = new StringBuilder(dossier.summary()).append('\n');
        for (Dossier.Section section : dossier.sections()) {
            for (Dossier.Block block : section.blocks()) {
                if (block instanceof Dossier.Block.Grid grid) {
                    grid.rows().forEach(row -> out.append(row).append('\n'));
                } else if (block instanceof Dossier.Block.Pairs pairs) {
                    pairs.pairs().forEach(pair -> out.append(pair.label() + ": " + pair.value() + "\n"));
                } else {
                    out.append(block).append('\n');
                }
            }
        }
        return out.toString();
    }
}
