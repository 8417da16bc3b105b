package org.wardround.coordinator.service;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.study.Metric;
import org.wardround.study.figures.Figure;
import org.wardround.study.figures.FigureVerdict;
import org.wardround.study.figures.SiteFigures;
import org.wardround.study.figures.SiteFiguresFile;
import org.wardround.study.problem.ProblemsException;

/**
 * What hospitals published about themselves, beside the run that it is about: {@code hospitals.txt} for people, and each hospital's own bytes in {@code hospitals/SITE.json}. It comes when each hospital has decided, so it is not in the folder of results, which is bound when the run ends. What counts is the journal. Stateless.
 */
public final class HospitalFigures {
    private static final String TEXT = "hospitals.txt";
    private static final String FOLDER = "hospitals";

    private HospitalFigures() {}

    /**
     * Writes both; writing the same again changes nothing.
     *
     * @param run the run's folder
     * @param sites that took part
     * @param figures those that were taken, as they came
     */
    static void write(Path run, Collection<SiteId> sites, SortedMap<SiteId, Bytes> figures) throws IOException {
        for (Map.Entry<SiteId, Bytes> one : figures.entrySet()) {
            Path folder = Files.createDirectories(run.resolve(FOLDER));
            replace(folder.resolve(one.getKey() + ".json"), one.getValue().toArray());
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "What hospitals published about themselves, each by a decision of its own. Nobody here can tell whether it is true.");
        SortedSet<SiteId> all = new TreeSet<>(sites);
        all.addAll(figures.keySet());
        for (SiteId site : all) {
            Bytes bytes = figures.get(site);
            lines.add("%s: %s".formatted(site, bytes == null ? "nothing so far" : words(site, bytes)));
        }
        replace(run.resolve(TEXT), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String words(SiteId site, Bytes bytes) {
        SiteFigures figures;
        try {
            figures = SiteFiguresFile.read(Path.of(site + ".json"), bytes.toArray());
        } catch (ProblemsException e) {
            // Another version of the software took them.
            return "figures in a form that this version does not know";
        }
        List<String> words = new ArrayList<>();
        words.add("%s test rows".formatted(figures.testRows()));
        figures.models()
                .forEach((model, all) -> words.add("%s model: %s"
                        .formatted(
                                model.word(),
                                all.entrySet().stream()
                                        .map(one -> words(one.getKey(), one.getValue()))
                                        .collect(Collectors.joining(", ")))));
        FigureVerdict verdict = figures.verdict();
        if (verdict != null) {
            words.add("federated against its own by %s: %s"
                    .formatted(verdict.metric().title(), verdict.verdict().jsonName()));
        }
        return String.join("; ", words);
    }

    private static String words(Metric metric, Figure figure) {
        if (figure instanceof Figure.Told told) {
            return "%s %s (%s to %s)"
                    .formatted(metric.title(), plain(told.value()), plain(told.low()), plain(told.high()));
        }
        return metric.title() + (figure instanceof Figure.Undefined ? " not defined" : " suppressed");
    }

    private static String plain(BigDecimal value) {
        return value.toPlainString();
    }

    private static void replace(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** For people: a line for each hospital of a run that has finished, and one before them; none before it has. @param run its folder */
    public static List<String> lines(Path run) throws IOException {
        try {
            return Files.readAllLines(run.resolve(TEXT), StandardCharsets.UTF_8);
        } catch (NoSuchFileException notFinished) {
            return List.of();
        }
    }
}
