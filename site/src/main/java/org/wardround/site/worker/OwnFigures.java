package org.wardround.site.worker;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Study;
import org.wardround.data.table.SiteData;
import org.wardround.inference.describe.Counts;
import org.wardround.inference.program.EvaluationProgram.Evaluated;
import org.wardround.inference.program.LocalComparator;
import org.wardround.inference.program.RunProgram;
import org.wardround.learning.answer.Carry;
import org.wardround.learning.answer.Learning;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.publish.FederationResults;
import org.wardround.publish.HospitalResults;
import org.wardround.publish.RoundHistory;
import org.wardround.publish.RunOutput;
import org.wardround.publish.StudyAsRun;
import org.wardround.publish.table.SiteFlow;
import org.wardround.site.worker.v1.Report;
import org.wardround.study.figures.SiteFigures;
import org.wardround.study.model.TrainedModel;

/** Works out a hospital's own results of a run that has come to its end, where its rows are: its figures, its own model, its verdict. */
final class OwnFigures {
    /** With fewer, the figures of one follow from everybody's and the other's. */
    private static final int FEWEST_HOSPITALS = 3;

    private final StudyAsRun asRun;
    private final Run run;
    private final Rows rows;

    /**
     * The run as the worker went through it.
     *
     * @param existing the model that the study validates; null where it makes one
     */
    record Run(
            SiteId self,
            SortedSet<SiteId> sites,
            RunProgram.Plan plan,
            RoundHistory history,
            @Nullable TrainedModel existing) {}

    /** What the run was called, and how many rounds it had. */
    record Ended(String run, int rounds) {}

    /**
     * What was worked out.
     *
     * @param output for the hospital's own eyes
     * @param figures what it may publish about itself; null where nobody asked, or with so few hospitals that they would tell another's
     */
    record Made(RunOutput output, @Nullable SiteFigures figures) {}

    /** The site's rows. @param snapshot hash of their file */
    record Rows(Table table, Sha256 snapshot) {}

    OwnFigures(StudyAsRun asRun, Run run, Rows rows) {
        this.asRun = asRun;
        this.run = run;
        this.rows = rows;
    }

    Made of(RunProgram.Done done, Report asked, Ended ended) {
        SortedMap<SiteId, String> leftOut = new TreeMap<>();
        asked.getLeftOutList().forEach(site -> leftOut.put(new SiteId(site), "did not join the run"));
        FederationResults.Course course = new FederationResults.Course(
                run.plan.seed(),
                Instant.ofEpochMilli(asked.getStartedMillis()),
                Instant.ofEpochMilli(asked.getEndedMillis()),
                run.sites,
                leftOut,
                run.history,
                run.existing);
        HospitalResults results = new HospitalResults(asRun, course, own(done, asked));
        return new Made(
                results.of(done),
                asked.getFigures() && run.sites.size() >= FEWEST_HOSPITALS
                        ? results.figures(done, ended.run, ended.rounds)
                        : null);
    }

    private HospitalResults.Own own(RunProgram.Done done, Report asked) {
        Study study = asRun.study();
        Map<String, Integer> dropped = new LinkedHashMap<>();
        asked.getRows()
                .getDroppedList()
                .forEach(drop -> dropped.put(drop.getReason(), Math.toIntExact(drop.getRows())));
        int read = Math.toIntExact(asked.getRows().getRead());
        SiteFlow flow = new SiteFlow(
                SiteData.flow(rows.table, read, dropped, study.data().outcome()), rows.table);
        if (study.analysis() instanceof Analysis.Validate || !HospitalResults.asksForLocal(study)) {
            return new HospitalResults.Own(run.self, flow, rows.snapshot, null, "");
        }
        try {
            return new HospitalResults.Own(run.self, flow, rows.snapshot, local(study, done.counts()), "");
        } catch (FederationException e) {
            return new HospitalResults.Own(run.self, flow, rows.snapshot, null, String.valueOf(e.getMessage()));
        }
    }

    private Evaluated local(Study study, Counts counts) {
        return new LocalComparator(study, run.plan, Learning.of(study, new Carry(), TrainingNoise::chance))
                .at(run.self, rows.table, counts.rows(), run.sites.size());
    }
}
