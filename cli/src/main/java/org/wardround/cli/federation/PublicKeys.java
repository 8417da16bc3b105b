package org.wardround.cli.federation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.wardround.cli.problem.CommandException;
import org.wardround.core.trust.VerifyingKey;

/** Public keys as people hand them over: the text, or a file with nothing else in it. */
public final class PublicKeys {
    private static final String ENDING = ".pub";
    private static final int LONGEST_BYTES = 200;

    private PublicKeys() {}

    /** The file of the public half, beside the private one. */
    static Path beside(Path privateKey) {
        String name = privateKey.getFileName().toString();
        String stem = name.endsWith(".key") ? name.substring(0, name.length() - 4) : name;
        return privateKey.resolveSibling(stem + ENDING);
    }

    /** @param given a key, or the path of a file that holds one */
    public static VerifyingKey read(String given) throws IOException {
        if (given.startsWith(VerifyingKey.PREFIX)) {
            return parse("--key", given);
        }
        Path file;
        try {
            file = Path.of(given);
        } catch (InvalidPathException e) {
            throw new CommandException("--key is neither a key nor a path: " + e.getReason());
        }
        try (InputStream in = Files.newInputStream(file)) {
            return parse(given, new String(in.readNBytes(LONGEST_BYTES), StandardCharsets.UTF_8).strip());
        }
    }

    private static VerifyingKey parse(String where, String text) {
        try {
            return VerifyingKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException("%s: %s; give the text that starts with %s, or the file that ends in %s"
                    .formatted(where, e.getMessage(), VerifyingKey.PREFIX, ENDING));
        }
    }
}
