package org.wardround.data.snapshot;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.study.DataDictionary;

/**
 * A table on disk. The file is a header (magic, version of the format, hash of the dictionary, counts), the columns as big-endian doubles and
 * ints, and the SHA-256 of all of that. The hash covers the content alone: the same table under the same dictionary has the same hash.
 *
 * <p>A snapshot appears whole or not at all (temporary file, fsync, rename, fsync of the folder), readable for its owner alone where the file
 * system knows owners. Doubles come back to the bit; every NaN comes back as the same NaN.
 */
public final class Snapshot {
    private static final int HASH_BYTES = 32;

    private Snapshot() {}

    /**
     * Writes the table to a file that is not there yet and returns its hash.
     *
     * @throws FileAlreadyExistsException where there is such a file: a snapshot is written once
     */
    public static Sha256 write(Table table, DataDictionary dictionary, Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("a snapshot needs a file name, got " + file);
        }
        Files.createDirectories(folder);
        Path unfinished = createPrivate(folder, file.getFileName() + ".tmp");
        try {
            Sha256 hash = writeContent(table, dictionary, unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
            return hash;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Reads a table back.
     *
     * @throws DamagedSnapshotException where the file is not a whole, unaltered snapshot made under this dictionary
     */
    public static Table read(Path file, DataDictionary dictionary) throws IOException {
        try (DataInputStream in = open(file)) {
            SnapshotHeader header = SnapshotHeader.read(in, file);
            header.check(dictionary, Files.size(file) - HASH_BYTES, file);
            checkHash(file);
            return SnapshotColumns.read(in, header, dictionary.outcome().type(), file);
        } catch (EOFException e) {
            throw new DamagedSnapshotException(file, "is cut off: start a new run, which reads the data again");
        }
    }

    /** The hash that the file of a snapshot ends with; {@link #read} says whether it is right. */
    public static Sha256 hash(Path file) throws IOException {
        try (DataInputStream in = open(file)) {
            in.skipNBytes(Files.size(file) - HASH_BYTES);
            return new Sha256(HexFormat.of().formatHex(in.readNBytes(HASH_BYTES)));
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    /** Before anything of the content is believed. */
    private static void checkHash(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (DataInputStream in = open(file)) {
            byte[] block = new byte[1 << 16];
            for (long left = Files.size(file) - HASH_BYTES; left > 0; ) {
                int length = (int) Math.min(left, block.length);
                in.readFully(block, 0, length);
                digest.update(block, 0, length);
                left -= length;
            }
            if (!Arrays.equals(digest.digest(), in.readNBytes(HASH_BYTES))) {
                throw new DamagedSnapshotException(file, "was altered: start a new run, which reads the data again");
            }
        }
    }

    private static Sha256 writeContent(Table table, DataDictionary dictionary, Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            BufferedOutputStream raw = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            DataOutputStream out = new DataOutputStream(new DigestOutputStream(raw, digest));
            SnapshotHeader.of(table, dictionary).write(out);
            SnapshotColumns.write(out, table);
            out.flush();
            byte[] hash = digest.digest();
            raw.write(hash);
            raw.flush();
            channel.force(true);
            return new Sha256(HexFormat.of().formatHex(hash));
        }
    }

    private static Path createPrivate(Path folder, String prefix) throws IOException {
        try {
            return Files.createTempFile(
                    folder,
                    prefix,
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            return Files.createTempFile(folder, prefix, "");
        }
    }

    /** Makes the new name durable; a system that can't open folders keeps names by itself. */
    private static void force(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
