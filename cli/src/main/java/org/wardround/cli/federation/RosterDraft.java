package org.wardround.cli.federation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignedRoster;
import org.wardround.study.roster.RosterFile;
import org.wardround.study.roster.RosterFolder;
import org.wardround.study.roster.RosterWriter;

/**
 * The roster that is being changed: the newest while nobody has signed it, else a new one after it. One that bears some signatures and not enough is
 * left alone, since a change would void them.
 */
final class RosterDraft {
    private RosterDraft() {}

    /** Changes the draft, tells what was produced and what is next. */
    static int change(Arguments arguments, Session session, String done, UnaryOperator<Roster> edit) {
        Path folder = KeyArguments.folder(arguments);
        RosterFolder rosters = RosterFolder.read(folder);
        SignedRoster newest = rosters.newest();
        boolean begins = rosters.refusal().isEmpty();
        if (!begins) {
            requireOpen(folder, rosters);
        }
        Roster changed = edited(begins ? newest.roster().next(newest.hash()) : newest.roster(), edit);
        Path file = RosterFile.roster(folder, changed.number());
        OutputFiles.write(Map.of(file, new String(RosterWriter.write(changed), StandardCharsets.UTF_8)));
        session.out().println(done);
        session.out()
                .println("Wrote the draft %s, which holds once %s"
                        .formatted(file, RosterWords.signers(rosters, changed)));
        session.out()
                .println(
                        "Next: compare the words on the phone with whoever holds the key, then wardround federation sign --federation %s --key FILE"
                                .formatted(ShellWord.of(folder)));
        return ExitCode.OK;
    }

    private static void requireOpen(Path folder, RosterFolder rosters) {
        if (!rosters.isNewestDraft()) {
            throw new CommandException(
                    "%s: %s".formatted(folder, rosters.refusal().orElseThrow()));
        }
        SignedRoster newest = rosters.newest();
        if (!newest.signatures().isEmpty()) {
            int number = newest.roster().number();
            throw new CommandException(
                    "%s: is signed by some already, and a change would void that; have it signed by enough first, or delete %s"
                            .formatted(RosterFile.roster(folder, number), RosterFile.signatures(folder, number)));
        }
    }

    private static Roster edited(Roster roster, UnaryOperator<Roster> edit) {
        try {
            return edit.apply(roster);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
