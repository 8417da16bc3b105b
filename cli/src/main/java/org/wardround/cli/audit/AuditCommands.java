package org.wardround.cli.audit;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.core.storage.Journal;
import org.wardround.site.storage.SiteStorage;

/** {@code wardround audit}: all its commands. */
public final class AuditCommands {
    static final Argument<Path> SITE = Argument.path("--site", "FOLDER", "the folder of the site's agent");

    private AuditCommands() {}

    public static Command.Group group() {
        return new Command.Group(
                "audit",
                "Look at what left a hospital, and check that nobody changed the log",
                List.of(AuditShowCommand.verb(), AuditVerifyCommand.verb(), AuditExportCommand.verb()));
    }

    /** The journal of an agent's folder, to be read. */
    static Journal journal(Path folder) {
        try {
            return SiteStorage.read(folder);
        } catch (NoSuchFileException e) {
            throw new CommandException("%s: there is no %s here; name the folder of the site's agent"
                    .formatted(folder, SiteStorage.JOURNAL));
        }
    }
}
