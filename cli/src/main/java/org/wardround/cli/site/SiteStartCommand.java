package org.wardround.cli.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.argument.LogArguments;
import org.wardround.cli.crypto.FastCurves;
import org.wardround.cli.folder.WrittenFiles;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.LogLines;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.StopSignal;
import org.wardround.cli.terminal.Version;
import org.wardround.core.trust.SigningKey;
import org.wardround.report.Report;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.policy.PolicyFile;
import org.wardround.site.service.AgentService;
import org.wardround.study.results.Results;

/** {@code wardround site start}. */
final class SiteStartCommand {
    private static final Argument<Path> DATA = Argument.path(
                    "--data", "DIR", "folder with this site's tables and its mapping.yaml")
            .needed();

    private SiteStartCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "start",
                "Run this site's agent",
                "Calls the coordinator and answers what the site's policy and people allow, until it is stopped. Opens no port. It may be stopped or killed at any"
                        + " moment: started again, it goes on where it was.",
                "wardround site start --site north --data tables",
                List.of(SiteArguments.SITE, DATA, SiteArguments.PASSPHRASE, LogArguments.LOG),
                SiteStartCommand::run);
    }

    private static void page(Path folder, Results results) throws IOException {
        Report.write(results, folder.resolve(Report.NAME));
        WrittenFiles.write(WrittenFiles.Kind.RUN, folder);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        FastCurves.install();
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        Path data = arguments.get(DATA);
        if (!Files.isDirectory(data)) {
            throw new CommandException(
                    "%s is no folder; --data names the folder with this site's tables".formatted(data));
        }
        Path policy = folder.path().resolve(PolicyFile.NAME);
        PolicyFile.read(policy);
        if (Files.notExists(policy)) {
            session.err()
                    .println("There is no %s, so nothing is allowed; docs/governance.md shows one".formatted(policy));
        }
        LogLines.begin(arguments.find(LogArguments.LOG).orElse(LogLines.Form.PLAIN), session.err());
        try (SigningKey key = SiteArguments.key(folder, arguments, session);
                AgentService service = AgentService.open(
                        folder,
                        data,
                        key,
                        session.clock(),
                        new AgentService.Program(Version.line(), SiteStartCommand::page))) {
            new StopSignal(service::stop);
            session.out()
                    .println("The agent of %s calls %s; stop it with Ctrl-C"
                            .formatted(folder.site().words(), folder.coordinator()));
            service.run();
        }
        return ExitCode.OK;
    }
}
