package org.wardround.cli.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.FindingList;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.Version;
import org.wardround.core.doctor.Finding;
import org.wardround.site.doctor.SiteDoctor;

/** {@code wardround site doctor}. */
final class SiteDoctorCommand {
    private static final Argument<Path> STUDY =
            Argument.path("--study", "FILE", "a study whose dictionary the tables of --data are held against");
    private static final Argument<Path> DATA =
            Argument.path("--data", "DIR", "folder with this site's tables and its mapping.yaml");

    private SiteDoctorCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "doctor",
                "Say what is wrong with this site, what to do, and whom to ask",
                "Looks at certificate, roster, policy, isolation, disk, databases, name, TLS (who issued the certificate that is shown), the coordinator's answer"
                        + " and the clocks, all at once. Changes nothing; works while the agent runs. Ends with 1 where anything does not work.",
                "wardround site doctor --site north",
                List.of(SiteArguments.SITE, STUDY, DATA),
                SiteDoctorCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Optional<Path> study = arguments.find(STUDY);
        if (study.isPresent() != arguments.find(DATA).isPresent()) {
            throw new CommandException("--study and --data go together");
        }
        List<Finding> findings =
                new ArrayList<>(SiteDoctor.look(arguments.get(SiteArguments.SITE), session.clock(), Version.line()));
        study.ifPresent(file ->
                findings.add(SiteDoctor.dictionary(file, arguments.find(DATA).orElseThrow())));
        return FindingList.print(findings, session);
    }
}
