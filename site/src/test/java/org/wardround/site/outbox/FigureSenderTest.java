package org.wardround.site.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Journal;
import org.wardround.core.study.Metric;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.Figure;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.SubmitFigureReply;
import org.wardround.protocol.v1.SubmitFigureRequest;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.approval.Person;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.ledger.Caps;
import org.wardround.site.ledger.Charge;
import org.wardround.site.ledger.SiteLedger;
import org.wardround.site.policy.PolicyFile;
import org.wardround.study.figures.SiteFigures;
import org.wardround.study.results.Count;
import org.wardround.testkit.storage.Crash;
import org.wardround.testkit.storage.MemoryDisk;

/** What leaves is what a person, or the policy, let go; charged once, told in the log once, whatever is killed. */
class FigureSenderTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:30:00Z");
    private static final String RUN = "heart-1";

    @TempDir
    Path folder;

    private final SigningKey key = SigningKey.generate();
    private final SigningKey coordinatorKey = SigningKey.generate();
    private final List<ApprovalEvent> decisions = new ArrayList<>();
    private final Taking coordinator = new Taking();
    private Instant now = NOW;
    private String rule = "ask";
    private Caps caps = Caps.NONE;
    private MemoryDisk disk = new MemoryDisk();
    private Journal journal;
    private FigureSender sender;

    @BeforeEach
    void start() {
        shelf().put(figures());
        open();
    }

    private OutboxShelf shelf() {
        return new OutboxShelf(folder.resolve("outbox"));
    }

    private Outbox outbox() {
        return new Outbox(shelf(), () -> decisions);
    }

    private static SiteFigures figures() {
        return new SiteFigures(
                RUN,
                Sha256.of("study"),
                new SiteId("north"),
                7,
                Count.of(40),
                new TreeMap<>(Map.of(
                        SiteFigures.Model.FEDERATED,
                        new TreeMap<>(
                                Map.of(Metric.AUROC, org.wardround.study.figures.Figure.Told.of(0.8, 0.7, 0.9))))),
                null);
    }

    private void open() {
        InstantSource clock = () -> now;
        journal = disk.journal(clock);
        sender = new FigureSender(
                outbox(),
                new FigureSender.Kept(
                        journal, AuditLog.open(journal, clock), SiteLedger.open(journal, () -> caps), key),
                () -> PolicyFile.of(
                        Path.of("policy.yaml"),
                        "releases: {siteFigure: %s}".formatted(rule).getBytes(StandardCharsets.UTF_8)),
                new FigureSender.Peer(coordinator, coordinatorKey::verifyingKey),
                clock);
    }

    private void decide(boolean released) {
        decisions.add(new ApprovalEvent.OutboxDecided(
                released,
                RUN,
                Sha256.of("study"),
                shelf().find(RUN).orElseThrow().bytes().digest(),
                new Person("Ada"),
                NOW,
                ""));
    }

    private Outbox.State state() {
        return outbox().figures(RUN, journal).orElseThrow().state();
    }

    private List<String> lines() {
        List<String> words = new ArrayList<>();
        journal.replay(
                AuditLog.STREAM,
                0,
                stored -> words.add(AuditLine.read(stored.event().payload()).event()));
        return words;
    }

    @Test
    void what_waits_for_a_person_leaves_once_the_person_has_let_it() {
        sender.look();
        assertThat(state()).isEqualTo(Outbox.State.WAITING);
        assertThat(coordinator.heard).isEmpty();

        decide(true);
        assertThat(state()).isEqualTo(Outbox.State.RELEASED);
        sender.look();
        sender.look();

        assertThat(state()).isEqualTo(Outbox.State.SENT);
        assertThat(coordinator.calls).isEqualTo(1);
        assertThat(lines()).containsExactly("figureReleased", "receiptKept");
        assertThat(SiteLedger.open(journal, () -> Caps.NONE)
                        .account(Charge.ALL_PATIENTS)
                        .notBounded())
                .isEqualTo(1);
        assertThat(Sha256.of(coordinator.heard.iterator().next().toByteArray()))
                .isEqualTo(shelf().find(RUN).orElseThrow().bytes().digest());
    }

    @Test
    void what_was_refused_never_leaves_whatever_is_said_later() {
        decide(false);
        decide(true);
        rule = "yes";
        sender.look();

        assertThat(state()).isEqualTo(Outbox.State.REFUSED);
        assertThat(coordinator.calls).isZero();
        assertThat(lines()).isEmpty();
    }

    @Test
    void a_decision_on_other_bytes_is_none_on_these() {
        decisions.add(new ApprovalEvent.OutboxDecided(
                true, RUN, Sha256.of("study"), Sha256.of("others"), new Person("Ada"), NOW, ""));
        sender.look();

        assertThat(state()).isEqualTo(Outbox.State.WAITING);
    }

    @Test
    void with_a_policy_of_yes_it_leaves_by_itself_and_with_no_not_even_what_was_released() {
        rule = "no";
        decide(true);
        sender.look();
        assertThat(coordinator.calls).isZero();

        rule = "yes";
        sender.look();
        assertThat(state()).isEqualTo(Outbox.State.SENT);
    }

    @Test
    void a_policy_with_mistakes_lets_nothing_leave() {
        rule = "perhaps";
        decide(true);
        sender.look();

        assertThat(coordinator.calls).isZero();
    }

    @Test
    void where_the_budget_is_spent_nothing_leaves_and_nothing_is_written() {
        caps = new Caps(0, Caps.NONE.epsilon(), Caps.USUAL_DELTA);
        open();
        decide(true);
        sender.look();

        assertThat(coordinator.calls).isZero();
        assertThat(lines()).isEmpty();
        assertThat(state()).isEqualTo(Outbox.State.RELEASED);
    }

    @Test
    void what_does_not_come_through_is_tried_again_after_a_pause_with_the_same_bytes() {
        decide(true);
        coordinator.refusal = ErrorCode.UNREACHABLE;
        sender.look();
        sender.look();
        assertThat(coordinator.calls).isEqualTo(1);
        assertThat(state()).isEqualTo(Outbox.State.LEAVING);

        coordinator.refusal = null;
        now = now.plus(Duration.ofMinutes(1));
        sender.look();

        assertThat(state()).isEqualTo(Outbox.State.SENT);
        assertThat(coordinator.signed).hasSize(1);
        assertThat(lines()).containsExactly("figureReleased", "receiptKept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other key", "other digest", "other run"})
    void a_receipt_for_something_else_is_none(String lie) {
        decide(true);
        coordinator.lie = lie;
        sender.look();

        assertThat(state()).isEqualTo(Outbox.State.LEAVING);
        assertThat(lines()).containsExactly("figureReleased");
    }

    @Test
    void a_file_that_somebody_changed_does_not_leave() throws Exception {
        decide(true);
        Path file = folder.resolve("outbox").resolve(RUN + ".json");
        Files.writeString(file, Files.readString(file).replace("0.8", "0.9"));
        sender.look();

        assertThat(coordinator.calls).isZero();
    }

    /** Killed at every call to the disk, with the power gone: the next start sends the same bytes or goes on after them. */
    @Test
    void killed_anywhere_it_is_charged_once_told_once_and_the_same() {
        decide(true);
        boolean killed = true;
        int kills = 0;
        for (int call = 1; killed; call++) {
            disk = new MemoryDisk();
            coordinator.signed.clear();
            open();
            disk.stopAt(disk.calls() + call);
            killed = false;
            try {
                sender.look();
            } catch (Crash crash) {
                killed = true;
                kills++;
                disk.powerFails(SeededStream.of(call, "power"));
            }
            open();
            sender.look();

            assertThat(state()).as("call %d", call).isEqualTo(Outbox.State.SENT);
            assertThat(lines()).as("call %d", call).containsExactly("figureReleased", "receiptKept");
            assertThat(coordinator.signed).as("call %d", call).hasSize(1);
            assertThat(journal.head(SiteLedger.STREAM).length()).isEqualTo(1);
        }
        assertThat(kills).isGreaterThan(4);
    }

    /** Takes figures as a coordinator does, or as one that lies. */
    private final class Taking implements Transport {
        private final Set<ByteString> heard = new LinkedHashSet<>();
        private final Set<Signed> signed = new LinkedHashSet<>();
        private ErrorCode refusal;
        private String lie = "";
        private int calls;

        @Override
        public Message call(Method method, Message request) {
            assertThat(method).isEqualTo(Method.SUBMIT_FIGURE);
            calls++;
            if (refusal != null) {
                throw new FederationException(refusal, "not now");
            }
            Signed figure = ((SubmitFigureRequest) request).getFigure();
            Signing.check(figure, SigningDomain.FIGURE, key.verifyingKey(), "site north");
            signed.add(figure);
            try {
                Figure content = Figure.parseFrom(figure.getContent());
                heard.add(content.getJson());
                Receipt.Builder receipt = Receipt.newBuilder()
                        .setSite(content.getSite())
                        .setRun(lie.equals("other run") ? "heart-2" : content.getRun())
                        .setRound(content.getRound())
                        .setDigest(Digests.toBytes(
                                lie.equals("other digest")
                                        ? Sha256.of("another")
                                        : Sha256.of(content.getJson().toByteArray())))
                        .setLogLength(content.getLogLength())
                        .setLogHead(content.getLogHead())
                        .setAcceptedMillis(1);
                SigningKey signer = lie.equals("other key") ? SigningKey.generate() : coordinatorKey;
                return SubmitFigureReply.newBuilder()
                        .setReceipt(Signing.sign(signer, SigningDomain.RECEIPT, receipt.build()))
                        .build();
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public HelloReply hello(HelloRequest request) {
            throw new AssertionError("not asked");
        }

        @Override
        public ProtocolVersion version() {
            throw new AssertionError("not asked");
        }

        @Override
        public void upload(BlobReference blob, BlobSource source) {
            throw new AssertionError("not asked");
        }

        @Override
        public void download(BlobReference blob, BlobSink sink) {
            throw new AssertionError("not asked");
        }

        @Override
        public void close() {}
    }
}
