package org.wardround.coordinator.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.run.RunStory;
import org.wardround.core.identity.SiteId;
import org.wardround.publish.FederationResults;
import org.wardround.publish.Measures;
import org.wardround.publish.RunFolder;
import org.wardround.publish.RunOutput;
import org.wardround.publish.StudyAsRun;
import org.wardround.publish.counts.CountsInWords;
import org.wardround.study.bundle.StartingPoint;
import org.wardround.study.file.StudyFile;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.RunMeasures;

/** What a finished run of a federation leaves behind, in a folder of its own: results, model, study as run, audit lines, and what people read. */
public final class RunResultsFolder {
    static final String NAME = "results";

    private RunResultsFolder() {}

    /** Adds to a folder of results what people read. */
    interface Reading {
        void add(Path folder, Results results) throws IOException;
    }

    /** The folder of a run's results; empty before the run has finished. */
    public static Optional<Path> of(Path run) {
        return Optional.of(run.resolve(NAME)).filter(Files::exists);
    }

    /**
     * All or nothing; what is there already stays as it is.
     *
     * @param transports by which sites could call, in words
     */
    static void write(
            Path run,
            Path study,
            RunDefinition definition,
            RunEnd.Finished finished,
            List<String> transports,
            Reading reading)
            throws IOException {
        if (of(run).isPresent()) {
            return;
        }
        StudyFile file = StudyFile.read(study);
        RunStory story = finished.story();
        FederationResults.Course course = new FederationResults.Course(
                definition.seed(),
                story.started(),
                story.ended(),
                story.sites(),
                story.leftOut(),
                story.history(),
                StartingPoint.of(file).existing());
        StudyAsRun asRun = StudyAsRun.of(file);
        List<String> lines = new ArrayList<>();
        lines.add(measures(asRun, definition, finished, transports).toJson());
        lines.addAll(story.audit());
        RunOutput output = new FederationResults(asRun, course).of(finished.done(), lines);
        Path part = run.resolve(NAME + ".part");
        delete(part);
        RunFolder.write(part, output);
        reading.add(part, output.results());
        Files.move(part, run.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    private static RunMeasures measures(
            StudyAsRun study, RunDefinition definition, RunEnd.Finished finished, List<String> transports) {
        RunStory story = finished.story();
        SortedMap<SiteId, String> keys = new TreeMap<>();
        story.sites()
                .forEach(site -> keys.put(
                        site,
                        Objects.requireNonNull(definition.invited().get(site))
                                .fingerprint()
                                .toString()));
        return Measures.of(
                RunKind.FEDERATION,
                study,
                story.sites(),
                definition.study().privacy().secureAggregation(),
                story.rings(),
                CountsInWords.measured(finished.done().patients().tally()),
                new RunMeasures.Federation(definition.run(), definition.roster().hex(), keys, transports));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
