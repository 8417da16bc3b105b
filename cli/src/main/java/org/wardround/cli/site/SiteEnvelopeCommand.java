package org.wardround.cli.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.Roster;
import org.wardround.site.dossier.Setting;
import org.wardround.site.envelope.EnvelopeDraft;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.study.ShelvedStudy;

/** {@code wardround site envelope}. */
final class SiteEnvelopeCommand {
    private static final int MOST_RUNS = 10_000;
    private static final Argument<Integer> RUNS =
            Argument.count("--runs", 1, MOST_RUNS, "how many runs it allows").needed();
    private static final String USUAL = "envelope.yaml";
    private static final Argument<Path> OUT =
            Argument.path("--out", "FILE", "where the envelope goes (default: %s here)".formatted(USUAL));

    private SiteEnvelopeCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "envelope",
                "Draft one yes for a family of studies, from one of them",
                "Writes an envelope that holds this study and no other. Widen its ranges, read its dossier, and approve it: later studies inside it need no"
                        + " further yes. What it does not speak of is outside.",
                "wardround site envelope hearts --site north --runs 40 --until 2027-03-31",
                List.of(SiteArguments.STUDY, SiteArguments.SITE, RUNS, SiteArguments.UNTIL, OUT),
                SiteEnvelopeCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path out = arguments.find(OUT).orElse(Path.of(USUAL));
        OutputFiles.requireAbsent(List.of(out));
        OutputFiles.requireWritable(List.of(out));
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        ShelvedStudy study =
                SiteArguments.study(folder, folder.rosters().pinned().roster(), arguments.get(SiteArguments.STUDY));
        Setting setting = new Setting(study.author(), folder.rosters().pinned(), folder.site());
        String text = EnvelopeDraft.of(
                study.file(),
                study.author().name(),
                setting.peers().stream().map(Roster.Site::id).toList(),
                arguments.get(RUNS),
                until(arguments, session));
        OutputFiles.write(out, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
        session.out().println("Wrote %s, which holds this study and no other".formatted(out));
        session.out()
                .println(
                        "Next: widen its ranges, wardround site show --envelope %1$s --site %2$s, then wardround site approve --envelope %1$s --site %2$s --as NAME --until DATE"
                                .formatted(ShellWord.of(out), ShellWord.of(folder.path())));
        return ExitCode.OK;
    }

    private static LocalDate until(Arguments arguments, Session session) {
        LocalDate until = SiteArguments.day(arguments.get(SiteArguments.UNTIL));
        LocalDate today = LocalDate.ofInstant(session.clock().instant(), ZoneId.systemDefault());
        if (until.isBefore(today)) {
            throw new CommandException("--until is %s, and that day is over; give one to come".formatted(until));
        }
        return until;
    }
}
