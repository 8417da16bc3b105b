package org.wardround.cli.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.federation.Passphrases;
import org.wardround.cli.problem.CommandException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.service.AgentService;
import org.wardround.site.study.ShelvedStudy;

/** Arguments that mean the same in several commands about a site, and what they lead to. */
final class SiteArguments {
    static final Argument<Path> SITE =
            Argument.path("--site", "DIR", "the site's folder").needed();
    static final Argument<Path> PASSPHRASE =
            Argument.path("--passphrase-file", "FILE", "with the passphrase of the site's identity, where it has one");
    static final Argument<String> STUDY =
            Argument.word("STUDY", "a study's name, or the first digits of its hash, as `site studies` shows them");

    private SiteArguments() {}

    static SigningKey key(SiteFolder folder, Arguments arguments) throws IOException {
        Optional<Path> file = arguments.find(PASSPHRASE);
        try (Passphrase passphrase = file.isPresent() ? Passphrases.ofFile(file.get()) : null) {
            return folder.identityKey(Optional.ofNullable(passphrase));
        }
    }

    /** The one study that is meant. */
    static ShelvedStudy study(SiteFolder folder, Roster roster, Arguments arguments) {
        String wanted = arguments.get(STUDY);
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
