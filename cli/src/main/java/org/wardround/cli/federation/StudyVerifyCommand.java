package org.wardround.cli.federation;

import java.nio.file.Path;
import java.util.List;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.CommonArguments;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.text.Counted;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.Roster;
import org.wardround.study.bundle.StudyBundle;
import org.wardround.study.bundle.StudyManifest;
import org.wardround.study.bundle.StudySignature;
import org.wardround.study.file.StudyFile;
import org.wardround.study.roster.RosterFolder;

/** {@code wardround study verify}. */
public final class StudyVerifyCommand {
    private StudyVerifyCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "verify",
                "Say whether an author of the federation signed a study as it is",
                "Holds a study, the files that it names and its signature against the newest roster that holds. Ends with an error and its name where they"
                        + " do not fit.",
                "wardround study verify study.yaml --federation hearts",
                List.of(CommonArguments.STUDY, KeyArguments.FEDERATION),
                StudyVerifyCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Path path = arguments.get(CommonArguments.STUDY);
        Roster roster = holding(KeyArguments.folder(arguments), session);
        StudyManifest now = StudyBundle.manifest(StudyFile.read(path));
        Path file = StudySignature.beside(path);
        StudySignature signature = StudySignature.read(file)
                .orElseThrow(() -> refused(
                        path,
                        new Refusal(
                                ErrorCode.STUDY_UNSIGNED,
                                "there is no signature %s; have an author sign it with wardround study sign"
                                        .formatted(file))));
        signature.refusal(now, roster).ifPresent(refusal -> {
            throw refused(path, refusal);
        });
        session.out()
                .println("%s: signed by %s, an author of roster %d of %s, with %s"
                        .formatted(
                                path,
                                signature.author(roster).orElseThrow(),
                                roster.number(),
                                roster.federation(),
                                Counted.of(now.files().size(), "file")));
        session.out().println("Hash of the study  " + now.hash());
        session.out()
                .println("Next: read the study before you approve it; a signature says who asks, not that it is right");
        return ExitCode.OK;
    }

    private static Roster holding(Path folder, Session session) {
        RosterFolder rosters = RosterFolder.read(folder);
        rosters.refusal().ifPresent(refusal -> {
            if (rosters.holding().isEmpty() || !rosters.isNewestDraft()) {
                throw refused(folder, refusal);
            }
            session.err().println("warning: %s: %s; the roster before it is taken".formatted(folder, refusal));
        });
        return rosters.holding().orElseThrow().roster();
    }

    private static CommandException refused(Path where, Refusal refusal) {
        return new CommandException("%s: %s".formatted(where, refusal));
    }
}
