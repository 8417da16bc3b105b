package org.wardround.coordinator.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.wardround.core.trust.PrivateFile;
import org.wardround.study.bundle.StudySignature;

/** A zip file with a signed study, unpacked into a private folder that is gone when it is closed. Nothing in it is trusted: names stay inside, sizes have limits. */
final class StudyUpload implements AutoCloseable {
    static final long MOST_BYTES = 16L << 20;

    private static final long MOST_UNPACKED = 64L << 20;
    private static final int MOST_FILES = 1000;
    private static final int LONGEST_NAME = 200;

    private final Path folder;

    private StudyUpload(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads the body.
     *
     * @param places folder for unpacking; made where it is missing
     */
    static StudyUpload read(InputStream body, Path places) throws IOException {
        PrivateFile.createFolder(places);
        Path folder = places.resolve(UUID.randomUUID().toString());
        PrivateFile.createFolder(folder);
        StudyUpload upload = new StudyUpload(folder);
        boolean read = false;
        try {
            upload.unpack(new Counted(body));
            read = true;
            return upload;
        } catch (ZipException | IllegalArgumentException e) {
            throw new RestException(RestCode.BODY_WRONG, "the body is no zip file, or a damaged one");
        } finally {
            if (!read) {
                upload.close();
            }
        }
    }

    private void unpack(InputStream body) throws IOException {
        long left = MOST_UNPACKED;
        int files = 0;
        try (ZipInputStream zip = new ZipInputStream(body, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++files > MOST_FILES) {
                    throw new RestException(RestCode.BODY_TOO_LARGE, "more than %d files".formatted(MOST_FILES));
                }
                if (!entry.isDirectory()) {
                    left -= write(place(entry.getName()), zip, left);
                }
            }
        }
        if (files == 0) {
            throw new RestException(RestCode.BODY_WRONG, "the body is no zip file, or an empty one");
        }
    }

    private Path place(String name) {
        boolean plain = name.length() <= LONGEST_NAME
                && name.indexOf('\\') < 0
                && name.codePoints().noneMatch(Character::isISOControl)
                && List.of(name.split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!plain) {
            throw new RestException(RestCode.BODY_WRONG, "a file in the zip has a name that leads elsewhere");
        }
        return folder.resolve(name);
    }

    private static long write(Path file, InputStream in, long most) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] block = new byte[8192];
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            if (content.size() + count > most) {
                throw new RestException(RestCode.BODY_TOO_LARGE, "more than 64 MiB when unpacked");
            }
            content.write(block, 0, count);
        }
        Files.createDirectories(file.resolveSibling(""));
        if (Files.exists(file)) {
            throw new RestException(RestCode.BODY_WRONG, "two files of the zip have one name");
        }
        Files.write(file, content.toByteArray());
        return content.size();
    }

    /** The one study in it. */
    Path study() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> studies = files.filter(file -> Files.exists(StudySignature.beside(file)))
                    .toList();
            if (studies.size() != 1) {
                throw new RestException(
                        RestCode.BODY_WRONG,
                        "the zip has %d studies with a signature at its top; one is needed, as 'wardround study sign' leaves it"
                                .formatted(studies.size()));
            }
            return studies.get(0);
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    /** A body without a length is read up to the limit and no further. */
    private static final class Counted extends InputStream {
        private final InputStream in;
        private long left = MOST_BYTES;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new RestException(RestCode.BODY_TOO_LARGE, "more than 16 MiB");
            }
            return count;
        }
    }
}
