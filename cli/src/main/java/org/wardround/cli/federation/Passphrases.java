package org.wardround.cli.federation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.Passphrase;

/** Gets a passphrase: from the file that is named, else from the person at the terminal. What it reads on the way is overwritten. */
public final class Passphrases {
    private static final int LONGEST_BYTES = 8192;

    private Passphrases() {}

    /** For a key that there is. */
    public static Passphrase existing(Arguments arguments, Session session, Path key) throws IOException {
        return existing(arguments.find(KeyArguments.PASSPHRASE_FILE), session, key);
    }

    /** The same, from the file that is named. */
    public static Passphrase existing(Optional<Path> file, Session session, Path key) throws IOException {
        return file.isPresent()
                ? ofFile(file.get())
                : checked("the passphrase", asked(session, "Passphrase of " + key));
    }

    /** For a new key: who is asked types it twice. */
    static Passphrase fresh(Arguments arguments, Session session, Path key) throws IOException {
        Optional<Path> file = arguments.find(KeyArguments.PASSPHRASE_FILE);
        if (file.isPresent()) {
            return ofFile(file.get());
        }
        char[] first =
                asked(session, "New passphrase for %s (at least %d characters)".formatted(key, Passphrase.LEAST));
        char[] second = asked(session, "The same again");
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (!same) {
            Arrays.fill(first, '\0');
            throw new CommandException("the two passphrases differ; start again");
        }
        return checked("the passphrase", first);
    }

    private static char[] asked(Session session, String question) {
        return session.prompt()
                .secret(question)
                .orElseThrow(() -> new CommandException(
                        "%s: nobody is at a terminal to be asked; give --passphrase-file".formatted(question)));
    }

    /** The first line of a file. */
    public static Passphrase ofFile(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST_BYTES);
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int end = 0;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            char[] line = new char[end];
            text.get(line);
            Arrays.fill(text.array(), '\0');
            return checked(file + ": the first line", line);
        } catch (CharacterCodingException e) {
            throw new CommandException("%s: the file is not UTF-8 text; save it as UTF-8".formatted(file));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static Passphrase checked(String what, char[] characters) {
        try {
            return Passphrase.of(characters);
        } catch (IllegalArgumentException e) {
            throw new CommandException("%s is no passphrase: %s".formatted(what, e.getMessage()));
        } finally {
            Arrays.fill(characters, '\0');
        }
    }
}
