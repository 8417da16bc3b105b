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
import org.wardround.core.trust.SigningKey;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.approval.Person;
import org.wardround.site.identity.RosterPins;
import org.wardround.site.identity.RosterPins.Waiting;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.service.JournalDecisionBook;

/** {@code wardround site peers}. */
final class SitePeersCommand {
    private static final Argument<Path> SITE =
            Argument.path("--site", "DIR", "the site's folder").needed();
    private static final Argument<Integer> ACCEPT =
            Argument.count("--accept", 1, Integer.MAX_VALUE, "say yes to the waiting roster with this number");

    private static final Argument<String> PERSON =
            Argument.text("--as", "NAME", "who accepts; it is written down (default: your account's name)");

    private SitePeersCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "peers",
                "Show with whom this site is summed, and accept a changed roster",
                "Shows the roster that this site has accepted, with the words for the phone, and what a newer one would change. Until you accept it, runs that"
                        + " are under way go on and new ones wait. Works while the agent runs.",
                "wardround site peers --site north",
                List.of(SITE, ACCEPT, PERSON, SiteArguments.PASSPHRASE),
                SitePeersCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path path = arguments.get(SITE);
        SiteFolder folder = SiteFolder.open(path);
        RosterPins pins = folder.rosters();
        Optional<Waiting> waiting = pins.waiting();
        Optional<Integer> accepted = arguments.find(ACCEPT);
        if (accepted.isPresent()) {
            try (SigningKey key = SiteArguments.key(folder, arguments, session)) {
                String person = arguments.find(PERSON).orElseGet(() -> System.getProperty("user.name", "unknown"));
                accept(accepted.get(), pins, waiting, new Desk(folder, key, person, session));
            }
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

    private record Desk(SiteFolder folder, SigningKey key, String person, Session session) {
        void write(SignedRoster roster) {
            try {
                new JournalDecisionBook(folder.path(), key, session.clock())
                        .add(new ApprovalEvent.RosterAccepted(
                                roster.roster().number(),
                                roster.hash(),
                                new Person(person),
                                session.clock().instant()));
            } catch (IllegalArgumentException e) {
                throw new CommandException("--as: " + e.getMessage());
            }
        }
    }

    // What somebody says yes to is what was shown, and that is the newest.
    private static void accept(int number, RosterPins pins, Optional<Waiting> waiting, Desk desk) throws IOException {
        Waiting found = waiting.orElseThrow(() -> new CommandException("no roster waits for a yes"));
        int newest = found.newest().roster().number();
        if (number != newest) {
            throw new CommandException(
                    "roster %d is the one that waits, not %d; look at what it changes first".formatted(newest, number));
        }
        // First, so that no roster holds of which nobody knows who said yes.
        desk.write(found.newest());
        pins.accept(number);
        found.changes().forEach(change -> desk.session.out().println("  " + change));
        desk.session.out().println("This site has accepted roster %d".formatted(number));
        desk.session.out().println("Fingerprint of the roster  " + pins.pinned().fingerprint());
    }
}
