package org.wardround.testkit.storage;

import java.nio.file.Path;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.FileBlobStore;
import org.wardround.core.storage.Staged;

/** Fills a disk of 2 MB, makes room and goes on, and says what happens. */
final class BlobsOnFullDisk {
    private static final int LENGTH = 1_200_000;
    private static final int TOO_LONG = 3_000_000;

    private BlobsOnFullDisk() {}

    public static void main(String[] arguments) {
        try (FileBlobStore store = FileBlobStore.open(Path.of(arguments[0]))) {
            say("too long", () -> store.stage(Sha256.of("any"), TOO_LONG));
            byte[] first = BlobStoreContract.content(LENGTH, 1);
            byte[] second = BlobStoreContract.content(LENGTH, 2);
            Staged one = stage(store, first);
            Staged two = stage(store, second);
            say("one", () -> append(one, first));
            say("two", () -> append(two, second));
            one.discard();
            Staged again = stage(store, second);
            System.out.println(again.offset() > 0 ? "two goes on" : "two starts again");
            say("two", () -> append(again, second));
            say("two", () -> again.finish().verify());
        }
    }

    private static Staged stage(BlobStore store, byte[] content) {
        return store.stage(Sha256.of(content), content.length);
    }

    private static void append(Staged staged, byte[] content) {
        int offset = (int) staged.offset();
        BlobStoreContract.append(staged, content, offset, content.length);
    }

    private static void say(String what, Runnable step) {
        try {
            step.run();
            System.out.println(what + ": done");
        } catch (FederationException e) {
            System.out.println(what + ": " + e.code());
        }
    }
}
