package org.wardround.cli.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.Version;
import org.wardround.core.doctor.Finding;
import org.wardround.protocol.connection.CoordinatorAddress;
import org.wardround.site.doctor.SiteDoctor;
import org.wardround.site.identity.ProxyFile;
import org.wardround.site.identity.SiteFolder;

/** {@code wardround site connect}. */
final class SiteConnectCommand {
    private static final Argument<CoordinatorAddress> COORDINATOR = new Argument<>(
            "--coordinator",
            "ADDRESS",
            "call there: HOST:PORT, or https://HOST:PORT for plain HTTPS (default: as before)",
            false,
            CoordinatorAddress::parse);
    private static final Argument<Boolean> STRAIGHT = Argument.flag("--straight", "call through no proxy any more");
    private static final Argument<Boolean> UNTRIED =
            Argument.flag("--untried", "write it down although the coordinator does not answer that way");

    private SiteConnectCommand() {}

    static Command.Verb verb() {
        List<Argument<?>> all = new ArrayList<>(List.of(SiteArguments.SITE, COORDINATOR));
        all.addAll(ProxyArguments.ALL);
        all.addAll(List.of(STRAIGHT, UNTRIED));
        return new Command.Verb(
                "connect",
                "Change how this site calls its coordinator",
                "Changes address, transport or proxy of a site that has enrolled. The new way is tried first, and nothing is changed where the coordinator does not answer by it."
                        + " What is not given stays as it is. The agent calls the new way from its next start on.",
                "wardround site connect --site north --proxy http://proxy.example:3128",
                all,
                SiteConnectCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Optional<ProxyFile> given = ProxyArguments.proxy(arguments);
        boolean straight = arguments.has(STRAIGHT);
        if (straight && given.isPresent()) {
            throw new CommandException("--straight and --proxy exclude each other");
        }
        if (!straight && given.isEmpty() && arguments.find(COORDINATOR).isEmpty()) {
            throw new CommandException("give what shall change: --coordinator, --proxy or --straight");
        }
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        CoordinatorAddress to = arguments.find(COORDINATOR).orElse(folder.coordinator());
        Optional<ProxyFile> through = straight ? Optional.empty() : given.isPresent() ? given : folder.proxy();
        Finding found = SiteDoctor.way(folder, folder.route(to, through), session.clock(), Version.line());
        if (found.level() == Finding.Level.ERROR && !arguments.has(UNTRIED)) {
            throw new CommandException(
                    "%s; nothing was changed (--untried changes it all the same)".formatted(found.what()));
        }
        folder.connect(to, through);
        String by = through.map(proxy -> "through the proxy " + proxy.address()).orElse("straight");
        session.out().println("%s calls %s, %s".formatted(folder.site().words(), to, by));
        session.out().println(found.what());
        session.out().println("Next: start the agent again, where it runs");
        return ExitCode.OK;
    }
}
