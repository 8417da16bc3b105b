package org.wardround.site.worker;

import com.google.protobuf.ByteString;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.sum.Words;
import org.wardround.core.task.TaskKind;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.data.snapshot.Snapshot;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.WordBytes;
import org.wardround.publish.RunOutput;
import org.wardround.site.run.Answerer;
import org.wardround.site.worker.v1.Ask;
import org.wardround.site.worker.v1.Carried;
import org.wardround.site.worker.v1.Content;
import org.wardround.site.worker.v1.Failed;
import org.wardround.site.worker.v1.FromWorker;
import org.wardround.site.worker.v1.Open;
import org.wardround.site.worker.v1.Page;
import org.wardround.site.worker.v1.Part;
import org.wardround.site.worker.v1.Progress;
import org.wardround.site.worker.v1.Ready;
import org.wardround.site.worker.v1.Refused;
import org.wardround.site.worker.v1.Report;
import org.wardround.site.worker.v1.ToWorker;
import org.wardround.site.worker.v1.Update;
import org.wardround.study.figures.SiteFiguresFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.results.ResultsFile;

/** The worker's side of what agent and worker say to each other: hears frames one after the other and answers tasks. Not thread-safe. */
final class WorkerSide {
    private final Source source;
    private final OutputStream out;
    private final Map<Content, ByteArrayOutputStream> parts = new EnumMap<>(Content.class);
    private final Map<Sha256, Words> words = new HashMap<>();
    private @Nullable WorkerCourse course;

    /** Where frames come from; waits for the next one. */
    @FunctionalInterface
    interface Source {
        ToWorker next() throws InterruptedException;
    }

    WorkerSide(Source source, OutputStream out) {
        this.source = source;
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    /** Until the agent says that the run is over. @return false where the worker could not go on, which it has said then */
    @SuppressWarnings("CatchingUnchecked") // The top of the worker: whatever ends it is told without what it was about.
    boolean run() {
        try {
            ToWorker frame = source.next();
            while (!frame.hasClose()) {
                hear(frame);
                frame = source.next();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | RuntimeException failure) {
            fail(failure);
            return false;
        }
    }

    /** Messages of federation exceptions hold no patient's value; others could, so that only their class is told and where they came from. */
    private void fail(Exception failure) {
        String reason = failure instanceof FederationException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
        Stream.of(failure.getStackTrace()).limit(10).forEach(System.err::println);
        try {
            send(FromWorker.newBuilder().setFailed(Failed.newBuilder().setReason(reason)));
            out.flush();
        } catch (IOException e) {
            System.err.println("the agent is gone");
        }
    }

    private void hear(ToWorker frame) throws IOException {
        switch (frame.getKindCase()) {
            case PART -> take(frame.getPart());
            case OPEN -> open(frame.getOpen());
            case LINES -> {
                for (ByteString line : frame.getLines().getEntriesList()) {
                    opened().tell(line, (digest, length, ring) -> stored(digest));
                }
                words.clear();
            }
            case ASK -> answer(frame.getAsk());
            case REPORT -> report(frame.getReport());
            default -> throw new IllegalArgumentException("a frame of a kind that is not known");
        }
    }

    private void take(Part part) {
        ByteArrayOutputStream whole = parts.computeIfAbsent(part.getContent(), unseen -> new ByteArrayOutputStream());
        whole.writeBytes(part.getBytes().toByteArray());
        if (part.getContent() == Content.WORDS && whole.size() == part.getLength()) {
            words.put(Digests.of(part.getDigest()), WordBytes.words(taken(Content.WORDS), opened().ring()));
        }
    }

    private byte[] taken(Content content) {
        ByteArrayOutputStream whole = parts.remove(content);
        return whole == null ? new byte[0] : whole.toByteArray();
    }

    private Words stored(Sha256 digest) {
        Words found = words.get(digest);
        if (found == null) {
            throw new IllegalArgumentException("words of a line did not come before it");
        }
        return found;
    }

    private void open(Open open) throws IOException {
        if (open.getVersion() != Conversation.VERSION) {
            throw new IllegalArgumentException("another version of the protocol");
        }
        StudyFile study = StudyFile.read(Path.of("study.yaml"), taken(Content.STUDY));
        byte[] initial = taken(Content.INITIAL);
        byte[] model = taken(Content.MODEL);
        course = new WorkerCourse(
                open,
                study,
                initial.length == 0 ? null : Pieces.vector(initial),
                model,
                new OwnFigures.Rows(
                        Snapshot.read(Path.of(open.getSnapshot()), study.study().data()),
                        Snapshot.hash(Path.of(open.getSnapshot()))));
        List<String> kinds = new ArrayList<>(List.of(Conversation.REPORT, Conversation.FIGURES));
        for (TaskKind kind : TaskKind.values()) {
            kinds.add(kind.name().toLowerCase(Locale.ROOT));
        }
        String version = WorkerSide.class.getPackage().getImplementationVersion();
        send(FromWorker.newBuilder()
                .setReady(Ready.newBuilder()
                        .setVersion(Conversation.VERSION)
                        .addAllKinds(kinds)
                        .setSoftware("wardround " + (version == null ? "unknown" : version))));
        out.flush();
    }

    private WorkerCourse opened() {
        if (course == null) {
            throw new IllegalStateException("no run has been opened");
        }
        return course;
    }

    private void answer(Ask ask) throws IOException {
        send(FromWorker.newBuilder().setProgress(Progress.newBuilder().setRound(ask.getRound())));
        out.flush();
        Vector carried = ask.getCarries() ? Pieces.vector(taken(Content.CARRY)) : ArrayVector.EMPTY;
        try {
            Answerer.Raw raw = opened().answer(ask, carried);
            send(ask.getRound(), raw);
        } catch (TaskRefusedException no) {
            send(FromWorker.newBuilder()
                    .setRefused(Refused.newBuilder()
                            .setRound(ask.getRound())
                            .setCode(no.code().name())
                            .setReason(no.reason())));
        }
        out.flush();
    }

    private void send(int round, Answerer.Raw raw) throws IOException {
        Pieces values = Pieces.of(raw.update().values());
        for (long offset = 0; offset < values.length(); offset += values.count(offset)) {
            send(FromWorker.newBuilder()
                    .setUpdate(Update.newBuilder().setRound(round).setValues(piece(values, offset))));
        }
        Pieces next = Pieces.of(raw.carried());
        Carried.Builder carried = Carried.newBuilder().setRound(round).setLength(next.length());
        if (next.length() == 0) {
            send(FromWorker.newBuilder().setCarried(carried));
        }
        for (long offset = 0; offset < next.length(); offset += next.count(offset)) {
            send(FromWorker.newBuilder().setCarried(carried.setValues(piece(next, offset))));
        }
    }

    private void report(Report asked) throws IOException {
        OwnFigures.Made made = opened().own(asked);
        RunOutput output = made.output();
        TrainedModel model = output.model();
        send(Content.RESULTS, ResultsFile.toBytes(output.results()));
        send(Content.MODEL, model == null || !opened().makesModel() ? new byte[0] : ModelFolder.description(model));
        if (asked.getFigures()) {
            send(Content.FIGURES, made.figures() == null ? new byte[0] : SiteFiguresFile.toBytes(made.figures()));
        }
        out.flush();
    }

    private void send(Content content, byte[] bytes) throws IOException {
        Pieces pieces = Pieces.of(bytes);
        Page.Builder page = Page.newBuilder().setContent(content).setLength(pieces.length());
        if (pieces.length() == 0) {
            send(FromWorker.newBuilder().setPage(page));
        }
        for (long offset = 0; offset < pieces.length(); offset += pieces.count(offset)) {
            send(FromWorker.newBuilder().setPage(page.setBytes(piece(pieces, offset))));
        }
    }

    private static ByteString piece(Pieces pieces, long offset) {
        return ByteString.copyFrom(pieces.read(offset, pieces.count(offset)));
    }

    private void send(FromWorker.Builder frame) throws IOException {
        Frames.write(frame.build(), out);
    }
}
