package org.wardround.cli.coordinator;

import java.io.IOException;
import java.nio.file.Path;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.problem.CommandException;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.core.identity.SiteId;

/** Arguments that mean the same in several commands about a coordinator. */
final class CoordinatorArguments {
    static final Argument<Path> COORDINATOR =
            Argument.path("--coordinator", "DIR", "the coordinator's folder").needed();
    static final Argument<String> SITE = Argument.word("SITE", "the site's short name, as in the roster");

    private CoordinatorArguments() {}

    static CoordinatorFolder folder(Arguments arguments) throws IOException {
        return CoordinatorFolder.open(arguments.get(COORDINATOR));
    }

    static SiteId site(Arguments arguments) {
        try {
            return new SiteId(arguments.get(SITE));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
