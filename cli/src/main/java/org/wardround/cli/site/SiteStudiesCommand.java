package org.wardround.cli.site;

import java.io.IOException;
import java.util.List;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.service.AgentService;
import org.wardround.site.study.ShelvedStudy;
import org.wardround.site.study.StudyShelf;

/** {@code wardround site studies}. */
final class SiteStudiesCommand {
    private SiteStudiesCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "studies",
                "List the studies that were offered to this site",
                "Shows each study with who signed it and how it stands here: waiting for a person, approved until when, inside which envelope, rejected. Then each envelope"
                        + " with the runs that are used up.",
                "wardround site studies --site north",
                List.of(SiteArguments.SITE, SiteArguments.PASSPHRASE),
                SiteStudiesCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        StudyShelf shelf = AgentService.studies(folder.path());
        List<Sha256> hashes = shelf.hashes();
        if (hashes.isEmpty()) {
            session.out().println("No study was offered to this site so far.");
        }
        try (SigningKey key = SiteArguments.key(folder, arguments, session)) {
            for (Sha256 hash : hashes) {
                tell(folder, shelf, hash, key, session);
            }
            StudyDesk desk = new StudyDesk(folder, key, session.clock());
            for (EnvelopeFile envelope : desk.book().envelopes()) {
                session.out()
                        .println("%s  envelope %s"
                                .formatted(
                                        envelope.hash().hex().substring(0, 12),
                                        envelope.envelope().name()));
                desk.words(envelope).forEach(line -> session.out().println("              " + line));
            }
        }
        return ExitCode.OK;
    }

    private static void tell(SiteFolder folder, StudyShelf shelf, Sha256 hash, SigningKey key, Session session)
            throws IOException {
        String start = hash.hex().substring(0, 12);
        try {
            ShelvedStudy study =
                    shelf.find(hash, folder.rosters().pinned().roster()).orElseThrow();
            session.out()
                    .println("%s  %s, signed by %s"
                            .formatted(
                                    start,
                                    study.file().study().name(),
                                    study.author().name()));
            new StudyDesk(folder, key, session.clock())
                    .words(study)
                    .forEach(line -> session.out().println("              " + line));
        } catch (FederationException e) {
            session.out().println("%s  can't be used: %s".formatted(start, e.getMessage()));
        }
    }
}
