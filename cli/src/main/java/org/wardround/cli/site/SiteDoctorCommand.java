package org.wardround.cli.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.FindingList;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.Version;
import org.wardround.core.doctor.Finding;
import org.wardround.core.error.FederationException;
import org.wardround.site.doctor.SiteDoctor;
import org.wardround.site.service.SiteStatus;

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
                "Looks at certificate, roster, policy, isolation, disk, databases, what waits in the outbox, name, TLS (who issued the certificate that is shown), the coordinator's answer"
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
        Path site = arguments.get(SiteArguments.SITE);
        List<Finding> findings = new ArrayList<>(SiteDoctor.look(site, session.clock(), Version.line()));
        outbox(site).ifPresent(findings::add);
        study.ifPresent(file ->
                findings.add(SiteDoctor.dictionary(file, arguments.find(DATA).orElseThrow())));
        return FindingList.print(findings, session);
    }

    /** What waits for a person is nothing wrong, and nobody else says so where no command about the outbox is used. */
    private static Optional<Finding> outbox(Path site) {
        try {
            SortedSet<String> waiting = SiteStatus.read(site).waiting();
            String where = site.resolve("outbox").toString();
            return Optional.of(
                    waiting.isEmpty()
                            ? Finding.fine("nothing in the outbox waits for a person", where)
                            : Finding.warning(
                                    "what waits in the outbox for a person's word is of %s"
                                            .formatted(String.join(", ", waiting)),
                                    where,
                                    "look at it: wardround site outbox list; then release or refuse it",
                                    "who answers for data protection here"));
        } catch (IOException | FederationException unreadable) {
            // The folder's databases are looked at by themselves, and said to be unreadable there.
            return Optional.empty();
        }
    }
}
