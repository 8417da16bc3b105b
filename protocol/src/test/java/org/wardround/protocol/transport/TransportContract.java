package org.wardround.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.message.Samples;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.PollReply;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.SubmitRequest;

/** What holds for every transport, from the site's end to the coordinator's. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class TransportContract {
    /** The site whose certificate the transport under test has: the one that the samples of messages name. */
    protected static final SiteId SITE = new SiteId("site-1");

    private static final int CHUNKS = 5;

    protected final FakeCoordinator coordinator = new FakeCoordinator();

    /** The transport of {@link #SITE} to {@link #coordinator}. */
    protected abstract Transport transport();

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ENROL", "HELLO", "JOIN", "POLL", "BLOB_STATUS", "UPLOAD", "DOWNLOAD"})
    void a_call_reaches_the_coordinator_and_comes_back(Method method) {
        Message request = Samples.of(method.request().getDescriptorForType());

        Message reply = transport().call(method, request);

        assertThat(reply).isEqualTo(Samples.of(method.reply().getDescriptorForType()));
        assertThat(coordinator.callers).extracting(Caller::site).containsExactly(SITE);
    }

    @Test
    void hello_settles_the_version() {
        HelloRequest hello = Samples.of(HelloRequest.class);

        transport().hello(hello.toBuilder().setLowestMinor(0).build());

        assertThat(transport().version()).isEqualTo(ProtocolVersion.CURRENT);
    }

    @Test
    void a_poll_waits_for_its_answer() throws InterruptedException {
        PollReply news = Samples.of(PollReply.class);
        Thread waiting = new Thread(() -> {
            while (coordinator.polls.isEmpty()) {
                Thread.onSpinWait();
            }
            coordinator.polls.get(0).complete(news);
        });
        waiting.start();

        Message reply = transport()
                .call(
                        Method.POLL,
                        PollRequest.newBuilder().setWaitMillis(20_000).build());

        waiting.join();
        assertThat(reply).isEqualTo(news);
    }

    @Test
    void a_refusal_keeps_its_code_and_its_words() {
        coordinator.revoked.add(SITE);

        assertThatThrownBy(() -> transport()
                        .call(Method.ROSTER, Samples.of(Method.ROSTER.request().getDescriptorForType())))
                .isInstanceOf(FederationException.class)
                .hasMessage("site site-1 is revoked")
                .extracting(thrown -> ((FederationException) thrown).code())
                .isEqualTo(ErrorCode.REVOKED);
    }

    @Test
    void nobody_speaks_for_another_site() throws InvalidProtocolBufferException {
        SubmitRequest honest = Samples.of(SubmitRequest.class);
        Submission forged = Submission.parseFrom(honest.getSubmission().getContent()).toBuilder()
                .setSite("site-2")
                .build();
        SubmitRequest request = honest.toBuilder()
                .setSubmission(honest.getSubmission().toBuilder().setContent(forged.toByteString()))
                .build();

        assertThat(codeOf(() -> transport().call(Method.SUBMIT, request))).isEqualTo(ErrorCode.WRONG_SITE);
        assertThat(coordinator.refusals).containsExactly(ErrorCode.WRONG_SITE);
    }

    @Test
    void what_breaks_a_limit_does_not_leave() {
        PollRequest request = PollRequest.newBuilder()
                .setCursor(ByteString.copyFrom(new byte[17]))
                .build();

        assertThatThrownBy(() -> transport().call(Method.POLL, request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PollRequest.cursor breaks its rule: 0 to 16 bytes");
    }

    @Test
    void a_blob_arrives_whole() {
        byte[] bytes = bytes(CHUNKS * Limits.CHUNK_BYTES - 1);

        transport().upload(reference(bytes), MemoryBlobs.source(bytes));

        assertThat(coordinator.blobs.get(Sha256.of(bytes))).isEqualTo(bytes);
    }

    @Test
    void a_blob_that_is_there_is_not_sent_again() {
        byte[] bytes = bytes(1000);
        coordinator.blobs.put(bytes);

        transport().upload(reference(bytes), MemoryBlobs.source(bytes, 0));
    }

    @Test
    void an_upload_that_was_cut_goes_on_where_it_stopped() {
        byte[] bytes = bytes(CHUNKS * Limits.CHUNK_BYTES);
        BlobReference blob = reference(bytes);
        assertThatThrownBy(() -> transport().upload(blob, MemoryBlobs.source(bytes, 3 * Limits.CHUNK_BYTES)))
                .hasMessage("the source is cut here");
        long kept = settledOffset(blob);

        byte[] onlyTheRest = bytes.clone();
        Arrays.fill(onlyTheRest, 0, (int) kept, (byte) 0);
        transport().upload(blob, MemoryBlobs.source(onlyTheRest));

        assertThat(coordinator.blobs.get(blob.digest())).isEqualTo(bytes);
    }

    @Test
    void other_bytes_than_were_announced_are_refused() {
        byte[] bytes = bytes(1000);
        BlobReference other = new BlobReference(Sha256.of("other"), bytes.length, "run-1", 1);

        assertThat(codeOf(() -> transport().upload(other, MemoryBlobs.source(bytes))))
                .isEqualTo(ErrorCode.DIGEST_MISMATCH);
    }

    @Test
    void a_blob_comes_back_whole_and_goes_on_where_it_stopped() {
        byte[] bytes = bytes(CHUNKS * Limits.CHUNK_BYTES + 1);
        coordinator.blobs.put(bytes);
        MemoryBlobs home = new MemoryBlobs();
        BlobSink sink = home.sink(reference(bytes));
        sink.append(bytes, 2 * Limits.CHUNK_BYTES + 17);

        transport().download(reference(bytes), sink);

        assertThat(home.get(Sha256.of(bytes))).isEqualTo(bytes);
    }

    @Test
    void a_sink_that_fails_ends_the_download_and_keeps_what_it_has() {
        byte[] bytes = bytes(CHUNKS * Limits.CHUNK_BYTES);
        coordinator.blobs.put(bytes);
        MemoryBlobs home = new MemoryBlobs();
        BlobSink sink = home.sink(reference(bytes));

        assertThatThrownBy(() -> transport().download(reference(bytes), failingAfterOne(sink)))
                .hasMessage("the disk is full");

        assertThat(sink.offset()).isEqualTo(Limits.CHUNK_BYTES);
    }

    @Test
    void a_blob_that_is_not_there_is_refused() {
        byte[] bytes = bytes(10);

        assertThat(codeOf(() -> transport().download(reference(bytes), new MemoryBlobs().sink(reference(bytes)))))
                .isEqualTo(ErrorCode.UNKNOWN_BLOB);
    }

    @Test
    void a_closed_transport_reaches_nobody() {
        transport().close();

        assertThat(codeOf(() -> transport().call(Method.POLL, PollRequest.getDefaultInstance())))
                .isEqualTo(ErrorCode.UNREACHABLE);
    }

    /** The code of the refusal that {@code call} ends with. */
    protected static ErrorCode codeOf(Runnable call) {
        Throwable thrown = catchThrowable(call::run);
        assertThat(thrown).isInstanceOf(FederationException.class);
        return ((FederationException) thrown).code();
    }

    /** Bytes that look like nothing. */
    protected static byte[] bytes(int count) {
        SeededStream random = SeededStream.of(count, "bytes");
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) random.nextLong();
        }
        return bytes;
    }

    protected static BlobReference reference(byte[] bytes) {
        return new BlobReference(Sha256.of(bytes), bytes.length, "run-1", 1);
    }

    // A cut connection is noticed at the other end when it is noticed.
    private long settledOffset(BlobReference blob) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (coordinator.blobs.offset(blob) < 3L * Limits.CHUNK_BYTES && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return coordinator.blobs.offset(blob);
    }

    private static BlobSink failingAfterOne(BlobSink sink) {
        return new BlobSink() {
            @Override
            public long offset() {
                return sink.offset();
            }

            @Override
            public void append(byte[] bytes, int count) {
                if (sink.offset() > 0) {
                    throw new IllegalStateException("the disk is full");
                }
                sink.append(bytes, count);
            }

            @Override
            public void finish() {
                sink.finish();
            }

            @Override
            public void close() {
                sink.close();
            }
        };
    }
}
