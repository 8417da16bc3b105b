package org.wardround.cli.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.problem.CommandException;
import org.wardround.core.trust.ServerAddress;
import org.wardround.site.identity.ProxyFile;

/** Options that name the proxy between a site and its coordinator. A password is never one of them: only the file that has it. */
final class ProxyArguments {
    private static final Argument<ServerAddress> PROXY = new Argument<>(
            "--proxy",
            "ADDRESS",
            "call through this HTTP proxy, now and at each start: http://HOST:PORT (default: straight)",
            false,
            ProxyFile::address);
    private static final Argument<String> USER =
            Argument.text("--proxy-user", "NAME", "the user, where the proxy asks for a login");
    private static final Argument<Path> PASSWORD_FILE = Argument.path(
            "--proxy-password-file",
            "FILE",
            "with that user's password in the first line, readable by you alone; each start reads it");

    static final List<Argument<?>> ALL = List.of(PROXY, USER, PASSWORD_FILE);

    private ProxyArguments() {}

    static Optional<ProxyFile> proxy(Arguments arguments) {
        Optional<String> user = arguments.find(USER);
        Optional<Path> file = arguments.find(PASSWORD_FILE);
        if (user.isPresent() != file.isPresent()) {
            throw new CommandException("--proxy-user and --proxy-password-file belong together");
        }
        if (user.isPresent() && arguments.find(PROXY).isEmpty()) {
            throw new CommandException("--proxy-user needs a --proxy");
        }
        return arguments
                .find(PROXY)
                .map(address ->
                        new ProxyFile(address, user.map(name -> new ProxyFile.Login(name, file.orElseThrow()))));
    }
}
