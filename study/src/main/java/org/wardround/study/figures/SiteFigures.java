package org.wardround.study.figures;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.study.results.Count;

/**
 * What one hospital publishes about itself of one run. Never a number of 1 to 10 rows; where the number of rows is suppressed, so is every figure of them.
 *
 * @param study its hash
 * @param rounds of the run
 * @param testRows on which all figures are
 * @param models each model's figures, by metric; the federated one always
 * @param verdict null where the hospital has no model of its own
 */
public record SiteFigures(
        String run,
        Sha256 study,
        SiteId site,
        int rounds,
        Count testRows,
        SortedMap<Model, SortedMap<Metric, Figure>> models,
        @Nullable FigureVerdict verdict) {
    private static final int FEWEST_SHOWN = 11;

    /** A model, by where it comes from. */
    public enum Model {
        FEDERATED("federated"),
        /** Of this hospital's rows alone. */
        LOCAL("local");

        private final String word;

        Model(String word) {
            this.word = word;
        }

        /** As it stands in files. */
        public String word() {
            return word;
        }

        static Model of(String word) {
            return List.of(values()).stream()
                    .filter(model -> model.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no model is called '%s'".formatted(word)));
        }
    }

    public SiteFigures {
        if (!run.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("a run's name has 1 to 64 of a-z, 0-9 and -, and no - at the start");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("a run that came to its end has a round, got " + rounds);
        }
        SortedMap<Model, SortedMap<Metric, Figure>> copy = new TreeMap<>();
        models.forEach((model, figures) -> copy.put(model, Collections.unmodifiableSortedMap(new TreeMap<>(figures))));
        models = Collections.unmodifiableSortedMap(copy);
        if (!models.containsKey(Model.FEDERATED)) {
            throw new IllegalArgumentException("figures are of the federated model first");
        }
        if (verdict != null && !models.containsKey(Model.LOCAL)) {
            throw new IllegalArgumentException("a verdict is against a model of the hospital's own");
        }
        requireCleared(testRows, models, verdict);
    }

    private static void requireCleared(
            Count rows, Map<Model, SortedMap<Metric, Figure>> models, @Nullable FigureVerdict verdict) {
        if (!rows.isSuppressed() && rows.value() > 0 && rows.value() < FEWEST_SHOWN) {
            throw new IllegalArgumentException("a number of 1 to 10 rows is suppressed");
        }
        boolean told = models.values().stream()
                        .flatMap(figures -> figures.values().stream())
                        .anyMatch(figure -> !figure.equals(Figure.SUPPRESSED))
                || verdict != null && verdict.numbers() != null;
        if (rows.isSuppressed() && told) {
            throw new IllegalArgumentException("where the number of rows is suppressed, so is every figure of them");
        }
    }

    /** A model's figure; empty where it was not asked for. */
    public Optional<Figure> find(Model model, Metric metric) {
        return Optional.ofNullable(
                models.getOrDefault(model, Collections.emptySortedMap()).get(metric));
    }
}
