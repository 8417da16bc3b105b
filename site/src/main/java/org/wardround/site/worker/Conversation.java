package org.wardround.site.worker;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Segment;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.QuestionDigest;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.StoredWords;
import org.wardround.site.policy.Limits;
import org.wardround.site.run.Answerer;
import org.wardround.site.run.OwnResults;
import org.wardround.site.run.SiteRunDefinition;
import org.wardround.site.worker.WorkerFailedException.Reason;
import org.wardround.site.worker.v1.Ask;
import org.wardround.site.worker.v1.Block;
import org.wardround.site.worker.v1.Close;
import org.wardround.site.worker.v1.Content;
import org.wardround.site.worker.v1.FromWorker;
import org.wardround.site.worker.v1.Lines;
import org.wardround.site.worker.v1.Open;
import org.wardround.site.worker.v1.Part;
import org.wardround.site.worker.v1.Ready;
import org.wardround.site.worker.v1.Refused;
import org.wardround.site.worker.v1.Report;
import org.wardround.site.worker.v1.ToWorker;
import org.wardround.site.worker.v1.WorkerLimits;

/**
 * The agent's side of what agent and worker say to each other, over any two streams. Whatever the worker sends, each method ends in its result or by a {@link
 * WorkerFailedException}, provided that the streams do not block for ever. Not thread-safe.
 */
final class Conversation {
    static final int VERSION = 1;

    /** What a worker says that makes a page for the hospital itself. */
    static final String REPORT = "report";

    /** What a worker says that works out what the hospital may publish about itself. */
    static final String FIGURES = "figures";

    /** Most frames that say nothing but that the worker is at work, for each task. */
    static final int MOST_PROGRESS = 10_000;

    /** Longest word of a worker that is logged. */
    static final int MOST_CHARACTERS = 200;

    /** With what a worker may refuse a task; anything else is a failure of its own. */
    static final Set<ErrorCode> REFUSALS = Set.of(
            ErrorCode.TOO_FEW_PATIENTS,
            ErrorCode.NO_ROWS,
            ErrorCode.NOT_FINITE,
            ErrorCode.OUT_OF_BOUND,
            ErrorCode.DIVERGED,
            ErrorCode.STUDY_UNFIT);

    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    private final InputStream in;
    private final OutputStream out;
    private Set<String> kinds = Set.of();

    Conversation(InputStream fromWorker, OutputStream toWorker) {
        this.in = new BufferedInputStream(fromWorker, 1 << 16);
        this.out = new BufferedOutputStream(toWorker, 1 << 16);
    }

    /** Says what the run is, and waits until the worker has read its rows. */
    Ready open(SiteRunDefinition definition, Iterable<SiteId> sites, WorkerInput input, Limits.Worker limits)
            throws WorkerFailedException {
        send(Content.STUDY, Pieces.of(input.study().toArray()), null);
        @Nullable Vector initial = definition.given().parameters();
        if (initial != null) {
            send(Content.INITIAL, Pieces.of(initial), null);
        }
        if (input.model().length() > 0) {
            send(Content.MODEL, Pieces.of(input.model().toArray()), null);
        }
        Open.Builder open = Open.newBuilder()
                .setVersion(VERSION)
                .setRun(definition.run())
                .setSite(definition.self().name())
                .setSeed(definition.seed())
                .setSnapshot(input.snapshot().toAbsolutePath().toString())
                .setLimits(WorkerLimits.newBuilder()
                        .setMemoryBytes(limits.memoryBytes())
                        .setProcessors(limits.processors())
                        .setTaskMillis(limits.taskTime().toMillis()));
        sites.forEach(site -> open.addSites(site.name()));
        CountWords.put(definition.counts(), open);
        send(ToWorker.newBuilder().setOpen(open).build());
        flush();
        FromWorker reply = receive();
        if (!reply.hasReady() || reply.getReady().getVersion() != VERSION) {
            throw unexpected(reply);
        }
        kinds = reply.getReady().getKindsList().stream().collect(Collectors.toUnmodifiableSet());
        return reply.getReady();
    }

    /** Tells the next line of the transcript, if it is the end of a round: the others say nothing to a worker. */
    void tell(ByteString line, Ring ring, StoredWords stored) throws WorkerFailedException {
        var entry = MessageCodec.decodeEntry(line);
        if (!entry.hasRoundClosed()) {
            return;
        }
        for (var words : entry.getRoundClosed().getWordsList()) {
            if (words.getInline().isEmpty()) {
                send(
                        Content.WORDS,
                        Pieces.of(stored.of(Digests.of(words.getDigest()), words.getLength(), ring)),
                        words.getDigest());
            }
        }
        send(ToWorker.newBuilder().setLines(Lines.newBuilder().addEntries(line)).build());
    }

    /**
     * The worker's answer, of the layout's length; its values are whatever the worker said.
     *
     * @throws TaskRefusedException where the worker says that there is none
     */
    Answerer.Raw ask(Question question, Vector carried) throws WorkerFailedException {
        int round = question.plan().number();
        String kind = question.plan().kind().name().toLowerCase(Locale.ROOT);
        if (!kinds.contains(kind)) {
            throw new WorkerFailedException(Reason.BROKE_RULES, "the worker does not answer tasks of this kind");
        }
        if (carried.length() > 0) {
            send(Content.CARRY, Pieces.of(carried), null);
        }
        Ask.Builder ask = Ask.newBuilder()
                .setRound(round)
                .setKind(kind)
                .setQuestion(Digests.toBytes(QuestionDigest.of(question)))
                .setCarries(carried.length() > 0);
        for (Segment segment : question.layout().segments()) {
            ask.addLayout(Block.newBuilder().setName(segment.name()).setLength(segment.length()));
        }
        send(ToWorker.newBuilder().setAsk(ask).build());
        flush();
        return answer(new Collecting(question.layout(), round, carried.length()));
    }

    private Answerer.Raw answer(Collecting answer) throws WorkerFailedException {
        int progress = 0;
        while (!answer.isWhole()) {
            FromWorker frame = receive();
            switch (frame.getKindCase()) {
                case PROGRESS -> {
                    answer.requireRound(frame.getProgress().getRound());
                    progress++;
                    if (progress > MOST_PROGRESS) {
                        throw Collecting.broken("too many frames that say nothing");
                    }
                }
                case UPDATE -> answer.add(frame.getUpdate());
                case CARRIED -> answer.add(frame.getCarried());
                case REFUSED -> {
                    answer.requireRound(frame.getRefused().getRound());
                    throw refused(frame.getRefused());
                }
                default -> throw unexpected(frame);
            }
        }
        return answer.raw();
    }

    /** Whether the worker works out what the hospital itself may see. */
    boolean reports() {
        return kinds.contains(REPORT);
    }

    /** What the hospital itself may see of the run, whose lines have all been told. */
    OwnResults report(Report asked) throws WorkerFailedException {
        if (!reports()) {
            throw new WorkerFailedException(Reason.BROKE_RULES, "the worker makes no page for the hospital itself");
        }
        boolean figures = asked.getFigures() && kinds.contains(FIGURES);
        send(ToWorker.newBuilder()
                .setReport(asked.toBuilder().setFigures(figures))
                .build());
        flush();
        CollectingPage page = new CollectingPage(figures);
        while (!page.isWhole()) {
            FromWorker frame = receive();
            if (!frame.hasPage()) {
                throw unexpected(frame);
            }
            page.add(frame.getPage());
        }
        return page.page();
    }

    /** Its own words stay here: they could tell what no sum may. */
    private static TaskRefusedException refused(Refused no) throws WorkerFailedException {
        ErrorCode code = REFUSALS.stream()
                .filter(known -> known.name().equals(no.getCode()))
                .findFirst()
                .orElseThrow(() -> Collecting.broken("a refusal with a code that is none of a worker's"));
        LOG.log(
                System.Logger.Level.INFO,
                "the worker refuses round {0} ({1}): {2}",
                no.getRound(),
                code,
                printable(no.getReason()));
        return new TaskRefusedException(code, "the site's worker has no answer (%s)".formatted(code));
    }

    /** Asks the worker to end. */
    void close() throws WorkerFailedException {
        send(ToWorker.newBuilder().setClose(Close.getDefaultInstance()).build());
        flush();
    }

    private WorkerFailedException unexpected(FromWorker frame) {
        if (frame.hasFailed()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the worker says: {0}",
                    printable(frame.getFailed().getReason()));
            return new WorkerFailedException(Reason.SAID_SO, "the worker could not go on");
        }
        return Collecting.broken("a frame out of order");
    }

    private FromWorker receive() throws WorkerFailedException {
        try {
            FromWorker frame = Frames.read(in, FromWorker.parser(), Frames.MOST_FROM_WORKER);
            if (frame == null) {
                throw ended();
            }
            return frame;
        } catch (Frames.BrokenFrameException e) {
            throw Collecting.broken("bytes that are no frame");
        } catch (IOException e) {
            throw ended();
        }
    }

    private void send(Content content, Pieces pieces, @Nullable ByteString digest) throws WorkerFailedException {
        for (long offset = 0; offset < pieces.length(); ) {
            int count = pieces.count(offset);
            Part.Builder part = Part.newBuilder()
                    .setContent(content)
                    .setLength(pieces.length())
                    .setBytes(ByteString.copyFrom(pieces.read(offset, count)));
            if (digest != null) {
                part.setDigest(digest);
            }
            send(ToWorker.newBuilder().setPart(part).build());
            offset += count;
        }
    }

    private void send(ToWorker frame) throws WorkerFailedException {
        try {
            Frames.write(frame, out);
        } catch (IOException e) {
            throw ended();
        }
    }

    private void flush() throws WorkerFailedException {
        try {
            out.flush();
        } catch (IOException e) {
            throw ended();
        }
    }

    private static WorkerFailedException ended() {
        return new WorkerFailedException(Reason.ENDED, "the worker ended");
    }

    /** One line of visible characters. */
    static String printable(String text) {
        String line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS);
    }
}
