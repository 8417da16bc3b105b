package org.wardround.cli.command;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.Study;
import org.wardround.core.sum.MaskedSum;
import org.wardround.core.text.Counted;
import org.wardround.publish.PrivacyResults;
import org.wardround.study.file.StudyFile;
import org.wardround.study.results.Privacy;

/** A study in a few lines for a person. */
public final class StudyWords {
    private static final int LABEL = 11;

    private final Session session;

    private StudyWords(Session session) {
        this.session = session;
    }

    static void print(StudyFile file, Session session) {
        Study study = file.study();
        StudyWords words = new StudyWords(session);
        session.out().println(file.path() + ": nothing is wrong with it");
        words.line("Study", study.name());
        words.line("Purpose", study.purpose());
        words.line(
                "Variables",
                study.data().variables().size() + ", to predict "
                        + study.data().outcome().title() + " ("
                        + study.data().outcome().type().yamlName() + ")");
        words.line("Model", model(study.analysis()));
        words.line(
                "Masks",
                study.privacy().secureAggregation()
                        ? "every sum between hospitals, of which it takes 3 or more"
                        : "none: the coordinator sees each hospital's part, where every hospital's policy allows it");
        if (study.analysis() instanceof Analysis.Train) {
            words.line("Privacy", limit(PrivacyResults.of(study)));
        }
        if (study.data().moments() == MomentsRule.EXACT) {
            words.line(
                    "Moments",
                    "exact: counts of few patients follow from the model's file; every hospital's policy must allow it");
        }
        sitesNeeded(study).ifPresent(text -> words.line("Noise", text));
        words.line(
                "Measured",
                MetricWords.title(study.evaluation().primary()) + ", and differences within "
                        + study.evaluation().margin() + " count as equivalent");
        words.line("Held against", comparators(study.evaluation().comparators()));
        study.evaluation().acceptance().forEach(criterion -> words.line("Accepted if", criterion.words()));
        words.line("SHA-256", file.hash().hex());
    }

    private static String limit(Privacy.DifferentialPrivacy guarantee) {
        return guarantee.isNone()
                ? "no limit: no noise is asked for"
                : "training limited to ε = %s at δ = %s for a patient at one site%s"
                        .formatted(
                                new BigDecimal(guarantee.epsilon())
                                        .round(new MathContext(3, RoundingMode.CEILING))
                                        .toPlainString(),
                                guarantee.delta(),
                                guarantee.condition());
    }

    /** Of noise that is shared out: how many sites that takes. */
    public static Optional<String> sitesNeeded(Study study) {
        if (!(study.analysis() instanceof Analysis.Train train
                && train.training().privacy() != null
                && train.training().privacy().share() instanceof PrivateTraining.Share.Distributed shared)) {
            return Optional.empty();
        }
        int sites = MaskedSum.MIN_SITES;
        while (MaskedSum.mostColluders(sites) < shared.toleratedColluders()) {
            sites++;
        }
        return Optional.of(
                "shared out among the sites of a round, of whom %d may tell theirs: it takes at least %d sites"
                        .formatted(shared.toleratedColluders(), sites));
    }

    private void line(String label, String text) {
        String start = "  " + label + " ".repeat(Math.max(1, LABEL + 2 - label.length()));
        Wrapped.lines(start + text, session.screen().outWidth(), start.length()).forEach(session.out()::println);
    }

    private static String model(Analysis analysis) {
        if (analysis instanceof Analysis.Train train) {
            return "%s, trained with %s in up to %s"
                    .formatted(
                            train.model().type(),
                            train.training().strategy().name(),
                            Counted.of(train.training().rounds(), "round"));
        }
        if (analysis instanceof Analysis.Fit fit) {
            return "%s, the exact optimum with standard errors, in up to %s"
                    .formatted(fit.model().type(), Counted.of(fit.newton().rounds(), "Newton step"));
        }
        return "the one in " + ((Analysis.Validate) analysis).folder() + ", evaluated as it is";
    }

    private static String comparators(List<Comparator> comparators) {
        return comparators.isEmpty()
                ? "nothing"
                : comparators.stream().map(Comparator::yamlName).collect(Collectors.joining(", "));
    }
}
