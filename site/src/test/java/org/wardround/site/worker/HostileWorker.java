package org.wardround.site.worker;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wardround.site.worker.v1.Carried;
import org.wardround.site.worker.v1.Content;
import org.wardround.site.worker.v1.Failed;
import org.wardround.site.worker.v1.FromWorker;
import org.wardround.site.worker.v1.Open;
import org.wardround.site.worker.v1.Page;
import org.wardround.site.worker.v1.Progress;
import org.wardround.site.worker.v1.Ready;
import org.wardround.site.worker.v1.Refused;
import org.wardround.site.worker.v1.ToWorker;
import org.wardround.site.worker.v1.Update;

/** A worker that does in round 1 what the run's name says, and answers every other round as it should. */
final class HostileWorker {
    private final InputStream in = new BufferedInputStream(System.in);
    private final OutputStream out = new PrintStream(System.out, false);
    private final List<byte[]> hoard = new ArrayList<>();
    private Open open = Open.getDefaultInstance();

    private HostileWorker() {}

    public static void main(String[] arguments) throws IOException {
        new HostileWorker().run();
    }

    private void run() throws IOException {
        ToWorker frame = Frames.read(in, ToWorker.parser(), Frames.MOST_TO_WORKER);
        while (frame != null) {
            if (frame.hasOpen()) {
                open = frame.getOpen();
                send(FromWorker.newBuilder()
                        .setReady(Ready.newBuilder()
                                .setVersion(1)
                                .addKinds("train")
                                .addKinds(open.getRun().startsWith("page") ? "report" : "fit")
                                .setSoftware("hostile\u001b[2J")));
            } else if (frame.hasReport()) {
                report();
            } else if (frame.hasAsk()) {
                if (frame.getAsk().getRound() == 1) {
                    misbehave();
                } else {
                    answer(frame.getAsk().getRound(), 7);
                }
            }
            frame = Frames.read(in, ToWorker.parser(), Frames.MOST_TO_WORKER);
        }
    }

    private void report() throws IOException {
        switch (open.getRun()) {
            case "page-order" -> page(Content.MODEL, 2, 2);
            case "page-long" -> page(Content.RESULTS, 1L << 40, 2);
            case "page-more" -> page(Content.RESULTS, 1, 2);
            case "page-nothing" -> page(Content.RESULTS, 2, 0);
            case "page-changes" -> {
                page(Content.RESULTS, 3, 2);
                page(Content.RESULTS, 4, 2);
            }
            case "page-update" -> update(1, new double[5]);
            case "page-dies" -> Runtime.getRuntime().halt(1);
            case "page-fail" ->
                send(FromWorker.newBuilder().setFailed(Failed.newBuilder().setReason("patient 4711 has hiv")));
            default -> {
                page(Content.RESULTS, 4, 2);
                page(Content.RESULTS, 4, 2);
                page(Content.MODEL, 0, 0);
            }
        }
    }

    private void page(Content content, long length, int bytes) throws IOException {
        send(FromWorker.newBuilder()
                .setPage(Page.newBuilder()
                        .setContent(content)
                        .setLength(length)
                        .setBytes(ByteString.copyFrom(new byte[bytes]))));
    }

    private void misbehave() throws IOException {
        switch (open.getRun()) {
            case "socket" -> tell(connects((int) open.getSeed()));
            case "read" -> tell(reads(Path.of(open.getSnapshot())));
            case "write" -> tell(writes(Path.of(open.getSnapshot())));
            case "memory" -> hoard();
            case "forever" -> run("forever");
            case "silence" -> waitForNothing();
            case "progress" -> {
                for (int i = 0; i <= Conversation.MOST_PROGRESS; i++) {
                    send(FromWorker.newBuilder()
                            .setProgress(Progress.newBuilder().setRound(1)));
                }
            }
            case "garbage" -> raw("HTTP/1.1 200 OK\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            case "noise" -> {
                raw("Loading rows ...\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                answer(1, 7);
            }
            case "long" -> raw(new byte[] {0x7f, -1, -1, -1, 0, 0});
            case "more" -> {
                update(1, new double[5]);
                update(1, new double[5]);
            }
            case "carry" -> {
                update(1, new double[5]);
                send(FromWorker.newBuilder()
                        .setCarried(Carried.newBuilder().setRound(1).setLength(1L << 40)));
            }
            case "round" -> answer(2, 7);
            case "kindless" -> send(FromWorker.newBuilder());
            case "die" -> Runtime.getRuntime().halt(1);
            case "half" -> {
                update(1, new double[2]);
                Runtime.getRuntime().halt(0);
            }
            case "fail" ->
                send(FromWorker.newBuilder().setFailed(Failed.newBuilder().setReason("patient 4711 has hiv")));
            case "words" -> refuse("NO_ROWS", "patient 4711 has hiv");
            case "code" -> refuse("STORAGE_CORRUPT", "as if it were the agent");
            case "stderr" -> {
                for (int i = 0; i < 100_000; i++) {
                    System.err.println("line " + i);
                }
                answer(1, 7);
            }
            case "nan" -> answer(1, Double.NaN);
            default -> answer(1, 7);
        }
    }

    private boolean connects(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean reads(Path key) {
        try {
            return Files.readAllBytes(key).length > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean writes(Path file) {
        try {
            Files.writeString(file.resolveSibling("written"), "patients");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void hoard() {
        while (hoard.size() < 1 << 20) {
            hoard.add(new byte[1 << 20]);
        }
    }

    private void run(String until) {
        while (open.getRun().equals(until)) {
            Thread.onSpinWait();
        }
    }

    private void waitForNothing() throws IOException {
        while (Frames.read(in, ToWorker.parser(), Frames.MOST_TO_WORKER) != null) {
            raw(new byte[0]);
        }
    }

    /** An answer where it could do what it must not, a refusal where it could not. */
    private void tell(boolean could) throws IOException {
        if (could) {
            answer(1, 1);
        } else {
            refuse("NO_ROWS", "");
        }
    }

    private void refuse(String code, String reason) throws IOException {
        send(FromWorker.newBuilder()
                .setRefused(Refused.newBuilder().setRound(1).setCode(code).setReason(reason)));
    }

    private void answer(int round, double value) throws IOException {
        update(round, new double[] {value, value, value, value, value});
        send(FromWorker.newBuilder().setCarried(Carried.newBuilder().setRound(round)));
    }

    private void update(int round, double[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        send(FromWorker.newBuilder()
                .setUpdate(Update.newBuilder().setRound(round).setValues(ByteString.copyFrom(bytes))));
    }

    private void send(FromWorker.Builder frame) throws IOException {
        Frames.write(frame.build(), out);
        out.flush();
    }

    private void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }
}
