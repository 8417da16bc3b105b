package org.wardround.cli.command;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.core.identity.SiteId;
import org.wardround.core.text.Counted;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunEnd;
import org.wardround.study.results.Training;
import org.wardround.study.results.Warning;

/** What a person is told at the end of a run: how it compares, what to know, where everything is. */
final class RunWords {
    private static final int LABEL = 8;

    private final Results results;
    private final Session session;

    RunWords(Results results, Session session) {
        this.results = results;
        this.session = session;
    }

    /**
     * @param folder where the run's files are, as the user named it
     * @param mapping which mapping held
     */
    void print(Path folder, String mapping) {
        PrintStream out = session.out();
        new ComparisonWords(results).print(session);
        new CoefficientWords(results).print(session);
        new RecalibrationWords(results).print(session);
        printWarnings();
        out.println();
        Wrapped.lines(labelled("Run", run()), session.screen().outWidth(), LABEL)
                .forEach(out::println);
        printPrivacy();
        line("Mapping", mapping);
        line("Report", folder.resolve("report.html").toString());
        line("Model", folder.resolve("model").toString());
        line("Numbers", folder.resolve("results.json").toString());
    }

    private void printPrivacy() {
        Privacy.DifferentialPrivacy guarantee = results.limits().privacy().differentialPrivacy();
        if (guarantee.isNone()) {
            return;
        }
        String words = "training is limited to ε = %s at δ = %s for a patient at one site%s; not bounded: %s"
                .formatted(
                        new BigDecimal(guarantee.epsilon())
                                .round(new MathContext(3, RoundingMode.CEILING))
                                .toPlainString(),
                        guarantee.delta(),
                        guarantee.condition(),
                        String.join("; ", guarantee.notBounded()));
        Wrapped.lines(labelled("Privacy", words), session.screen().outWidth(), LABEL)
                .forEach(session.out()::println);
    }

    private void printWarnings() {
        List<Warning> warnings = results.training().warnings();
        if (warnings.isEmpty()) {
            return;
        }
        session.out().println();
        session.out().println("Worth knowing");
        for (Warning warning : warnings) {
            String place = warning.site().isEmpty() || warning.message().startsWith(warning.site())
                    ? ""
                    : SiteId.words(warning.site()) + ": ";
            Wrapped.lines("  " + place + warning.message(), session.screen().outWidth(), 4)
                    .forEach(session.out()::println);
        }
    }

    private String run() {
        Training.Stopping stopping = results.training().stopping();
        String seconds =
                String.format(Locale.ROOT, "%.1f s", results.header().run().seconds());
        RunEnd end = results.header().run().end();
        if (end.status() == RunEnd.Status.ENDED) {
            return "ended early after %s: %s".formatted(seconds, end.reason());
        }
        if (stopping.roundsRun() == 0) {
            return "%s, nothing was trained".formatted(seconds);
        }
        if (!results.model().regression().isNone()) {
            return "%s, %s over %s"
                    .formatted(
                            seconds,
                            stopping.stoppedBecause(),
                            Counted.of(results.training().rounds().size(), "sum"));
        }
        return "%s, %d of at most %s, the model of round %d is kept"
                .formatted(
                        seconds,
                        stopping.roundsRun(),
                        Counted.of(stopping.roundsPlanned(), "round"),
                        stopping.selectedRound());
    }

    // Not broken, since it is a path to copy.
    private void line(String label, String text) {
        session.out().println(labelled(label, text));
    }

    private static String labelled(String label, String text) {
        return label + " ".repeat(LABEL - label.length()) + text;
    }
}
