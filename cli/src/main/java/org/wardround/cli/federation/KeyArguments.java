package org.wardround.cli.federation;

import java.nio.file.Path;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;

/** Arguments that mean the same in several commands about keys. */
public final class KeyArguments {
    public static final Argument<Path> FEDERATION =
            Argument.path("--federation", "DIR", "the federation's folder, with its rosters (default: here)");

    public static final Argument<Path> PRIVATE_KEY =
            Argument.path("--key", "FILE", "your private key").needed();

    public static final Argument<String> PUBLIC_KEY = Argument.text(
                    "--key", "FILE|KEY", "the public key: a file that ends in .pub, or the text in it")
            .needed();

    public static final Argument<Path> PASSPHRASE_FILE = Argument.path(
            "--passphrase-file", "FILE", "a file with the passphrase in its first line (default: you are asked)");

    private KeyArguments() {}

    static Path folder(Arguments arguments) {
        return arguments.find(FEDERATION).orElse(Path.of("."));
    }
}
