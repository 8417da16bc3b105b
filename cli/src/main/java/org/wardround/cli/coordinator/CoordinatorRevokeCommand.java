package org.wardround.cli.coordinator;

import java.io.IOException;
import java.util.List;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.membership.MembershipRequest;
import org.wardround.core.identity.SiteId;

/** {@code wardround coordinator revoke}. */
final class CoordinatorRevokeCommand {
    private CoordinatorRevokeCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "revoke",
                "Refuse a site's certificates and tokens from now on",
                "All certificates and tokens that the site has so far are refused at its next call, on open connections too. The site may enrol again with a"
                        + " new token. Where its identity key was stolen, the roster must revoke it too: wardround federation revoke. Works while the"
                        + " coordinator runs.",
                "wardround coordinator revoke north --coordinator coordinator",
                List.of(CoordinatorArguments.SITE, CoordinatorArguments.COORDINATOR),
                CoordinatorRevokeCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        SiteId site = CoordinatorArguments.site(arguments);
        String done = CoordinatorDesk.hand(
                CoordinatorArguments.folder(arguments), List.of(MembershipRequest.revocation(site)), session.clock());
        session.out().println("The certificates and tokens of %s count no more".formatted(site.words()));
        session.out().println(done);
        session.out()
                .println(
                        "Next: if the site's computer was broken into, have administrators revoke its key: wardround federation revoke %s"
                                .formatted(site));
        return ExitCode.OK;
    }
}
