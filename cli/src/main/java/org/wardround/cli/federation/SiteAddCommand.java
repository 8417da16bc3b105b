package org.wardround.cli.federation;

import java.io.IOException;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.terminal.Session;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Roster;

/** {@code wardround federation site add}. */
final class SiteAddCommand {
    private static final Argument<String> ID = Argument.word("ID", "the site's short name, as in studies and results");
    private static final Argument<String> TITLE =
            Argument.text("--title", "TITLE", "the site's name in full").needed();

    private SiteAddCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "add",
                "Add a site",
                "Puts a site into the draft of the next roster, by the public key that was made at the site. To give a site another key, revoke the old"
                        + " one first.",
                "wardround federation site add north --title Northside --key north.pub --federation hearts",
                List.of(ID, TITLE, KeyArguments.PUBLIC_KEY, KeyArguments.FEDERATION),
                SiteAddCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Roster.Site site = site(arguments);
        String done =
                "site %s (%s)  %s".formatted(site.id(), site.title(), site.key().fingerprint());
        return RosterDraft.change(arguments, session, done, roster -> roster.withSite(site));
    }

    private static Roster.Site site(Arguments arguments) throws IOException {
        try {
            return new Roster.Site(
                    new SiteId(arguments.get(ID)),
                    arguments.get(TITLE),
                    PublicKeys.read(arguments.get(KeyArguments.PUBLIC_KEY)));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
