package org.wardround.site.outbox;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.core.task.TaskKind;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.privacy.accounting.Cost;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.Figure;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.SubmitFigureReply;
import org.wardround.protocol.v1.SubmitFigureRequest;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditHead;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.audit.Pending;
import org.wardround.site.ledger.Charge;
import org.wardround.site.ledger.SiteLedger;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.Releases;
import org.wardround.site.run.SiteRuns;
import org.wardround.study.figures.SiteFigures;
import org.wardround.study.figures.SiteFiguresFile;
import org.wardround.study.problem.ProblemsException;

/**
 * Sends figures that may leave. First one batch of the journal charges them, writes their line into the audit log and keeps what is sent, signed; then they are sent, and again after a kill or a failure, the same bytes; then one batch
 * keeps the receipt. Where the policy says no by now, nothing more is sent. Not thread-safe.
 */
public final class FigureSender {
    /** As the protocol names what is sent. */
    public static final String KIND = "FIGURES";

    private static final System.Logger LOG = System.getLogger(FigureSender.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final String LEAVING = "Leaving";
    private static final String SENT = "Sent";

    private final Outbox outbox;
    private final Kept kept;
    private final Supplier<Policy> policy;
    private final Peer peer;
    private final InstantSource clock;
    private final Set<String> sent = new HashSet<>();
    private Instant next = Instant.MIN;
    private Duration pause = FIRST_PAUSE;

    /** Where things are written down. */
    public record Kept(Journal journal, AuditLog audit, SiteLedger ledger, SigningKey key) {}

    /** The other side. @param coordinator the key that the accepted roster names */
    public record Peer(Transport transport, Supplier<VerifyingKey> coordinator) {}

    /** @param policy as it is now */
    public FigureSender(Outbox outbox, Kept kept, Supplier<Policy> policy, Peer peer, InstantSource clock) {
        this.outbox = outbox;
        this.kept = kept;
        this.policy = policy;
        this.peer = peer;
        this.clock = clock;
    }

    /** To be called often: sends what may leave now. What does not come through is tried again, after pauses that grow from seconds to an hour. */
    public void look() {
        if (clock.instant().isBefore(next)) {
            return;
        }
        try {
            Releases.FigureRule rule = policy.get().releases().siteFigure();
            if (rule != Releases.FigureRule.NO) {
                send(rule);
            }
            pause = FIRST_PAUSE;
        } catch (ProblemsException noPolicy) {
            later("policy.yaml has mistakes, and a policy with mistakes is none");
        } catch (FederationException problem) {
            later("%s (%s)".formatted(problem.getMessage(), problem.code()));
        }
    }

    private void later(String why) {
        next = clock.instant().plus(pause);
        LOG.log(
                System.Logger.Level.WARNING,
                "figures about this site did not leave yet: {0}; tried again in {1} seconds",
                why,
                pause.toSeconds());
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    private void send(Releases.FigureRule rule) {
        FederationException last = null;
        for (String run : outbox.runs()) {
            try {
                if (!sent.contains(run)) {
                    outbox.figures(run, kept.journal).ifPresent(item -> sendIfFree(item, rule));
                }
            } catch (FederationException problem) {
                // The others have nothing to do with it.
                last = problem;
            }
        }
        if (last != null) {
            throw last;
        }
    }

    private void sendIfFree(Outbox.Item item, Releases.FigureRule rule) {
        boolean leaves = switch (item.state()) {
            case RELEASED, LEAVING -> true;
            case WAITING -> rule == Releases.FigureRule.YES;
            case REFUSED, SENT -> false;
        };
        if (leaves) {
            send(item);
        } else if (item.state() == Outbox.State.SENT) {
            sent.add(item.run());
        }
    }

    private void send(Outbox.Item item) {
        Signed figure = item.state() == Outbox.State.LEAVING ? leaving(item) : charged(item);
        SubmitFigureReply reply = (SubmitFigureReply) peer.transport.call(
                Method.SUBMIT_FIGURE,
                SubmitFigureRequest.newBuilder().setFigure(figure).build());
        received(item, figure, reply.getReceipt());
        sent.add(item.run());
        LOG.log(System.Logger.Level.INFO, "run {0}: the figures about this site have left", item.run());
    }

    /** What was sent before, or was about to be. */
    private Signed leaving(Outbox.Item item) {
        Bytes payload = kept.journal.read(stream(item), 0, 1).get(0).event().payload();
        return parsed(Signed.parser(), ByteString.copyFrom(payload.toArray()));
    }

    /** Charges, writes the line, and keeps what is to be sent; all or nothing. */
    private Signed charged(Outbox.Item item) {
        SiteFigures figures =
                SiteFiguresFile.read(Path.of("figures.json"), item.bytes().toArray());
        Charge charge = new Charge(
                Charge.ALL_PATIENTS,
                item.run(),
                item.study(),
                figures.rounds(),
                TaskKind.EVALUATE,
                new Cost.NotBounded());
        Signed[] made = new Signed[1];
        kept.ledger.charge(charge, entry -> {
            try (Pending line = kept.audit.prepare(new AuditEvent.FigureReleased(
                    item.run(),
                    figures.rounds(),
                    item.study(),
                    KIND,
                    item.bytes().length(),
                    item.digest()))) {
                made[0] = Signing.sign(kept.key, SigningDomain.FIGURE, figure(item, figures, line.head()));
                kept.journal.append(Batch.of(
                        line.append(),
                        entry,
                        Append.of(
                                kept.journal.head(stream(item)),
                                new Event(LEAVING, Bytes.copyOf(made[0].toByteArray())))));
                line.committed();
            }
        });
        return made[0];
    }

    private static Figure figure(Outbox.Item item, SiteFigures figures, AuditHead log) {
        return Figure.newBuilder()
                .setSite(figures.site().name())
                .setRun(item.run())
                .setRound(figures.rounds())
                .setKind(KIND)
                .setJson(ByteString.copyFrom(item.bytes().toArray()))
                .setLogLength(log.length())
                .setLogHead(Digests.toBytes(log.hash()))
                .build();
    }

    private void received(Outbox.Item item, Signed figure, Signed receipt) {
        Signing.check(receipt, SigningDomain.RECEIPT, peer.coordinator.get(), "the coordinator");
        Receipt content = parsed(Receipt.parser(), receipt.getContent());
        Figure told = parsed(Figure.parser(), figure.getContent());
        Sha256 digest = Sha256.of(told.getJson().toByteArray());
        boolean fits = content.getSite().equals(told.getSite())
                && content.getRun().equals(told.getRun())
                && content.getRound() == told.getRound()
                && content.getDigest().equals(Digests.toBytes(digest))
                && content.getLogLength() == told.getLogLength()
                && content.getLogHead().equals(told.getLogHead());
        if (!fits) {
            throw new FederationException(
                    ErrorCode.SIGNATURE_INVALID, "the coordinator's receipt is for something else");
        }
        try (Pending line = kept.audit.prepare(new AuditEvent.ReceiptKept(
                told.getRun(), told.getRound(), digest, Bytes.copyOf(receipt.toByteArray())))) {
            kept.journal.append(Batch.of(
                    line.append(),
                    Append.of(
                            kept.journal.head(stream(item)),
                            new Event(SENT, Bytes.copyOf(content.getDigest().toByteArray())))));
            line.committed();
        }
    }

    private static StreamName stream(Outbox.Item item) {
        return SiteRuns.outbox(item.run());
    }

    private static <T> T parsed(Parser<T> parser, ByteString bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new FederationException(ErrorCode.MALFORMED_MESSAGE, "what was signed can't be read", e);
        }
    }
}
