package org.wardround.cli.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.dossier.DossierPage;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.dossier.Dossier;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.study.ShelvedStudy;

/** {@code wardround site show}. */
final class SiteShowCommand {
    private static final Argument<Path> OUT =
            Argument.path("--out", "FILE", "where the dossier goes (default: %s here)".formatted(DossierPage.NAME));

    private SiteShowCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "show",
                "Write the dossier of a study, for the people who decide",
                "Two pages to print, in plain words: who asks and why, which data, what leaves, how often, to whom, and what is not protected.",
                "wardround site show heart-disease --site north --out dossier.html",
                List.of(
                        SiteArguments.STUDY_OR_ENVELOPE,
                        SiteArguments.ENVELOPE,
                        SiteArguments.SITE,
                        OUT,
                        SiteArguments.PASSPHRASE),
                SiteShowCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path out = arguments.find(OUT).orElse(Path.of(DossierPage.NAME));
        OutputFiles.requireAbsent(List.of(out));
        OutputFiles.requireWritable(List.of(out));
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        Optional<EnvelopeFile> envelope = SiteArguments.envelope(arguments);
        String subject;
        try (SigningKey key = SiteArguments.key(folder, arguments, session)) {
            StudyDesk desk = new StudyDesk(folder, key, session.clock());
            Dossier dossier;
            if (envelope.isPresent()) {
                dossier = desk.dossier(envelope.get());
                subject = "--envelope "
                        + ShellWord.of(arguments.find(SiteArguments.ENVELOPE).orElseThrow());
            } else {
                ShelvedStudy study = SiteArguments.study(
                        folder,
                        folder.rosters().pinned().roster(),
                        arguments.find(SiteArguments.STUDY_OR_ENVELOPE).orElseThrow());
                dossier = desk.dossier(study);
                subject = study.hash().hex().substring(0, 12);
            }
            OutputFiles.write(
                    out, stream -> stream.write(DossierPage.html(dossier).getBytes(StandardCharsets.UTF_8)));
            session.out().println("Wrote %s".formatted(out));
            session.out().println("Digest  " + dossier.digest());
        }
        session.out()
                .println("Next: read it, then wardround site approve %s --site %s --as NAME --until DATE"
                        .formatted(subject, ShellWord.of(folder.path())));
        return ExitCode.OK;
    }
}
