package org.wardround.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wardround.core.identity.Sha256;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.results.AuditTrail;
import org.wardround.study.results.ResultsFolder;

/** The folder of a run: results and their tidy twins, the model, the study as run, and the audit log, whose last line binds them all. */
public final class RunFolder {
    /** The subfolder with all that a new patient needs. */
    public static final String MODEL = "model";

    private static final int BLOCK = 1 << 16;

    private RunFolder() {}

    /**
     * Writes everything but the report into {@code folder}, which is made where there is none.
     *
     * @throws UncheckedIOException where something can't be written; whoever wants all or nothing gives a fresh folder and moves it
     */
    public static void write(Path folder, RunOutput output) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("study.yaml"), output.study());
            if (output.model() != null) {
                ModelFolder.write(folder.resolve(MODEL), output.model(), output.card());
            }
            ResultsFolder.write(folder, output.results());
            Files.write(folder.resolve(AuditTrail.NAME), AuditTrail.toBytes(output.audit(), hashes(folder)));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write into %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static SortedMap<String, Sha256> hashes(Path folder) throws IOException {
        SortedMap<String, Sha256> hashes = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            if (!file.equals(folder.resolve(AuditTrail.NAME))) {
                hashes.put(folder.relativize(file).toString().replace('\\', '/'), hash(file));
            }
        }
        return hashes;
    }

    /** Of files of any size: models may be large. */
    private static Sha256 hash(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK];
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                digest.update(block, 0, length);
            }
        }
        return Sha256.finish(digest);
    }
}
