package org.wardround.site.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.vector.ArrayVector;
import org.wardround.site.run.Answerer;
import org.wardround.site.worker.v1.Carried;
import org.wardround.site.worker.v1.FromWorker;
import org.wardround.site.worker.v1.Progress;
import org.wardround.site.worker.v1.Ready;
import org.wardround.site.worker.v1.Refused;
import org.wardround.site.worker.v1.Update;
import org.wardround.testkit.Property;

/** Whatever bytes a worker sends: an answer of the question's length, a refusal with a worker's code, or a failure of the worker. */
final class HostileFramesTest {
    // Kept, because the JDK forgets the level of a logger that nobody holds.
    private static final Logger QUIET = Logger.getLogger("org.wardround.site.worker");
    private static final int SEEDS = 20_000;
    private static final byte[] READY = bytes(FromWorker.newBuilder()
            .setReady(Ready.newBuilder().setVersion(1).addKinds("train").setSoftware("test"))
            .build());
    private static final byte[] HONEST = joined(
            bytes(FromWorker.newBuilder()
                    .setProgress(Progress.newBuilder().setRound(1))
                    .build()),
            bytes(FromWorker.newBuilder()
                    .setUpdate(Update.newBuilder().setRound(1).setValues(ByteString.copyFrom(new byte[24])))
                    .build()),
            bytes(FromWorker.newBuilder()
                    .setUpdate(Update.newBuilder().setRound(1).setValues(ByteString.copyFrom(new byte[16])))
                    .build()),
            bytes(FromWorker.newBuilder()
                    .setCarried(
                            Carried.newBuilder().setRound(1).setLength(16).setValues(ByteString.copyFrom(new byte[16])))
                    .build()));

    @BeforeAll
    static void quiet() {
        QUIET.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        QUIET.setLevel(null);
    }

    @Test
    void the_honest_frames_are_an_answer() throws Exception {
        Answerer.Raw raw = answer(HONEST);

        assertThat(raw.update().values().length()).isEqualTo(5);
        assertThat(raw.carried().length()).isEqualTo(2);
        assertThat(raw).hasToString("Raw[LocalUpdate[5 values]]");
    }

    @Test
    void mutated_frames_are_an_answer_a_refusal_or_a_failure() {
        Property.forSeeds(SEEDS, random -> harmless(mutated(HONEST, random)));
    }

    @Test
    void random_bytes_are_a_failure() {
        Property.forSeeds(SEEDS, random -> harmless(garbage(random.nextInt(200), random)));
    }

    @Test
    void random_frames_in_any_order_are_an_answer_a_refusal_or_a_failure() {
        Property.forSeeds(SEEDS, random -> {
            byte[] all = new byte[0];
            for (int i = random.nextInt(8); i >= 0; i--) {
                all = joined(all, bytes(frame(random)));
            }
            harmless(all);
        });
    }

    @Test
    void every_cut_is_a_failure() {
        for (int length = 0; length < HONEST.length; length++) {
            byte[] cut = Arrays.copyOf(HONEST, length);

            assertThatThrownBy(() -> answer(cut)).isInstanceOf(WorkerFailedException.class);
        }
    }

    @Test
    void before_ready_nothing_else_counts() {
        Conversation conversation = new Conversation(new ByteArrayInputStream(HONEST), OutputStream.nullOutputStream());

        assertThatThrownBy(() -> open(conversation)).isInstanceOf(WorkerFailedException.class);
    }

    @Test
    void a_frame_of_2_gigabytes_is_refused_before_anything_is_allocated() {
        InputStream endless = new ByteArrayInputStream(new byte[] {0x7f, -1, -1, -1});

        assertThatThrownBy(() -> Frames.read(endless, FromWorker.parser(), Frames.MOST_FROM_WORKER))
                .isInstanceOf(Frames.BrokenFrameException.class)
                .hasMessage("a frame has 1 to 327680 bytes, got one of 2147483647");
    }

    @Test
    void a_flood_of_lines_is_logged_up_to_its_limit_and_no_line_is_endless() {
        ErrorLines lines = new ErrorLines("run");

        lines.drain(
                new ByteArrayInputStream("patient\n".repeat(5000).getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(lines.logged()).isEqualTo(ErrorLines.MOST_LINES);
        assertThat(Conversation.printable("a\u001b[2J\nb" + "x".repeat(1000)))
                .startsWith("a?[2J?b")
                .hasSize(Conversation.MOST_CHARACTERS);
    }

    private static void harmless(byte[] frames) {
        Throwable thrown = catchThrowable(() -> {
            Answerer.Raw raw = answer(frames);
            assertThat(raw.update().values().length()).isEqualTo(5);
            assertThat(raw.carried().length()).isLessThanOrEqualTo(5);
        });
        if (thrown instanceof TaskRefusedException refused) {
            assertThat(Conversation.REFUSALS).contains(refused.code());
        } else if (thrown != null) {
            assertThat(thrown).isInstanceOf(WorkerFailedException.class);
        }
    }

    private static Answerer.Raw answer(byte[] frames) throws WorkerFailedException {
        Conversation conversation =
                new Conversation(new ByteArrayInputStream(joined(READY, frames)), OutputStream.nullOutputStream());
        open(conversation);
        return conversation.ask(Tasks.question(1), ArrayVector.EMPTY);
    }

    private static void open(Conversation conversation) throws WorkerFailedException {
        conversation.open(Tasks.definition("run", 1), Tasks.sites(), Tasks.input(Path.of("snapshot")), Tasks.LIMITS);
    }

    private static FromWorker frame(SeededStream random) {
        int round = 1 + random.nextInt(8) / 7;
        FromWorker.Builder frame = FromWorker.newBuilder();
        switch (random.nextInt(6)) {
            case 0 -> frame.setProgress(Progress.newBuilder().setRound(round));
            case 1, 2 ->
                frame.setUpdate(Update.newBuilder()
                        .setRound(round)
                        .setValues(ByteString.copyFrom(garbage(8 * random.nextInt(6), random))));
            case 3, 4 ->
                frame.setCarried(Carried.newBuilder()
                        .setRound(round)
                        .setLength(random.nextInt(10) == 0 ? random.nextLong() : 8L * random.nextInt(6))
                        .setValues(ByteString.copyFrom(garbage(8 * random.nextInt(6), random))));
            default ->
                frame.setRefused(
                        Refused.newBuilder().setRound(round).setCode(random.nextInt(2) == 0 ? "DIVERGED" : "INTERNAL"));
        }
        return frame.build();
    }

    private static byte[] mutated(byte[] honest, SeededStream random) {
        byte[] bytes = honest.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] garbage(int count, SeededStream random) {
        byte[] garbage = new byte[count];
        for (int i = 0; i < count; i++) {
            garbage[i] = (byte) random.nextInt(256);
        }
        return garbage;
    }

    private static byte[] bytes(MessageLite frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Frames.write(frame, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... all) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] bytes : all) {
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
