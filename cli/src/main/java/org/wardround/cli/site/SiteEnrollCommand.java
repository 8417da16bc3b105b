package org.wardround.cli.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.federation.Passphrases;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.Fingerprint;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.TokenFile;
import org.wardround.protocol.client.Transports;
import org.wardround.protocol.connection.CoordinatorAddress;
import org.wardround.protocol.connection.HttpProxy;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.transport.Transport;
import org.wardround.site.identity.ProxyFile;
import org.wardround.site.identity.SiteEnrolment;
import org.wardround.site.identity.SiteFolder;

/** {@code wardround site enroll}. */
final class SiteEnrollCommand {
    private static final Argument<Path> TOKEN = Argument.path(
                    "--token", "FILE", "the token that the coordinator's operator has sent")
            .needed();
    private static final Argument<Path> OUT =
            Argument.path("--out", "DIR", "the site's folder, which is made").needed();
    private static final Argument<Path> PASSPHRASE_FILE = Argument.path(
            "--passphrase-file",
            "FILE",
            "encrypt the identity key under the passphrase in the first line, which each start then needs (default: the key is readable by you"
                    + " alone)");

    private static final Argument<CoordinatorAddress> COORDINATOR = new Argument<>(
            "--coordinator",
            "ADDRESS",
            "call there, now and at each start: HOST:PORT, or https://HOST:PORT for plain HTTPS (default: the address in the token)",
            false,
            CoordinatorAddress::parse);

    private SiteEnrollCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "enroll",
                "Make this site's keys and enrol it",
                "Makes the site's keys on this computer, which they never leave, gets a certificate for the token, and pins the federation's rosters. Then"
                        + " compare the words on the phone: until that is done, nothing says that the other end is the right one. After a broken"
                        + " connection start it again with the same token.",
                "wardround site enroll --token north.token --out north",
                arguments(),
                SiteEnrollCommand::run);
    }

    private static List<Argument<?>> arguments() {
        List<Argument<?>> all = new ArrayList<>(List.of(TOKEN, OUT, PASSPHRASE_FILE, COORDINATOR));
        all.addAll(ProxyArguments.ALL);
        return all;
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path out = arguments.get(OUT);
        if (Files.exists(out)) {
            throw new CommandException("%s: is there already; give another --out".formatted(out));
        }
        Optional<ProxyFile> proxy = ProxyArguments.proxy(arguments);
        try (TokenFile token = TokenFile.read(arguments.get(TOKEN))) {
            SiteEnrolment.Way way = new SiteEnrolment.Way(
                    arguments.find(COORDINATOR).orElse(CoordinatorAddress.grpc(token.coordinator())), proxy);
            SiteEnrolment enrolment = new SiteEnrolment(out, token, new Calls(route(token, way)), way);
            Optional<Path> file = arguments.find(PASSPHRASE_FILE);
            if (file.isPresent()) {
                try (Passphrase passphrase = Passphrases.ofFile(file.get())) {
                    enrolment.enrol(Optional.of(passphrase), session.clock().instant());
                }
            } else {
                enrolment.enrol(Optional.empty(), session.clock().instant());
            }
            tell(out, token, session);
        }
        return ExitCode.OK;
    }

    private static Route route(TokenFile token, SiteEnrolment.Way way) throws IOException {
        Optional<HttpProxy> proxy =
                way.proxy().isPresent() ? Optional.of(way.proxy().get().open()) : Optional.empty();
        return new Route(way.coordinator(), proxy, List.of(token.authority()));
    }

    private record Calls(Route route) implements SiteEnrolment.Ways {
        @Override
        public Transport stranger() {
            return Transports.ofStranger(route);
        }

        @Override
        public Transport site(TlsIdentity identity) {
            return Transports.of(route, new RenewableKey(identity));
        }
    }

    private static void tell(Path out, TokenFile token, Session session) throws IOException {
        SiteFolder folder = SiteFolder.open(out);
        SignedRoster pinned = folder.rosters().pinned();
        Roster roster = pinned.roster();
        session.out()
                .println("Wrote %s, which only you may enter; %s has enrolled at %s and pinned roster %d of %s"
                        .formatted(
                                out,
                                folder.site().words(),
                                folder.coordinator(),
                                roster.number(),
                                roster.federation()));
        session.out().println("Read these words to an administrator on the phone, and have theirs read to you:");
        session.out().println("  this site's key  " + folder.identity().fingerprint());
        session.out().println("  roster %d  %s".formatted(roster.number(), pinned.fingerprint()));
        session.out().println("And with the coordinator's operator:");
        session.out().println("  the authority  " + Fingerprint.of(token.authorityHash()));
        boolean member = roster.sites().stream()
                .anyMatch(site -> site.id().equals(folder.site()) && site.key().equals(folder.identity()));
        if (member) {
            session.out().println("The roster names this site with this key.");
            session.out().println("Next: wardround site peers --site " + ShellWord.of(out));
        } else {
            session.out()
                    .println(
                            "Next: send %s to an administrator, who adds it: wardround federation site add %s --title TITLE --key identity.pub"
                                    .formatted(
                                            out.resolve("identity.pub"),
                                            ShellWord.of(folder.site().name())));
        }
        session.out().println("The token is used up: delete the file.");
    }
}
