package org.wardround.cli.federation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.KeyFile;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;

/** A fresh key in two files, the private one encrypted; all that goes with it is written, or nothing is. */
final class NewKey {
    private NewKey() {}

    /**
     * Makes a key.
     *
     * @param others further files to write, from the public key
     */
    static VerifyingKey make(
            Path file, Arguments arguments, Session session, Function<VerifyingKey, Map<Path, String>> others)
            throws IOException {
        KeyFile.requireAbsent(file);
        Path publicFile = PublicKeys.beside(file);
        OutputFiles.requireAbsent(List.of(publicFile));
        OutputFiles.requireWritable(List.of(file, publicFile));
        try (Passphrase passphrase = Passphrases.fresh(arguments, session, file);
                SigningKey key = SigningKey.generate()) {
            Map<Path, String> texts = new LinkedHashMap<>(others.apply(key.verifyingKey()));
            texts.put(publicFile, key.verifyingKey() + "\n");
            KeyFile.write(file, key, passphrase);
            try {
                OutputFiles.write(texts);
            } catch (RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            return key.verifyingKey();
        }
    }
}
