package org.wardround.cli.site;

import java.nio.file.Path;
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
import org.wardround.site.doctor.Finding;
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
        findings.forEach(finding -> tell(finding, session));
        long errors = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .count();
        session.out().println(errors == 0 ? "Nothing stands in the way." : "Errors: " + errors);
        return errors == 0 ? ExitCode.OK : ExitCode.PROBLEM;
    }

    private static void tell(Finding finding, Session session) {
        String level = switch (finding.level()) {
            case FINE -> "ok     ";
            case WARNING -> "warning";
            case ERROR -> "error  ";
        };
        session.out().println("%s  %s: %s".formatted(level, finding.where(), finding.what()));
        if (!finding.remedy().isEmpty()) {
            session.out().println("         do: " + finding.remedy());
            session.out().println("         ask: " + finding.whom());
        }
    }
}
