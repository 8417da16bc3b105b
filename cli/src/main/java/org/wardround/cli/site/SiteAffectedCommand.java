package org.wardround.cli.site;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.TextTable;
import org.wardround.core.storage.Journal;
import org.wardround.core.text.Counted;
import org.wardround.core.trust.Roster;
import org.wardround.site.cohort.PatientMarker;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.run.AffectedRuns;
import org.wardround.site.service.AgentService;
import org.wardround.site.storage.SiteStorage;

/** {@code wardround site affected}. */
final class SiteAffectedCommand {
    private static final int HASH_SHOWN = 12;
    private static final Argument<String> PATIENT = new Argument<>(
            "PATIENT",
            "PATIENT",
            "the key of one patient, as the column has it that mapping.yaml names under 'patient'",
            false,
            text -> text);
    private static final Argument<Path> FILE =
            Argument.path("--file", "FILE", "keys of patients, one a line, in place of one; a shell remembers no file");

    private SiteAffectedCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "affected",
                "List the runs that used a patient",
                "For a patient who has withdrawn: the runs whose cohort held the patient and that released something, on any side of the split, until a study is forgotten. Looks"
                        + " into this site's folder alone and writes nothing anywhere. A row of a file without a patient column is named FILE#ROW. Works while the agent"
                        + " runs.",
                "wardround site affected --file withdrawn.txt --site north",
                List.of(PATIENT, FILE, SiteArguments.SITE),
                SiteAffectedCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        List<String> patients = patients(arguments);
        try (Journal journal = SiteStorage.read(folder.path())) {
            PatientMarker marker = PatientMarker.read(folder.path());
            tell(patients, AffectedRuns.of(journal, marker.marks(patients)), folder, session);
        } catch (NoSuchFileException neverStarted) {
            session.out().println("Nothing was released so far, or by a version that kept no record of patients.");
        }
        return ExitCode.OK;
    }

    private static List<String> patients(Arguments arguments) throws IOException {
        if (arguments.find(PATIENT).isPresent() == arguments.find(FILE).isPresent()) {
            throw new CommandException("give either PATIENT or --file");
        }
        if (arguments.find(PATIENT).isPresent()) {
            return List.of(arguments.get(PATIENT));
        }
        Path file = arguments.get(FILE);
        try {
            List<String> patients = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .distinct()
                    .toList();
            if (patients.isEmpty()) {
                throw new CommandException("%s has no line with a patient's key".formatted(file));
            }
            return patients;
        } catch (NoSuchFileException e) {
            throw new CommandException("%s: there is no such file".formatted(file));
        } catch (CharacterCodingException e) {
            throw new CommandException("%s is no text in UTF-8; save it so".formatted(file));
        }
    }

    private static void tell(List<String> patients, AffectedRuns.Found found, SiteFolder folder, Session session)
            throws IOException {
        Roster roster = folder.rosters().pinned().roster();
        TextTable table = TextTable.of(List.of("Patient", "Run", "Study", "First answer", "Last heard"));
        int without = 0;
        for (int i = 0; i < patients.size(); i++) {
            List<AffectedRuns.Run> runs = found.byPatient().get(i);
            without += runs.isEmpty() ? 1 : 0;
            for (AffectedRuns.Run run : runs) {
                table = table.row(List.of(
                        patients.get(i),
                        run.name(),
                        study(run, folder, roster),
                        run.first().truncatedTo(ChronoUnit.SECONDS).toString(),
                        run.last().truncatedTo(ChronoUnit.SECONDS).toString()));
            }
        }
        if (without < patients.size()) {
            table.lines().forEach(session.out()::println);
        }
        if (without > 0) {
            session.out()
                    .println("%s of %d in no run that is known here."
                            .formatted(Counted.of(without, "patient"), patients.size()));
        }
        if (!found.unknown().isEmpty()) {
            session.out()
                    .println("Of %s by an earlier version it is not known whom they were about: %s"
                            .formatted(
                                    Counted.of(found.unknown().size(), "run"),
                                    String.join(
                                            ", ",
                                            found.unknown().stream()
                                                    .map(AffectedRuns.Run::name)
                                                    .toList())));
        }
        session.out().println("What was released can't be called back; runs of forgotten studies are not listed.");
    }

    private static String study(AffectedRuns.Run run, SiteFolder folder, Roster roster) {
        String hash = run.study().hex().substring(0, HASH_SHOWN);
        return AgentService.studies(folder.path())
                .find(run.study(), roster)
                .map(study -> "%s (%s)".formatted(study.file().study().name(), hash))
                .orElse(hash);
    }
}
