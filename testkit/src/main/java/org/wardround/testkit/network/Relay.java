package org.wardround.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Carries bytes between two sockets over a line each way; whichever ends first ends both. Thread-safe. */
final class Relay {
    private static final int PIECE = 4096;
    /** What a line holds before its sender has to wait. */
    private static final int PIECES = 64;

    private static final byte[] END = {};

    private final Line line;
    private final AtomicLong carried;

    private record Piece(byte[] bytes, long arrives) {}

    /** @param carried to which every byte is added */
    Relay(Line line, AtomicLong carried) {
        this.line = line;
        this.carried = carried;
    }

    /** Returns at once; the sockets are closed by it. */
    void join(Socket one, Socket other) {
        carry(one, other);
        carry(other, one);
    }

    private void carry(Socket from, Socket to) {
        BlockingQueue<Piece> under = new ArrayBlockingQueue<>(PIECES);
        thread("line-in", () -> take(from, under));
        thread("line-out", () -> give(under, from, to));
    }

    private void take(Socket from, BlockingQueue<Piece> under) {
        long free = System.nanoTime();
        byte[] bytes = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                carried.addAndGet(count);
                free = Math.max(free, System.nanoTime()) + line.nanos(count);
                put(
                        under,
                        new Piece(
                                Arrays.copyOf(bytes, count), free + line.delay().toNanos()));
            }
        } catch (IOException e) {
            // It broke: the other side is told by the end.
        }
        put(under, new Piece(END, free + line.delay().toNanos()));
    }

    private static void give(BlockingQueue<Piece> under, Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Piece piece = under.take(); piece.bytes().length > 0; piece = under.take()) {
                await(piece.arrives());
                out.write(piece.bytes());
            }
        } catch (IOException e) {
            // The receiver has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        under.clear();
        close(from);
        close(to);
    }

    private static void await(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void put(BlockingQueue<Piece> under, Piece piece) {
        try {
            under.put(piece);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
