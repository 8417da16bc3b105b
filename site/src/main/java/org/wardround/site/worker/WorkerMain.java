package org.wardround.site.worker;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.wardround.site.worker.v1.ToWorker;

/** The process that reads patients' rows. It speaks over standard input and output alone, and ends when its agent does. */
public final class WorkerMain {
    private WorkerMain() {}

    /** Without arguments: all that a worker has to know comes in frames. */
    public static void main(String[] arguments) {
        // Whatever prints by mistake does not get between the frames.
        System.setOut(System.err);
        BlockingQueue<ToWorker> frames = new ArrayBlockingQueue<>(4);
        Thread reader = new Thread(() -> read(frames), "frames");
        reader.setDaemon(true);
        reader.start();
        boolean orderly = new WorkerSide(frames::take, new FileOutputStream(FileDescriptor.out)).run();
        Runtime.getRuntime().halt(orderly ? 0 : 1);
    }

    /** Beside the work, so that a worker whose agent is gone does not go on. */
    private static void read(BlockingQueue<ToWorker> frames) {
        try (InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16)) {
            ToWorker frame = Frames.read(in, ToWorker.parser(), Frames.MOST_TO_WORKER);
            while (frame != null) {
                frames.put(frame);
                frame = Frames.read(in, ToWorker.parser(), Frames.MOST_TO_WORKER);
            }
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0);
    }
}
