package org.wardround.study.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.wardround.core.identity.Sha256;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.Problems;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.problem.Severity;

/** A YAML or JSON file as read: its bytes, their hash, its tree, and the problems found so far. Not thread-safe, because problems are added. */
public final class Document {
    /** Files that people write are far smaller. */
    public static final int ONE_MEBIBYTE = 1 << 20;

    private final Path path;
    private final byte[] bytes;
    private final Problems problems;
    private final Place root;

    private Document(Path path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
        this.problems = new Problems(path);
        Node tree = TreeReader.read(decode(path, bytes), language(path), problems);
        this.root = Place.root(tree, problems);
    }

    /**
     * Reads a file. Throws {@link ProblemsException} where no tree can be made of it: missing, unreadable, larger than {@code maximumBytes},
     * empty, not UTF-8, not YAML, nested too deeply.
     */
    public static Document read(Path path, int maximumBytes) {
        return new Document(path, load(path, maximumBytes));
    }

    /** A text that is not in a file; {@code path} serves in messages. */
    public static Document of(Path path, String text) {
        return of(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that were read before; {@code path} serves in messages. */
    public static Document of(Path path, byte[] bytes) {
        return new Document(path, bytes.clone());
    }

    public Path path() {
        return path;
    }

    /** The file's bytes, copied. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public Sha256 hash() {
        return Sha256.of(bytes);
    }

    public Problems problems() {
        return problems;
    }

    public Place root() {
        return root;
    }

    private static String language(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(".yaml") || name.endsWith(".yml") ? "YAML" : "JSON";
    }

    private static byte[] load(Path path, int maximumBytes) {
        try {
            if (Files.isDirectory(path)) {
                throw failure(path, "this is a folder; name the file inside it");
            }
            long size = Files.size(path);
            if (size > maximumBytes) {
                throw failure(
                        path,
                        "the file has %d bytes, more than the %d allowed; is it the right file?"
                                .formatted(size, maximumBytes));
            }
            return Files.readAllBytes(path);
        } catch (AccessDeniedException e) {
            throw failure(path, "access is denied; check who may read it");
        } catch (NoSuchFileException e) {
            throw failure(path, "there is no such file; check the path");
        } catch (IOException e) {
            throw failure(path, "the file can't be read: " + e.getMessage());
        }
    }

    private static String decode(Path path, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        String text = out.toString();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            throw new ProblemsException(List.of(
                    new Problem(Severity.ERROR, path, line, 0, "", "the file is not UTF-8 text; save it as UTF-8")));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static ProblemsException failure(Path path, String message) {
        return new ProblemsException(List.of(Problem.error(path, message)));
    }
}
