package org.wardround.site.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.Trained;
import org.wardround.publish.CardText;
import org.wardround.publish.Measures;
import org.wardround.publish.RunFolder;
import org.wardround.publish.RunOutput;
import org.wardround.publish.StudyAsRun;
import org.wardround.publish.counts.CountsInWords;
import org.wardround.site.agent.RunKeeper;
import org.wardround.site.agent.TaskGate;
import org.wardround.site.outbox.FigureBox;
import org.wardround.site.run.OwnResults;
import org.wardround.site.run.SiteRun;
import org.wardround.site.run.SiteRunEnd;
import org.wardround.study.file.StudyFile;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.results.AuditTrail;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFile;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.RunMeasures;
import org.wardround.study.results.UnreadableResultsException;

/**
 * Keeps the hospital's own report of a run that has come to its end. Whatever goes wrong is told and costs the report, never the run. A report that is there stays as
 * it is.
 */
public final class OwnReport implements RunKeeper {
    private static final System.Logger LOG = System.getLogger(OwnReport.class.getName());

    private final StudyFile study;
    private final TaskGate gate;
    private final ReportShelf shelf;
    private final ReportPage page;
    private final @Nullable FigureBox figures;

    /**
     * Where things go.
     *
     * @param page adds to reports what people read
     * @param figures takes in what the hospital may publish about itself; null: nothing is made
     */
    public record Keeping(
            ReportShelf shelf, ReportPage page, @Nullable FigureBox figures) {}

    /** @param gate of the run's tasks: rows of people who have taken their yes back are not read again */
    public OwnReport(StudyFile study, TaskGate gate, Keeping keeping) {
        this.study = study;
        this.gate = gate;
        this.shelf = keeping.shelf;
        this.page = keeping.page;
        this.figures = keeping.figures;
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever ends the report must not end the run.
    @Override
    public void keep(SiteRun run) {
        Optional<SiteRunEnd> end = run.end();
        String name = run.definition().run();
        if (end.isEmpty() || end.get().done() == null) {
            return;
        }
        try {
            Optional<Path> kept = shelf.find(name);
            if (kept.isPresent()) {
                // Whoever was killed in between has not said so yet.
                run.reportKept(digest(kept.get()));
                return;
            }
            if (gate.ask() instanceof TaskGate.Verdict.No no) {
                throw new FederationException(no.code(), no.reason());
            }
            boolean published = figures != null && figures.wants(run);
            Optional<OwnResults> own = run.own(published);
            if (own.isPresent()) {
                // First: whoever is killed in between makes both again.
                if (published) {
                    keepFigures(run, own.get());
                }
                run.reportKept(digest(write(run, end.get().done(), own.get())));
                LOG.log(System.Logger.Level.INFO, "run {0}: this site''s own report is kept", name);
            }
        } catch (FederationException e) {
            failed(name, e.code(), String.valueOf(e.getMessage()));
        } catch (UnreadableResultsException e) {
            failed(name, ErrorCode.STORAGE_CORRUPT, String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            failed(name, ErrorCode.STORAGE_FAILED, "it can't be written: " + e.getMessage());
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                // The agent is being stopped: the report is made at the next start.
                throw e;
            }
            LOG.log(System.Logger.Level.ERROR, "the report of run " + name + " ended by a defect", e);
            failed(name, ErrorCode.INTERNAL, "a defect of the software; the agent's log says where");
        }
    }

    /** What goes wrong with them costs not even the report. */
    private void keepFigures(SiteRun run, OwnResults own) {
        String name = run.definition().run();
        if (figures == null || own.figures().length() == 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "run {0}: there are no figures to publish: this site''s worker makes none, which it never does with fewer than three hospitals, for they would tell the other one''s too",
                    name);
            return;
        }
        try {
            figures.put(run, study.hash(), own.figures());
        } catch (FederationException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "run {0}: there are no figures to publish: {1} ({2})",
                    name,
                    e.getMessage(),
                    e.code());
        }
    }

    private void failed(String run, ErrorCode code, String why) {
        LOG.log(
                System.Logger.Level.WARNING,
                "run {0}: this site''s own report could not be made: {1} ({2})",
                run,
                why,
                code);
        try {
            shelf.failed(run, "%s (%s)".formatted(why, code));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "run {0}: nor can that be written: {1}", run, e.getMessage());
        }
    }

    private Path write(SiteRun run, RunProgram.@Nullable Done done, OwnResults own) throws IOException {
        Trained trained = done == null ? null : done.trained();
        RunMeasures.Counts counts = done == null
                ? RunMeasures.Counts.EXACT
                : CountsInWords.measured(done.patients().tally());
        Results results = results(own);
        boolean fits = results.header().kind() == RunKind.HOSPITAL
                && results.header().study().sha256().equals(study.hash().hex())
                && (trained == null || results.model().identity().sha256().equals(hash(trained)));
        if (!fits) {
            throw new FederationException(
                    ErrorCode.WORKER_FAILED, "the worker's results are of another study or another model");
        }
        RunOutput output = new RunOutput(
                results,
                model(trained, own),
                CardText.of(study.study(), results),
                study.bytes(),
                lines(run, results, counts));
        return shelf.keep(run.definition().run(), folder -> fill(folder, output));
    }

    private static Sha256 digest(Path report) throws IOException {
        return AuditTrail.fromBytes(Files.readAllBytes(report.resolve(AuditTrail.NAME)))
                .last()
                .hash();
    }

    /** What protected the run; what left is in the hospital's own audit log. */
    private List<String> lines(SiteRun run, Results results, RunMeasures.Counts counts) {
        SortedSet<SiteId> sites = new TreeSet<>();
        results.sites().forEach((site, result) -> {
            if (result.participation().included()) {
                sites.add(site);
            }
        });
        return List.of(Measures.of(
                        RunKind.HOSPITAL,
                        StudyAsRun.of(study),
                        sites,
                        study.study().privacy().secureAggregation(),
                        run.rings(),
                        counts,
                        new RunMeasures.Federation(run.definition().run(), "", new TreeMap<>(), List.of()))
                .toJson());
    }

    private void fill(Path folder, RunOutput output) throws IOException {
        RunFolder.write(folder, output);
        page.add(folder, output.results());
    }

    /** The worker's own words stay out of the log. */
    private static Results results(OwnResults own) {
        try {
            return ResultsFile.fromBytes(own.results().toArray());
        } catch (UnreadableResultsException e) {
            throw new FederationException(ErrorCode.WORKER_FAILED, "the worker's results can't be read", e);
        }
    }

    private static String hash(Trained trained) {
        return VectorDigest.of(ArrayVector.owning(trained.parameters())).hex();
    }

    /** With the parameters that the agent's own program came to. */
    private static @Nullable TrainedModel model(@Nullable Trained trained, OwnResults own) {
        if (trained == null || own.model().length() == 0) {
            return null;
        }
        try {
            return ModelFolder.of(own.model().toArray(), ArrayVector.owning(trained.parameters()));
        } catch (ProblemsException e) {
            throw new FederationException(ErrorCode.WORKER_FAILED, "the worker's model is none, or is another one", e);
        }
    }
}
