package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.server.Coordinator;
import org.wardround.coordinator.server.OfferedStudy;
import org.wardround.coordinator.server.Reception;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.transport.InMemoryTransport;
import org.wardround.protocol.v1.BlobStatusRequest;
import org.wardround.protocol.v1.DeclineRequest;
import org.wardround.protocol.v1.EnrolReply;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.Figure;
import org.wardround.protocol.v1.Head;
import org.wardround.protocol.v1.JoinRequest;
import org.wardround.protocol.v1.Joined;
import org.wardround.protocol.v1.RefuseRequest;
import org.wardround.protocol.v1.RenewReply;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterReply;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.SubmitFigureRequest;
import org.wardround.protocol.v1.SubmitRequest;
import org.wardround.protocol.v1.TranscriptRequest;
import org.wardround.testkit.storage.MemoryDisk;

/** What a site with a valid certificate may not do to others' runs, rounds and contents: each is refused by a name, told to the operator, and changes nothing. */
class OthersIdentifiersTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final FaultStudy STUDY = FaultStudy.AVERAGED;
    private static final SiteId ALDER = new SiteId("alder");
    private static final SiteId BIRCH = new SiteId("birch");
    private static final SiteId CEDAR = new SiteId("cedar");
    private static final SiteId OUTSIDER = new SiteId("outsider");
    private static final byte[] ZEROS = new byte[32];

    private final MemoryDisk disk = new MemoryDisk();
    private final Refusals reception = new Refusals();
    private final RunDefinition run = STUDY.run(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));
    private final Coordinator coordinator =
            new Coordinator(reception, disk.journal(CLOCK), disk.blobs(CLOCK), STUDY.coordinatorKey(), CLOCK, "test");

    @BeforeEach
    void open() {
        ByteString manifest = ByteString.copyFromUtf8("manifest");
        coordinator.open(
                run,
                new OfferedStudy(
                        Sha256.of("manifest"),
                        "Ada",
                        ByteString.copyFrom(new byte[64]),
                        Map.of(Sha256.of("manifest"), manifest)));
        // The run is opened by a thread of its own.
        while (coordinator.views().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        coordinator.close();
    }

    @Test
    void a_message_that_speaks_for_another_site_is_refused() {
        refused(ALDER, Method.JOIN, yes(BIRCH, STUDY.key(ALDER)), ErrorCode.WRONG_SITE);
        refused(ALDER, Method.SUBMIT, answer(BIRCH, 1, STUDY.key(ALDER)), ErrorCode.WRONG_SITE);
        refused(ALDER, Method.SUBMIT_FIGURE, figure(BIRCH), ErrorCode.WRONG_SITE);
        assertThat(coordinator.views().get(0).joined()).isEmpty();
    }

    @Test
    void a_yes_that_another_key_signed_is_refused() {
        refused(ALDER, Method.JOIN, yes(ALDER, STUDY.key(BIRCH)), ErrorCode.SIGNATURE_INVALID);
        assertThat(coordinator.views().get(0).joined()).isEmpty();
    }

    @Test
    void to_who_is_not_invited_a_run_and_its_contents_do_not_exist() {
        SigningKey own = SigningKey.generate();
        refused(OUTSIDER, Method.JOIN, yes(OUTSIDER, own), ErrorCode.UNKNOWN_RUN);
        refused(OUTSIDER, Method.DECLINE, no(), ErrorCode.UNKNOWN_RUN);
        refused(OUTSIDER, Method.TRANSCRIPT, transcript(), ErrorCode.UNKNOWN_RUN);
        refused(OUTSIDER, Method.SUBMIT, answer(OUTSIDER, 1, own), ErrorCode.UNKNOWN_RUN);
        refused(OUTSIDER, Method.REFUSE, refusal(1), ErrorCode.UNKNOWN_RUN);
        for (BlobReference blob : List.of(
                new BlobReference(Sha256.of("manifest"), 8, "", 0),
                new BlobReference(Sha256.of("answer"), 8, FaultStudy.RUN, 1))) {
            refused(
                    OUTSIDER,
                    Method.BLOB_STATUS,
                    BlobStatusRequest.newBuilder().setBlob(blob.toMessage()).build(),
                    ErrorCode.UNKNOWN_BLOB);
            assertThat(codeOf(() -> coordinator.accept(caller(OUTSIDER), blob))).isEqualTo(ErrorCode.UNKNOWN_BLOB);
            assertThat(codeOf(() -> coordinator.open(caller(OUTSIDER), blob))).isEqualTo(ErrorCode.UNKNOWN_BLOB);
        }
    }

    @Test
    void the_run_of_nobody_is_unknown_to_all() {
        refused(
                ALDER,
                Method.TRANSCRIPT,
                TranscriptRequest.newBuilder().setRun("another").build(),
                ErrorCode.UNKNOWN_RUN);
        refused(
                ALDER,
                Method.REFUSE,
                RefuseRequest.newBuilder()
                        .setRun("another")
                        .setRound(1)
                        .setCode(ErrorCode.NOT_APPROVED.name())
                        .build(),
                ErrorCode.UNKNOWN_RUN);
    }

    @Test
    void messages_out_of_their_order_are_refused() {
        // Nobody has joined: there is no transcript to read, and no question to answer.
        refused(ALDER, Method.TRANSCRIPT, transcript(), ErrorCode.UNKNOWN_RUN);
        refused(ALDER, Method.SUBMIT, answer(ALDER, 1, STUDY.key(ALDER)), ErrorCode.UNKNOWN_RUN);
        refused(ALDER, Method.REFUSE, refusal(1), ErrorCode.UNKNOWN_RUN);
        call(ALDER, Method.JOIN, yes(ALDER, STUDY.key(ALDER)));
        refused(ALDER, Method.DECLINE, no(), ErrorCode.TOO_LATE);
        refused(ALDER, Method.SUBMIT, answer(ALDER, 1, STUDY.key(ALDER)), ErrorCode.TOO_LATE);

        call(BIRCH, Method.JOIN, yes(BIRCH, STUDY.key(BIRCH)));
        call(CEDAR, Method.DECLINE, no());

        // The first round is open, over alder and birch.
        refused(CEDAR, Method.JOIN, yes(CEDAR, STUDY.key(CEDAR)), ErrorCode.TOO_LATE);
        refused(CEDAR, Method.SUBMIT, answer(CEDAR, 1, STUDY.key(CEDAR)), ErrorCode.UNKNOWN_RUN);
        refused(ALDER, Method.SUBMIT, answer(ALDER, 2, STUDY.key(ALDER)), ErrorCode.OUT_OF_ORDER);
        refused(ALDER, Method.REFUSE, refusal(2), ErrorCode.OUT_OF_ORDER);
        refused(ALDER, Method.SUBMIT, answer(ALDER, 1, STUDY.key(ALDER)), ErrorCode.OUT_OF_ORDER);
        refused(ALDER, Method.SUBMIT_FIGURE, figure(ALDER), ErrorCode.OUT_OF_ORDER);
        assertThat(coordinator.views().get(0).waitingFor()).containsExactly(ALDER, BIRCH);
    }

    private static Caller caller(SiteId site) {
        return new Caller(site, Sha256.of(site.name()), "here");
    }

    private void call(SiteId site, Method method, Message request) {
        new InMemoryTransport(coordinator, caller(site)).call(method, request);
    }

    private void refused(SiteId site, Method method, Message request, ErrorCode code) {
        reception.told.clear();
        assertThat(codeOf(() -> call(site, method, request)))
                .as("%s by %s", method, site)
                .isEqualTo(code);
        assertThat(reception.told).as("what the operator is told").contains("%s %s %s".formatted(site, method, code));
    }

    private static ErrorCode codeOf(ThrowingCallable call) {
        return catchThrowableOfType(FederationException.class, call).code();
    }

    private static JoinRequest yes(SiteId site, SigningKey key) {
        Joined joined = Joined.newBuilder()
                .setRun(FaultStudy.RUN)
                .setStudy(Digests.toBytes(Sha256.of("manifest")))
                .setRoster(Digests.toBytes(Sha256.of("roster")))
                .setSite(site.name())
                .setNonce(ByteString.copyFrom(ZEROS))
                .build();
        return JoinRequest.newBuilder()
                .setJoined(Signing.sign(key, SigningDomain.JOINED, joined))
                .build();
    }

    private static DeclineRequest no() {
        return DeclineRequest.newBuilder()
                .setRun(FaultStudy.RUN)
                .setStudy(Digests.toBytes(Sha256.of("manifest")))
                .setCode(ErrorCode.NOT_APPROVED.name())
                .setReason("not today")
                .build();
    }

    private static TranscriptRequest transcript() {
        return TranscriptRequest.newBuilder().setRun(FaultStudy.RUN).build();
    }

    private static RefuseRequest refusal(int round) {
        return RefuseRequest.newBuilder()
                .setRun(FaultStudy.RUN)
                .setRound(round)
                .setCode(ErrorCode.NOT_APPROVED.name())
                .build();
    }

    /** To a transcript and a question that nobody knows. */
    private static SubmitRequest answer(SiteId site, int round, SigningKey key) {
        Submission answer = Submission.newBuilder()
                .setSite(site.name())
                .setRun(FaultStudy.RUN)
                .setRound(round)
                .setHead(Head.newBuilder().setLength(1).setHash(ByteString.copyFrom(ZEROS)))
                .setQuestion(ByteString.copyFrom(ZEROS))
                .setDigest(Digests.toBytes(Sha256.of(new byte[8])))
                .setLength(8)
                .setLogLength(1)
                .setLogHead(ByteString.copyFrom(ZEROS))
                .build();
        return SubmitRequest.newBuilder()
                .setSubmission(Signing.sign(key, SigningDomain.SUBMISSION, answer))
                .setInline(ByteString.copyFrom(new byte[8]))
                .build();
    }

    private static SubmitFigureRequest figure(SiteId site) {
        Figure figure = Figure.newBuilder()
                .setSite(site.name())
                .setRun(FaultStudy.RUN)
                .setRound(1)
                .setKind("VERDICT")
                .setJson(ByteString.copyFromUtf8("{}"))
                .setLogLength(1)
                .setLogHead(ByteString.copyFrom(ZEROS))
                .build();
        return SubmitFigureRequest.newBuilder()
                .setFigure(Signing.sign(STUDY.key(ALDER), SigningDomain.FIGURE, figure))
                .build();
    }

    /** Lets everybody in, and keeps what was refused. */
    private static final class Refusals implements Reception {
        private final Queue<String> told = new ConcurrentLinkedQueue<>();

        @Override
        public void admit(Caller caller, Method method) {}

        @Override
        public void refused(Caller caller, Method method, FederationException problem) {
            told.add("%s %s %s".formatted(caller.site(), method, problem.code()));
        }

        @Override
        public EnrolReply enrol(String address, EnrolRequest request) {
            throw new FederationException(ErrorCode.TOKEN_INVALID, "nobody enrols here");
        }

        @Override
        public RenewReply renew(Caller caller, RenewRequest request) {
            throw new FederationException(ErrorCode.REVOKED, "nothing is renewed here");
        }

        @Override
        public RosterReply roster(RosterRequest request) {
            return RosterReply.getDefaultInstance();
        }

        @Override
        public int rosterNumber() {
            return 1;
        }
    }
}
