package org.wardround.site.cohort;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.privacy.cohort.Breakdown;
import org.wardround.privacy.cohort.Cohort;
import org.wardround.privacy.cohort.PatientMark;
import org.wardround.privacy.cohort.PatientNumbers;

/** A cohort as bytes. The same cohort is always the same bytes where its patients come in the same order; one without numbers those of versions that knew none. Stateless. */
final class CohortBytes {
    private static final int WITHOUT_NUMBERS = 1;
    private static final int WITH_NUMBERS = 2;
    private static final int BYTE = 1 << Byte.SIZE;

    private CohortBytes() {}

    static byte[] of(Cohort cohort) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(cohort.numbers().isEmpty() ? WITHOUT_NUMBERS : WITH_NUMBERS);
            out.writeInt(cohort.patients().size());
            for (PatientMark mark : cohort.patients()) {
                out.writeLong(mark.high());
                out.writeLong(mark.low());
            }
            write(cohort.sides(), out);
            out.writeInt(cohort.cells().size());
            for (Breakdown cell : cohort.cells()) {
                write(cell, out);
            }
            out.writeInt(cohort.selectedBy().size());
            for (String name : cohort.selectedBy()) {
                out.writeUTF(name);
            }
            if (!cohort.numbers().isEmpty()) {
                write(cohort.numbers(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(List<PatientNumbers> numbers, DataOutputStream out) throws IOException {
        out.writeInt(numbers.size());
        for (PatientNumbers each : numbers) {
            out.writeUTF(each.name());
            for (long[] ofPatients : List.of(each.fine(), each.coarse(), each.unknown())) {
                for (long number : ofPatients) {
                    out.writeLong(number);
                }
            }
        }
    }

    private static void write(Breakdown breakdown, DataOutputStream out) throws IOException {
        out.writeUTF(breakdown.name());
        out.writeInt(breakdown.groups());
        out.writeInt(breakdown.patterns());
        for (int i = 0; i < breakdown.patterns(); i++) {
            for (int count : breakdown.pattern(i)) {
                out.writeInt(count);
            }
        }
        for (int patient = 0; patient < breakdown.patients(); patient++) {
            if (breakdown.patterns() <= BYTE) {
                out.writeByte(breakdown.patternOf(patient));
            } else {
                out.writeInt(breakdown.patternOf(patient));
            }
        }
    }

    /** @throws FederationException STORAGE_CORRUPT where these are the bytes of no cohort */
    static Cohort read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != WITHOUT_NUMBERS && version != WITH_NUMBERS) {
                throw corrupt(new IOException("version " + version));
            }
            int patients = in.readInt();
            List<PatientMark> marks = new ArrayList<>();
            for (int i = 0; i < patients; i++) {
                marks.add(new PatientMark(in.readLong(), in.readLong()));
            }
            Breakdown sides = breakdown(in, patients);
            List<Breakdown> cells = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                cells.add(breakdown(in, patients));
            }
            SortedSet<String> selectedBy = new TreeSet<>();
            for (int left = in.readInt(); left > 0; left--) {
                selectedBy.add(in.readUTF());
            }
            List<PatientNumbers> numbers = version == WITH_NUMBERS ? numbers(in, patients) : List.of();
            return new Cohort(marks, sides, cells, selectedBy, numbers);
        } catch (IOException | IllegalArgumentException e) {
            throw corrupt(e);
        }
    }

    private static List<PatientNumbers> numbers(DataInputStream in, int patients) throws IOException {
        List<PatientNumbers> numbers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            numbers.add(new PatientNumbers(name, longs(in, patients), longs(in, patients), longs(in, patients)));
        }
        return numbers;
    }

    private static long[] longs(DataInputStream in, int count) throws IOException {
        long[] longs = new long[count];
        for (int i = 0; i < count; i++) {
            longs[i] = in.readLong();
        }
        return longs;
    }

    private static Breakdown breakdown(DataInputStream in, int patients) throws IOException {
        String name = in.readUTF();
        int groups = in.readInt();
        int count = in.readInt();
        List<int[]> patterns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] pattern = new int[groups];
            for (int group = 0; group < groups; group++) {
                pattern[group] = in.readInt();
            }
            patterns.add(pattern);
        }
        int[] patternOf = new int[patients];
        for (int patient = 0; patient < patients; patient++) {
            patternOf[patient] = count <= BYTE ? in.readUnsignedByte() : in.readInt();
        }
        return new Breakdown(name, groups, patterns, patternOf);
    }

    static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] unpacked(byte[] packed) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw corrupt(e);
        }
    }

    private static FederationException corrupt(Exception cause) {
        return new FederationException(
                ErrorCode.STORAGE_CORRUPT,
                "a cohort in the journal can't be read; restore a backup, or use the version that wrote it",
                cause);
    }
}
