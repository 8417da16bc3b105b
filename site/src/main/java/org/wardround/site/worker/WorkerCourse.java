package org.wardround.site.worker;

import com.google.protobuf.ByteString;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.Study;
import org.wardround.core.sum.Ring;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.QuestionDigest;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.SteppedProgram;
import org.wardround.learning.answer.Carry;
import org.wardround.learning.answer.FittedModel;
import org.wardround.learning.answer.Learning;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.OutcomeCodec;
import org.wardround.protocol.message.StoredWords;
import org.wardround.protocol.v1.Entry;
import org.wardround.publish.RoundHistory;
import org.wardround.publish.StudyAsRun;
import org.wardround.site.run.Answerer;
import org.wardround.site.worker.v1.Ask;
import org.wardround.site.worker.v1.Open;
import org.wardround.site.worker.v1.Report;
import org.wardround.study.bundle.StartingPoint;
import org.wardround.study.file.StudyFile;
import org.wardround.study.model.Encoding;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.model.TrainedModel;

/** The run's program at the worker, which has the rows. Goes on with the lines that the agent has checked. Not thread-safe. */
final class WorkerCourse {
    private final SiteId self;
    private final Carry carry = new Carry();
    private final OutcomeCodec codec;
    private final SteppedProgram<RunProgram.Done> program;
    private final String run;
    private final boolean makesModel;
    private final OwnFigures figures;
    private int lines;
    private @Nullable Question question;
    private RunProgram.@Nullable Done done;

    /**
     * @param initial null where the study makes the first parameters from the seed
     * @param model the description of the model that the study validates; empty where it makes one
     */
    WorkerCourse(Open open, StudyFile file, @Nullable Vector initial, byte[] model, OwnFigures.Rows rows) {
        Study study = file.study();
        run = open.getRun();
        self = new SiteId(open.getSite());
        SortedSet<SiteId> sites = new TreeSet<>();
        open.getSitesList().forEach(site -> sites.add(new SiteId(site)));
        codec = new OutcomeCodec(sites);
        SortedMap<SiteId, Table> own = new TreeMap<>();
        own.put(self, rows.table());
        StartingPoint start = model.length == 0
                ? new StartingPoint(initial, null)
                : new StartingPoint(null, ModelFolder.of(model, initial == null ? ArrayVector.EMPTY : initial));
        makesModel = start.existing() == null;
        RunProgram.Plan plan =
                new RunProgram.Plan(open.getSeed(), new RunProgram.Given(start.parameters(), start.threshold()));
        RunProgram questions = new RunProgram(
                study,
                plan,
                new Members(sites, own),
                learning(study, start.existing()),
                CountWords.of(open).rule(study.data()));
        // How long rounds took differs from one reading of the lines to the next: the coordinator's results tell it.
        RoundHistory history = new RoundHistory(() -> 0);
        figures = new OwnFigures(
                StudyAsRun.of(file), new OwnFigures.Run(self, sites, plan, history, start.existing()), rows);
        program = new SteppedProgram<>(
                "run", exchange -> questions.run(new Rounds(exchange, Rounds.RoundLog.NONE), history));
        goneOn(program.start());
    }

    private RunProgram.Learning learning(Study study, @Nullable TrainedModel existing) {
        if (existing == null) {
            return Learning.of(study, carry, TrainingNoise::chance);
        }
        SortedMap<SiteId, Preprocessing> encodings = new TreeMap<>();
        if (existing.encoding() instanceof Encoding.PerSite perSite) {
            encodings.putAll(perSite.sites());
        }
        Preprocessing common = existing.encoding() instanceof Encoding.Common all ? all.preprocessing() : null;
        return Learning.validating(FittedModel.existing(
                existing.model(), existing.data(), existing.parameters().toArray(), common, encodings));
    }

    void tell(ByteString line, StoredWords stored) {
        Entry entry = MessageCodec.decodeEntry(line);
        if (question == null || !entry.hasRoundClosed()) {
            throw new IllegalStateException("a line that is not the end of the open round");
        }
        goneOn(program.answer(codec.read(entry.getRoundClosed(), ring(), stored)));
        lines++;
    }

    /** In which the answers of the open round are added. */
    Ring ring() {
        if (question == null) {
            throw new IllegalStateException("no round is open");
        }
        return question.layout().ring();
    }

    private void goneOn(SteppedProgram.Step<RunProgram.Done> step) {
        question = step instanceof SteppedProgram.Step.Asks<RunProgram.Done> asks ? asks.question() : null;
        done = step instanceof SteppedProgram.Step.Done<RunProgram.Done> end ? end.value() : null;
    }

    /** Whether the study makes a model; otherwise it validates one that is there. */
    boolean makesModel() {
        return makesModel;
    }

    /** What the hospital itself may see of the run. */
    OwnFigures.Made own(Report asked) {
        if (done == null) {
            throw new IllegalStateException("the run has not come to its end");
        }
        return figures.of(done, asked, new OwnFigures.Ended(run, lines));
    }

    Answerer.Raw answer(Ask ask, Vector carried) {
        Question open = question;
        if (open == null
                || open.plan().number() != ask.getRound()
                || !Digests.toBytes(QuestionDigest.of(open)).equals(ask.getQuestion())) {
            throw new FederationException(
                    ErrorCode.QUESTION_DIFFERS,
                    "the question is another one here; the versions of the software differ");
        }
        carry.resume(self, carried);
        LocalUpdate update = open.work().compute(self);
        return new Answerer.Raw(update, carry.proposed(self).orElse(ArrayVector.EMPTY));
    }
}
