package org.wardround.testkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;
import org.wardround.core.storage.jdbc.JdbcJournal;

/**
 * How many batches of one event a second the SQLite journal acknowledges, beside bare forced writes: a program to run by hand. Its argument is a folder on the
 * disk to measure.
 */
final class JournalSpeed {
    private static final double NANOS = 1e9;
    private static final int PAYLOAD_BYTES = 200;
    private static final int BATCHES = 4000;
    private static final int REPEATS = 3;
    private static final int PAGE_BYTES = 4096;
    private static final Event EVENT = new Event("Happened", Bytes.copyOf(new byte[PAYLOAD_BYTES]));

    private JournalSpeed() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "journal");
        String address = Databases.sqlite(folder.resolve("journal.db"));
        Databases.migrated(address);
        try (Journal journal = JdbcJournal.open(Databases.open(address), InstantSource.system())) {
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                print("forced writes of 4 KiB", forcedWrites(folder.resolve("forced")));
                print("batches, 1 appender", appends(journal, repeat, 1));
                print("batches, 8 appenders", appends(journal, repeat, 8));
            }
        }
    }

    private static void print(String what, double perSecond) {
        System.out.printf(Locale.ROOT, "%s: %,.0f per second%n", what, perSecond);
    }

    private static double forcedWrites(Path file) throws IOException {
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < BATCHES; i++) {
                channel.write(ByteBuffer.allocate(PAGE_BYTES));
                channel.force(false);
            }
        }
        return BATCHES * NANOS / (System.nanoTime() - start);
    }

    private static double appends(Journal journal, int repeat, int appenders) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < appenders; i++) {
            StreamName stream = new StreamName("speed/%d-%d-%d".formatted(repeat, appenders, i));
            threads.add(new Thread(() -> append(journal, stream, BATCHES / appenders), "appender-" + i));
        }
        long start = System.nanoTime();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return BATCHES * NANOS / (System.nanoTime() - start);
    }

    private static void append(Journal journal, StreamName stream, int batches) {
        StreamHead head = StreamHead.empty(stream);
        for (int i = 0; i < batches; i++) {
            head = journal.append(Batch.of(Append.of(head, EVENT))).get(0);
        }
    }
}
