package org.wardround.coordinator.run;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.v1.Figure;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.SubmitFigureReply;
import org.wardround.protocol.v1.SubmitFigureRequest;
import org.wardround.study.figures.SiteFigures;
import org.wardround.study.figures.SiteFiguresFile;
import org.wardround.study.problem.ProblemsException;

/**
 * What hospitals publish about themselves of runs that have finished: each once, signed by it, in the form of the shipped schema and in no other. One stream of the journal for each run. What a site sends is checked and never believed:
 * whether its numbers are true nobody here can tell. Called on the run's thread.
 */
public final class RunFigures {
    /** As the protocol names what is sent. */
    private static final String KIND = "FIGURES";

    private static final String TYPE = "FiguresTaken";
    private static final String RECEIPT = "ReceiptGiven";

    private final Journal journal;
    private final SigningKey key;
    private final InstantSource clock;

    /** @param key with which receipts are signed */
    public RunFigures(Journal journal, SigningKey key, InstantSource clock) {
        this.journal = journal;
        this.key = key;
        this.clock = clock;
    }

    private static StreamName stream(String run) {
        return new StreamName("figures/" + run);
    }

    /**
     * Takes a site's figures, or the same once more; durable on return.
     *
     * @return with the receipt, signed, the same each time
     * @throws FederationException UNKNOWN_RUN, OUT_OF_ORDER before the run has ended, TOO_LATE where it did not finish, SIGNATURE_INVALID, MALFORMED_MESSAGE, ALREADY_ANSWERED
     */
    public SubmitFigureReply take(RunKeeper run, SiteId site, SubmitFigureRequest request) {
        return SubmitFigureReply.newBuilder()
                .setReceipt(take(run, site, request.getFigure()))
                .build();
    }

    private Signed take(RunKeeper run, SiteId site, Signed signed) {
        if (!run.hasPart(site)) {
            throw new FederationException(ErrorCode.UNKNOWN_RUN, "the site has no part in a run of that name");
        }
        RunEnd end = run.end()
                .orElseThrow(() -> new FederationException(ErrorCode.OUT_OF_ORDER, "the run has not ended yet"));
        if (!end.isFinished()) {
            throw new FederationException(ErrorCode.TOO_LATE, "the run ended without results, and takes no figures");
        }
        RunDefinition definition = run.definition();
        VerifyingKey signer =
                Optional.ofNullable(definition.invited().get(site)).orElseThrow();
        Signing.check(signed, SigningDomain.FIGURE, signer, "site " + site);
        Figure figure = RunRecord.parsed(Figure.parser(), signed.getContent());
        SiteFigures figures = read(figure);
        int rounds = Math.max(0, run.head().getLength() - 2);
        boolean fits = figure.getKind().equals(KIND)
                && figure.getSite().equals(site.name())
                && figure.getRun().equals(definition.run())
                && figure.getRound() == rounds
                && figures.rounds() == rounds
                && figures.run().equals(definition.run())
                && figures.site().equals(site)
                && figures.study().equals(definition.hash());
        if (!fits) {
            throw new FederationException(
                    ErrorCode.MALFORMED_MESSAGE,
                    "the figures are of another site, run, round or study than they are for");
        }
        Sha256 digest = Sha256.of(figure.getJson().toByteArray());
        Optional<Receipt> given = receipt(definition.run(), site);
        if (given.isEmpty()) {
            return keep(definition.run(), signed, receipt(figure, digest));
        }
        if (!given.get().getDigest().equals(Digests.toBytes(digest))) {
            throw new FederationException(
                    ErrorCode.ALREADY_ANSWERED, "other figures of this site were taken for the run before");
        }
        return Signing.sign(key, SigningDomain.RECEIPT, given.get());
    }

    /** Not with the reader's words: they quote what was sent. */
    private static SiteFigures read(Figure figure) {
        try {
            return SiteFiguresFile.read(
                    Path.of("figures.json"), figure.getJson().toByteArray());
        } catch (ProblemsException e) {
            throw new FederationException(
                    ErrorCode.MALFORMED_MESSAGE,
                    "the figures are not in the form of `wardround study schema figures`; the versions of the software differ");
        }
    }

    private Receipt receipt(Figure figure, Sha256 digest) {
        return Receipt.newBuilder()
                .setSite(figure.getSite())
                .setRun(figure.getRun())
                .setRound(figure.getRound())
                .setDigest(Digests.toBytes(digest))
                .setLogLength(figure.getLogLength())
                .setLogHead(figure.getLogHead())
                .setAcceptedMillis(clock.millis())
                .build();
    }

    private Signed keep(String run, Signed signed, Receipt receipt) {
        journal.append(Batch.of(Append.of(
                journal.head(stream(run)),
                new Event(TYPE, Bytes.copyOf(signed.toByteArray())),
                new Event(RECEIPT, Bytes.copyOf(receipt.toByteArray())))));
        return Signing.sign(key, SigningDomain.RECEIPT, receipt);
    }

    private Optional<Receipt> receipt(String run, SiteId site) {
        Receipt[] found = new Receipt[1];
        journal.replay(stream(run), 0, stored -> {
            if (stored.event().type().equals(RECEIPT)) {
                Receipt receipt = RunRecord.read(Receipt.parser(), stored);
                if (receipt.getSite().equals(site.name())) {
                    found[0] = receipt;
                }
            }
        });
        return Optional.ofNullable(found[0]);
    }

    /** The files that were taken, as they came. Thread-safe. */
    public SortedMap<SiteId, Bytes> of(String run) {
        SortedMap<SiteId, Bytes> all = new TreeMap<>();
        journal.replay(stream(run), 0, stored -> {
            if (stored.event().type().equals(TYPE)) {
                Signed signed = RunRecord.read(Signed.parser(), stored);
                Figure figure = RunRecord.parsed(Figure.parser(), signed.getContent());
                ByteString json = figure.getJson();
                all.put(new SiteId(figure.getSite()), Bytes.copyOf(json.toByteArray()));
            }
        });
        return Collections.unmodifiableSortedMap(all);
    }
}
