package org.wardround.data.text;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.wardround.data.DataProblem;
import org.wardround.data.Nearest;

/**
 * A text file in UTF-8, plain or gzip (by its first bytes, whatever its name), with or without byte-order mark.
 *
 * @param folder the data folder
 * @param name relative to the folder, as the mapping gives it
 */
record TextFile(Path folder, String name) {
    static final String ACCESS_DENIED =
            "can't be read, access is denied: ask its owner for the right to read it, or copy it to where you have it";

    static final String EMPTY = "the file is empty: export the table again";

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    /** Checks that the file is there and holds something. */
    void check() throws UnreadableFile {
        Path path = path();
        if (!Files.isDirectory(folder)) {
            throw unreadable("there is no data folder " + folder);
        }
        if (Files.isDirectory(path)) {
            throw unreadable("is a folder where a file is needed: correct its name");
        }
        if (!Files.isRegularFile(path)) {
            throw unreadable("there is no such file in %s: put it there, or correct its name%s"
                    .formatted(folder, Nearest.hint(name, filesIn(folder))));
        }
        try {
            if (Files.size(path) == 0) {
                throw unreadable(EMPTY);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The characters, without byte-order mark. Malformed input throws {@link CharacterCodingException}. */
    BufferedReader open() throws IOException {
        Reader decoded = new InputStreamReader(
                bytes(),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        BufferedReader reader = new BufferedReader(decoded, 1 << 16);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    /** What to tell the user about a failure to read. */
    UnreadableFile failure(Exception e) {
        if (e instanceof CharacterCodingException || e.getCause() instanceof CharacterCodingException) {
            return new UnreadableFile(DataProblem.at(
                    name,
                    firstUndecodableLine(),
                    "not UTF-8: save the file as UTF-8 (it may be Latin-1, Windows-1252 or UTF-16)"));
        }
        if (e instanceof AccessDeniedException || e.getCause() instanceof AccessDeniedException) {
            return unreadable(ACCESS_DENIED);
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof EOFException || cause instanceof ZipException) {
            return unreadable("the compressed file is damaged or was cut short: copy it again, or compress it anew");
        }
        return unreadable("can't be read: " + e.getMessage());
    }

    UnreadableFile unreadable(String message) {
        return new UnreadableFile(DataProblem.of(name, message));
    }

    private Path path() {
        return folder.resolve(name);
    }

    private InputStream bytes() throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(path()), 1 << 16);
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    private int firstUndecodableLine() {
        try (InputStream in = new BufferedInputStream(bytes())) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int number = 1;
            for (int next = in.read(); next >= 0; next = in.read()) {
                line.write(next);
                if (next == '\n') {
                    if (!decodes(line.toByteArray())) {
                        return number;
                    }
                    number++;
                    line.reset();
                }
            }
            return number;
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static List<String> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
