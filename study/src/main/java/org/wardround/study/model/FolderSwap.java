package org.wardround.study.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Puts a folder in place whole or not at all: it is written under another name, which is then changed. */
final class FolderSwap {
    private FolderSwap() {}

    /** Fills a folder; what it throws ends the swap and leaves nothing. */
    @FunctionalInterface
    interface Filler {
        void fill(Path folder) throws IOException;
    }

    /** @param names of the files that a folder may hold to be replaced */
    static void replace(Path folder, List<String> names, Filler filler) {
        Path target = folder.toAbsolutePath().normalize();
        Path fresh = target.resolveSibling("." + target.getFileName() + ".new");
        Path old = target.resolveSibling("." + target.getFileName() + ".old");
        try {
            requireReplaceable(target, names);
            Files.createDirectories(target.resolveSibling(""));
            delete(fresh);
            Files.createDirectory(fresh);
            filler.fill(fresh);
            sync(fresh);
            if (Files.exists(target)) {
                delete(old);
                Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            sync(target.resolveSibling(""));
            delete(old);
        } catch (IOException e) {
            deleteQuietly(fresh);
            throw new UncheckedIOException("%s can't be written: %s".formatted(folder, e.getMessage()), e);
        } catch (RuntimeException e) {
            deleteQuietly(fresh);
            throw e;
        }
    }

    /** Writes a file and has it on disk when it returns. */
    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void requireReplaceable(Path target, List<String> names) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new FileAlreadyExistsException("it is a file; choose another folder");
        }
        try (Stream<Path> files = Files.list(target)) {
            if (!files.allMatch(file -> names.contains(file.getFileName().toString()))) {
                throw new FileAlreadyExistsException("it holds other files; choose another folder");
            }
        }
    }

    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems can't open a folder; they write names through.
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // The first failure is the one to tell of.
        }
    }
}
