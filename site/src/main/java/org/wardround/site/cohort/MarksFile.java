package org.wardround.site.cohort;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.privacy.cohort.PatientMark;

/** The marks of a snapshot's patients, by their numbers, in a file beside it. */
public final class MarksFile {
    private MarksFile() {}

    /** The file that belongs to a snapshot. */
    public static Path beside(Path snapshot) {
        return snapshot.resolveSibling(snapshot.getFileName() + ".patients");
    }

    /** Written before the snapshot is, whole or not at all; replaces what an attempt has left that was cut off. */
    public static void write(Path snapshot, List<PatientMark> marks) throws IOException {
        Path file = beside(snapshot);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
            for (PatientMark mark : marks) {
                out.writeLong(mark.high());
                out.writeLong(mark.low());
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty where there is no such file: the snapshot is from a version that wrote none. */
    public static Optional<List<PatientMark>> read(Path snapshot) throws IOException {
        Path file = beside(snapshot);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        List<PatientMark> marks = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long left = Files.size(file) / PatientMark.BYTES; left > 0; left--) {
                marks.add(new PatientMark(in.readLong(), in.readLong()));
            }
        }
        return Optional.of(marks);
    }
}
