package org.wardround.cli.privacy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.TextTable;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.report.PrivacyPlot;

/** Shows what is spent over the rounds: as lines with bars, and as a drawing. */
final class SpendingWords {
    private static final int LONGEST_BAR = 30;

    private final Session session;

    SpendingWords(Session session) {
        this.session = session;
    }

    /** What is said under every answer: who counted, and what the noise is measured in. */
    void notes(boolean everybody) {
        String first = everybody
                ? "Exact: all patients take part, so the trade-off of Gaussian noise is known."
                : "Loss distributions: the tighter count; at most 0.001 above the truth, never below.";
        line(first);
        line("Rényi: somewhat above; it also holds for vectors of discrete noise, which training adds.");
        line("Noise is in units of the most that one patient changes the sum (the clip norm).");
    }

    void table(List<Spending> spent) {
        double most = spent.get(spent.size() - 1).renyi();
        String block = session.screen().blocks() ? "█" : "#";
        TextTable table = TextTable.of(List.of(">By round", ">ε", ">ε (Rényi)", ""));
        for (Spending each : spent) {
            double part = Double.isFinite(most) && most > 0 ? each.losses() / most : 0;
            table.row(List.of(
                    Integer.toString(each.round()),
                    Figure.up(each.losses()),
                    Figure.up(each.renyi()),
                    block.repeat((int) Math.min(LONGEST_BAR, Math.round(LONGEST_BAR * part)))));
        }
        session.out().println();
        table.lines().forEach(session.out()::println);
        session.out().println();
    }

    void plot(Arguments arguments, Schedule schedule, List<Spending> spent) {
        arguments.find(Schedule.PLOT).ifPresent(file -> write(file, schedule, spent));
    }

    private void write(Path file, Schedule schedule, List<Spending> spent) {
        String svg = PrivacyPlot.svg(
                List.of(
                        new PrivacyPlot.Line(
                                "Rényi",
                                "none",
                                spent.stream()
                                        .map(each -> new PrivacyPlot.Spent(each.round(), each.renyi()))
                                        .toList()),
                        new PrivacyPlot.Line(
                                schedule.everybody() ? "exact" : "loss distributions",
                                "federated",
                                spent.stream()
                                        .map(each -> new PrivacyPlot.Spent(each.round(), each.losses()))
                                        .toList())),
                "ε at δ = " + Figure.of(schedule.delta()));
        OutputFiles.write(Map.of(file, svg));
        session.out().println("Plot  " + file);
    }

    void line(String text) {
        Wrapped.lines(text, session.screen().outWidth(), 0).forEach(session.out()::println);
    }
}
