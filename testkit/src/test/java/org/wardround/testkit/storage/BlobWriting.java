package org.wardround.testkit.storage;

import java.nio.file.Path;
import java.util.Arrays;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.FileBlobStore;
import org.wardround.core.storage.Staged;

/** Stores one content after the other until it is killed, and says what is done. */
final class BlobWriting {
    static final int LENGTH = 1_000_000;
    private static final int PIECE = 50_000;

    private BlobWriting() {}

    public static void main(String[] arguments) {
        try (FileBlobStore store = FileBlobStore.open(Path.of(arguments[0]))) {
            for (int number = 0; ; number++) {
                keep(store, number);
            }
        }
    }

    static byte[] content(int number) {
        return BlobStoreContract.content(LENGTH, number);
    }

    private static void keep(FileBlobStore store, int number) {
        byte[] content = content(number);
        try (Staged staged = store.stage(Sha256.of(content), LENGTH)) {
            int offset = (int) staged.offset();
            if (offset > 0 && offset < LENGTH) {
                System.out.println("resumed " + offset);
            }
            while (offset < LENGTH) {
                int end = Math.min(LENGTH, offset + PIECE);
                staged.append(Arrays.copyOfRange(content, offset, end), end - offset);
                System.out.println("appended " + end);
                offset = end;
            }
            staged.finish().close();
            System.out.println("kept " + number);
        }
    }
}
