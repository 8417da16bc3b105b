package org.wardround.testkit.storage;

import java.time.InstantSource;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.core.storage.jdbc.JdbcJournal;

/** Appends to pairs of streams from several threads until it is killed, and says what was acknowledged. */
final class JournalWriting {
    static final int WRITERS = 4;
    private static final Event EVENT = new Event("Happened", Bytes.of("something of ordinary length"));

    private JournalWriting() {}

    public static void main(String[] arguments) {
        Journal journal = JdbcJournal.open(Databases.open(arguments[0]), InstantSource.system());
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            new Thread(() -> write(journal, number), "writer-" + writer).start();
        }
    }

    static StreamName left(int writer) {
        return new StreamName("left/" + writer);
    }

    static StreamName right(int writer) {
        return new StreamName("right/" + writer);
    }

    private static void write(Journal journal, int writer) {
        while (true) {
            long length = journal.append(Batch.of(
                            Append.of(journal.head(left(writer)), EVENT),
                            Append.of(journal.head(right(writer)), EVENT)))
                    .get(0)
                    .length();
            System.out.println(writer + " " + length);
        }
    }
}
