package org.wardround.cli.site;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.federation.Passphrases;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.terminal.Session;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.service.AgentService;
import org.wardround.site.study.ShelvedStudy;

/** Arguments that mean the same in several commands about a site, and what they lead to. */
final class SiteArguments {
    static final Argument<Path> SITE =
            Argument.path("--site", "DIR", "the site's folder").needed();
    static final Argument<Path> PASSPHRASE = Argument.path(
            "--passphrase-file",
            "FILE",
            "with the passphrase of the site's identity, where it has one (default: you are asked)");
    static final Argument<String> STUDY =
            Argument.word("STUDY", "a study's name, or the first digits of its hash, as `site studies` shows them");

    /** The same, where an envelope may be meant instead. */
    static final Argument<String> STUDY_OR_ENVELOPE =
            new Argument<>("STUDY", "STUDY", STUDY.description(), false, text -> text);

    static final Argument<Path> ENVELOPE =
            Argument.path("--envelope", "FILE", "an envelope, in place of a study: one yes for a family of studies");
    static final Argument<String> UNTIL = Argument.text(
                    "--until", "DATE", "the last day on which it holds, as 2027-12-31")
            .needed();

    private SiteArguments() {}

    /** @throws CommandException where {@code text} is no day */
    static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new CommandException("--until is a day as 2027-12-31, got '%s'".formatted(text));
        }
    }

    /** The envelope that is meant; empty where a study is. */
    static Optional<EnvelopeFile> envelope(Arguments arguments) {
        if (arguments.find(ENVELOPE).isPresent()
                == arguments.find(STUDY_OR_ENVELOPE).isPresent()) {
            throw new CommandException("give either STUDY or --envelope");
        }
        return arguments.find(ENVELOPE).map(EnvelopeFile::read);
    }

    /** The site's identity; who sits at a terminal is asked for its passphrase, where it has one and no file is named. */
    static SigningKey key(SiteFolder folder, Arguments arguments, Session session) throws IOException {
        try (Passphrase passphrase = folder.needsPassphrase()
                ? Passphrases.existing(arguments.find(PASSPHRASE), session, folder.identityFile())
                : null) {
            return folder.identityKey(Optional.ofNullable(passphrase));
        }
    }

    /** The one study that is meant. */
    static ShelvedStudy study(SiteFolder folder, Roster roster, String wanted) {
        List<ShelvedStudy> found = AgentService.studies(folder.path()).hashes().stream()
                .filter(hash -> hash.hex().startsWith(wanted) || isNamed(folder, hash, roster, wanted))
                .map(hash ->
                        AgentService.studies(folder.path()).find(hash, roster).orElseThrow())
                .toList();
        if (found.isEmpty()) {
            throw new CommandException(
                    "no study '%s' was offered to this site; `wardround site studies --site %s` lists those that were"
                            .formatted(wanted, folder.path()));
        }
        if (found.size() > 1) {
            throw new CommandException("%d studies are called '%s'; give the first digits of the one's hash"
                    .formatted(found.size(), wanted));
        }
        return found.get(0);
    }

    private static boolean isNamed(SiteFolder folder, Sha256 hash, Roster roster, String wanted) {
        return AgentService.studies(folder.path())
                .find(hash, roster)
                .map(study -> study.file().study().name().equals(wanted))
                .orElse(false);
    }
}
