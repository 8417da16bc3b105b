package org.wardround.cli.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.federation.RosterWords;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.SignedRoster;
import org.wardround.site.identity.RosterPins;
import org.wardround.site.identity.RosterPins.Waiting;
import org.wardround.site.identity.SiteFolder;

/** {@code wardround site peers}. */
final class SitePeersCommand {
    private static final Argument<Path> SITE =
            Argument.path("--site", "DIR", "the site's folder").needed();
    private static final Argument<Integer> ACCEPT =
            Argument.count("--accept", 1, Integer.MAX_VALUE, "say yes to the waiting roster with this number");

    private SitePeersCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "peers",
                "Show with whom this site is summed, and accept a changed roster",
                "Shows the roster that this site has accepted, with the words for the phone, and what a newer one would change. Until you accept it, runs that"
                        + " are under way go on and new ones wait. Works while the agent runs.",
                "wardround site peers --site north",
                List.of(SITE, ACCEPT),
                SitePeersCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path path = arguments.get(SITE);
        SiteFolder folder = SiteFolder.open(path);
        RosterPins pins = folder.rosters();
        Optional<Waiting> waiting = pins.waiting();
        Optional<Integer> accepted = arguments.find(ACCEPT);
        if (accepted.isPresent()) {
            accept(accepted.get(), pins, waiting, session);
            return ExitCode.OK;
        }
        SignedRoster pinned = pins.pinned();
        session.out()
                .println("%s is a site of %s by roster %d, which it has accepted"
                        .formatted(
                                folder.site().words(),
                                pinned.roster().federation(),
                                pinned.roster().number()));
        session.out().println("Fingerprint of the roster  " + pinned.fingerprint());
        RosterWords.members(pinned.roster()).forEach(session.out()::println);
        waiting.ifPresent(found -> tell(found, path, session));
        return ExitCode.OK;
    }

    private static void tell(Waiting waiting, Path path, Session session) {
        int number = waiting.newest().roster().number();
        session.out().println("Roster %d waits for your yes; it changes:".formatted(number));
        waiting.changes().forEach(change -> session.out().println("  " + change));
        session.out()
                .println("Fingerprint of roster %d  %s"
                        .formatted(number, waiting.newest().fingerprint()));
        session.out()
                .println(
                        "Next: compare the words with an administrator on the phone, then wardround site peers --site %s --accept %d"
                                .formatted(ShellWord.of(path), number));
    }

    // What somebody says yes to is what was shown, and that is the newest.
    private static void accept(int number, RosterPins pins, Optional<Waiting> waiting, Session session)
            throws IOException {
        int newest = waiting.map(found -> found.newest().roster().number())
                .orElseThrow(() -> new CommandException("no roster waits for a yes"));
        if (number != newest) {
            throw new CommandException(
                    "roster %d is the one that waits, not %d; look at what it changes first".formatted(newest, number));
        }
        pins.accept(number);
        waiting.get().changes().forEach(change -> session.out().println("  " + change));
        session.out().println("This site has accepted roster %d".formatted(number));
        session.out().println("Fingerprint of the roster  " + pins.pinned().fingerprint());
    }
}
