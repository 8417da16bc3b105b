package org.wardround.site.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.model.ModelShape;
import org.wardround.core.study.AcceptanceCriterion;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.Study;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.site.dossier.Dossier.Block;
import org.wardround.site.dossier.Dossier.Section;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.Terms;
import org.wardround.site.text.Shown;

/** What leaves the hospital, how often, and to whom. */
final class LeavingSection {
    private static final String TITLE = "What leaves, how often, and to whom";
    private static final List<String> HEAD = List.of("What leaves", "How often", "How it is used");
    private static final String ADDED = "added to the other hospitals'";

    private LeavingSection() {}

    static Section of(Study study, Terms terms, Policy policy, Setting setting) {
        List<List<String>> rows = new ArrayList<>();
        int passes = passes(study);
        if (passes > 0) {
            rows.add(List.of(
                    "By which gaps are filled and inputs scaled: the number of patients; for each variable how many have no value, their sum and spread, or how many have each code; with noise",
                    passes == 1
                            ? "once, before training"
                            : "before training, and once more for what is made of variables",
                    ADDED));
        }
        rows.add(List.of(
                "Counts of patients and rows; for each variable the count of its values, their sum and spread, and how many have each code; where quartiles or knots are wanted, how many values lie in each of many small steps",
                isPrivate(study)
                        ? "when the model is finished, for its figures and the table in the report"
                        : "at the start of a run, and for the table in the report",
                ADDED));
        if (study.analysis() instanceof Analysis.Train train) {
            rows.add(training(study, train));
        } else if (study.analysis() instanceof Analysis.Fit fit) {
            rows.add(List.of(
                    "Ingredients of a regression with %s estimates: log-likelihood, its slope for each and its curvature for each pair"
                            .formatted(count(parameters(study, fit.model()))),
                    "up to %s steps, and some more for tests and errors"
                            .formatted(count(fit.newton().rounds())),
                    ADDED));
        }
        if (terms.tasks().contains(TaskKind.EVALUATE)) {
            rows.add(List.of(evaluation(study), "when the model is finished", ADDED));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Grid(HEAD, rows));
        if (!study.evaluation().acceptance().isEmpty()) {
            blocks.add(new Block.Paragraph(accepted(study.evaluation().acceptance())));
        }
        if (terms.releases().contains(ReleaseKind.PER_SITE_UPDATE)) {
            blocks.add(new Block.Notice(
                    "This study reads each hospital's change of the model by itself. It is not hidden in a sum."));
        }
        blocks.add(runs(policy));
        blocks.addAll(addressees(setting.peers(), setting, onlyMasked(terms.releases(), terms.masked())));
        return new Section(TITLE, blocks);
    }

    private static boolean isPrivate(Study study) {
        return study.analysis() instanceof Analysis.Train train
                && train.training().privacy() != null;
    }

    /** Of sums with noise before training. */
    private static int passes(Study study) {
        return study.analysis() instanceof Analysis.Train train
                        && train.training().privacy() != null
                ? train.training().privacy().statistics().passes()
                : 0;
    }

    /** Of an envelope: only to whom. */
    static Section recipients(List<SiteId> peers, Setting setting, boolean onlyMasked) {
        List<Roster.Site> known = setting.peers().stream()
                .filter(site -> peers.contains(site.id()))
                .toList();
        return new Section("To whom", addressees(known, setting, onlyMasked));
    }

    private static List<String> training(Study study, Analysis.Train train) {
        StrategySpec strategy = train.training().strategy();
        String numbers = count(parameters(study, train.model()));
        String change = strategy.local() instanceof StrategySpec.LocalRule.Curvature
                ? "How the fit would change with each of the model's %s numbers, and with each pair of them"
                        .formatted(numbers)
                : "A change of the model's %s numbers".formatted(numbers);
        if (strategy.local() instanceof StrategySpec.LocalRule.ControlVariates) {
            change += ", as many numbers that correct for differences between hospitals";
        }
        return List.of(
                change
                        + (train.training().privacy() == null
                                ? ", how well the model fits here, and this hospital's share of all rows"
                                : ", with noise, and nothing else"),
                "in each of up to %s rounds".formatted(count(train.training().rounds())),
                strategy.aggregation() instanceof RobustAggregation ? "read by itself" : ADDED);
    }

    private static String evaluation(Study study) {
        int groups = study.evaluation().subgroups().size();
        String broken = groups == 0
                ? ""
                : ", also by " + (groups == 1 ? "one further variable" : groups + " further variables");
        return "How well the finished model predicts: counts of right and wrong predictions, errors, and how scores are spread"
                + broken;
    }

    private static String accepted(List<AcceptanceCriterion> criteria) {
        return "The study says beforehand when its model is good enough: %s."
                .formatted(criteria.stream()
                        .map(criterion -> Shown.text(criterion.words()))
                        .collect(Collectors.joining("; ")));
    }

    private static Block runs(Policy policy) {
        int runs = policy.limits().runs();
        return new Block.Paragraph(
                "All of this once for each run of the study; the policy of this hospital allows %s. Each row above is a list of numbers about many patients together; no row of a patient is among them."
                        .formatted(runs == 0 ? "none so far" : runs == 1 ? "1 run" : count(runs) + " runs"));
    }

    /** Whether nothing leaves but sums, and those under masks. */
    static boolean onlyMasked(List<ReleaseKind> releases, boolean masked) {
        return masked && releases.stream().allMatch(kind -> kind == ReleaseKind.SUM);
    }

    private static List<Block> addressees(List<Roster.Site> peers, Setting setting, boolean onlyMasked) {
        VerifyingKey coordinator = setting.roster().roster().coordinator();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "Coordinator",
                onlyMasked
                        ? "sums over all hospitals; this hospital's numbers under masks alone"
                        : "this hospital's numbers by themselves, and all sums",
                coordinator == null
                        ? "no key in the roster yet"
                        : coordinator.fingerprint().toString()));
        for (Roster.Site site : peers) {
            rows.add(List.of(
                    "%s (%s)".formatted(site.title(), site.id()),
                    "sums over all hospitals",
                    site.key().fingerprint().toString()));
        }
        return List.of(new Block.Grid(List.of("Who receives", "What they see", "Fingerprint of the key"), rows));
    }

    private static int parameters(Study study, ModelSpec model) {
        return ModelShape.of(model, study.data().outcome(), FeatureColumns.count(study.data(), model.formula()))
                .parameterCount();
    }

    private static String count(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
