package org.wardround.cli.audit;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.storage.Journal;
import org.wardround.core.text.Counted;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;

/** {@code wardround audit show}. */
final class AuditShowCommand {
    private static final Argument<Path> SITE = AuditCommands.SITE.needed();
    private static final Argument<Instant> SINCE = new Argument<>(
            "--since",
            "DATE",
            "only lines from this day or moment on (UTC), such as 2026-11-25 or 2026-11-25T08:00:00Z",
            false,
            AuditShowCommand::moment);
    private static final Argument<String> RUN = Argument.text("--run", "RUN", "only lines about this run");

    private AuditShowCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "show",
                "Show the audit log of a site, newest last",
                "Shows what left the hospital, what was refused and who approved what, one line each, the newest last. Hashes are cut to twelve digits."
                        + " It does not say whether anybody changed the log: audit verify does.",
                "wardround audit show --site agent --since 2026-11-01",
                List.of(SITE, SINCE, RUN),
                AuditShowCommand::run);
    }

    private static Instant moment(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "must be a day as 2026-11-25 or a moment as 2026-11-25T08:00:00Z, got '%s'".formatted(text), e);
        }
    }

    /** Of a run that the site declined before it joined, the run's name stands in what was not accepted. */
    private static boolean isAbout(AuditLine line, String run) {
        return line.find("run").filter(run::equals).isPresent()
                || line.find("what")
                        .filter(AuditEvent.CallRefused.run(run)::equals)
                        .isPresent();
    }

    private static int run(Arguments arguments, Session session) {
        Path folder = arguments.get(SITE);
        Optional<Instant> since = arguments.find(SINCE);
        Optional<String> run = arguments.find(RUN);
        List<AuditLine> shown = new ArrayList<>();
        try (Journal journal = AuditCommands.journal(folder)) {
            journal.replay(AuditLog.STREAM, 0, event -> {
                AuditLine line = AuditLine.read(event.event().payload());
                boolean late = since.isEmpty() || !line.time().isBefore(since.get());
                if (late && (run.isEmpty() || isAbout(line, run.get()))) {
                    shown.add(line);
                }
            });
        }
        if (!shown.isEmpty()) {
            AuditWords.table(shown, session.screen().outWidth()).forEach(session.out()::println);
        }
        session.out()
                .println("%s. Next: wardround audit verify --site %s"
                        .formatted(Counted.of(shown.size(), "line"), ShellWord.of(folder)));
        return ExitCode.OK;
    }
}
