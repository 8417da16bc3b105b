package org.wardround.data.snapshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.VariableType;

/** What stands at the head of a snapshot. */
record SnapshotHeader(Sha256 dictionary, int variables, int rows, int patients, boolean timed) {
    private static final long MAGIC = 0x57_52_53_4E_41_50_0D_0AL; // "WRSNAP\r\n": a copy as text damages it
    private static final int VERSION = 1;
    private static final int HEX_DIGITS = 64;
    private static final long HEADER_BYTES = Long.BYTES + Integer.BYTES + HEX_DIGITS + 3 * Integer.BYTES + 1;

    static SnapshotHeader of(Table table, DataDictionary dictionary) {
        return new SnapshotHeader(
                DictionaryHash.of(dictionary),
                table.variables().length,
                table.rows(),
                table.sides().size(),
                dictionary.outcome().type() == VariableType.TIME_TO_EVENT);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(MAGIC);
        out.writeInt(VERSION);
        out.write(dictionary.hex().getBytes(StandardCharsets.US_ASCII));
        out.writeInt(variables);
        out.writeInt(rows);
        out.writeInt(patients);
        out.writeBoolean(timed);
    }

    static SnapshotHeader read(DataInputStream in, Path file) throws IOException {
        if (in.readLong() != MAGIC) {
            throw new DamagedSnapshotException(file, "is not a snapshot");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new DamagedSnapshotException(
                    file, "has format %d, this version reads format %d".formatted(version, VERSION));
        }
        String hex = new String(in.readNBytes(HEX_DIGITS), StandardCharsets.US_ASCII);
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new DamagedSnapshotException(file, "was altered: start a new run, which reads the data again");
        }
        return new SnapshotHeader(new Sha256(hex), in.readInt(), in.readInt(), in.readInt(), in.readBoolean());
    }

    /** Refuses before anything is allocated. */
    void check(DataDictionary expected, long contentBytes, Path file) throws DamagedSnapshotException {
        if (!dictionary.equals(DictionaryHash.of(expected))) {
            throw new DamagedSnapshotException(
                    file, "was made under another data dictionary: start a new run, which reads the data again");
        }
        if (bytes() != contentBytes) {
            throw new DamagedSnapshotException(
                    file, "is cut off or was altered: start a new run, which reads the data again");
        }
    }

    private double bytes() {
        double columns = variables + 1.0 + (timed ? 1 : 0);
        return HEADER_BYTES + columns * rows * Double.BYTES + (double) rows * Integer.BYTES + patients;
    }
}
