package org.wardround.cli.coordinator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.membership.MembershipRequest;
import org.wardround.coordinator.membership.Tokens;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Fingerprint;
import org.wardround.core.trust.TokenFile;

/** {@code wardround coordinator token}. */
final class CoordinatorTokenCommand {
    private static final int MOST_HOURS = 30 * 24;

    private static final Argument<Integer> HOURS = Argument.count(
            "--hours", 1, MOST_HOURS, "how long the token holds (default: %d)".formatted(Tokens.USUAL_LIFE.toHours()));
    private static final Argument<Path> OUT =
            Argument.path("--out", "FILE", "where the token goes (default: SITE.token here)");

    private CoordinatorTokenCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "token",
                "Make a token that lets one site enrol, once",
                "Writes a file with a one-time token for the site, the coordinator's address and the authority of its certificate. Whoever reads the file"
                        + " could enrol in the site's place, so send it by a way that you trust; that the site's key is the right one, people compare on"
                        + " the phone. Works while the coordinator runs.",
                "wardround coordinator token north --coordinator coordinator",
                List.of(CoordinatorArguments.SITE, CoordinatorArguments.COORDINATOR, HOURS, OUT),
                CoordinatorTokenCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        SiteId site = CoordinatorArguments.site(arguments);
        Path file = arguments.find(OUT).orElse(Path.of(site + ".token"));
        OutputFiles.requireAbsent(List.of(file));
        OutputFiles.requireWritable(List.of(file));
        CoordinatorFolder folder = CoordinatorArguments.folder(arguments);
        Duration life = arguments.find(HOURS).map(Duration::ofHours).orElse(Tokens.USUAL_LIFE);
        Instant expires = session.clock().instant().plus(life).truncatedTo(ChronoUnit.SECONDS);
        String done;
        String words;
        try (TokenFile token = new TokenFile(
                folder.address(),
                site,
                expires,
                Tokens.fresh(),
                folder.authority().certificate())) {
            // Before the file is there: a token that somebody holds is one that counts.
            done = CoordinatorDesk.hand(
                    folder, List.of(MembershipRequest.token(site, token.token(), expires)), session.clock());
            token.write(file);
            words = Fingerprint.of(token.authorityHash()).toString();
        }
        session.out()
                .println("Wrote %s, readable by you alone: one enrolment of %s, until %s"
                        .formatted(file, site.words(), expires));
        session.out().println(done);
        session.out().println("Fingerprint of the authority  " + words);
        session.out()
                .println(
                        "Next: send the file to the site by a way that you trust; there: wardround site enroll --token %s --out DIR"
                                .formatted(ShellWord.of(file.getFileName())));
        return ExitCode.OK;
    }
}
