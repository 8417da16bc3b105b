package org.wardround.site.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.wardround.core.dataset.Flow;
import org.wardround.site.worker.v1.Dropped;
import org.wardround.site.worker.v1.RowsRead;

/** What became of a site's rows before its snapshot was written, in a file beside it: counts alone. */
public final class RowsReadFile {
    private RowsReadFile() {}

    /** The file that belongs to a snapshot. */
    public static Path beside(Path snapshot) {
        return snapshot.resolveSibling(snapshot.getFileName() + ".rows");
    }

    /** Written before the snapshot is, whole or not at all; replaces what an attempt has left that was cut off. */
    public static void write(Path snapshot, Flow flow) throws IOException {
        RowsRead.Builder rows = RowsRead.newBuilder().setRead(flow.rowsRead());
        flow.dropped()
                .forEach((reason, count) ->
                        rows.addDropped(Dropped.newBuilder().setReason(reason).setRows(count)));
        Path file = beside(snapshot);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, rows.build().toByteArray());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static RowsRead read(Path snapshot) throws IOException {
        return RowsRead.parseFrom(Files.readAllBytes(beside(snapshot)));
    }
}
