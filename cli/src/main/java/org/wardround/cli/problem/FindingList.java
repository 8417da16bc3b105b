package org.wardround.cli.problem;

import java.util.List;
import org.wardround.cli.terminal.Session;
import org.wardround.core.doctor.Finding;

/** What a {@code doctor} says. Stateless. */
public final class FindingList {
    private FindingList() {}

    /** Prints all; the exit code is that of a problem where anything does not work. */
    public static int print(List<Finding> findings, Session session) {
        findings.forEach(finding -> print(finding, session));
        long errors = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .count();
        session.out().println(errors == 0 ? "Nothing stands in the way." : "Errors: " + errors);
        return errors == 0 ? ExitCode.OK : ExitCode.PROBLEM;
    }

    private static void print(Finding finding, Session session) {
        String level = switch (finding.level()) {
            case FINE -> "ok     ";
            case WARNING -> "warning";
            case ERROR -> "error  ";
        };
        session.out().println("%s  %s: %s".formatted(level, finding.where(), finding.what()));
        if (!finding.remedy().isEmpty()) {
            session.out().println("         do: " + finding.remedy());
            session.out().println("         ask: " + finding.whom());
        }
    }
}
