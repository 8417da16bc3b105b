package org.wardround.data.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no snapshot, not all of one, one that was altered, or one of another dictionary. */
public final class DamagedSnapshotException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedSnapshotException(Path file, String message) {
        super("snapshot %s %s".formatted(file, message));
    }
}
