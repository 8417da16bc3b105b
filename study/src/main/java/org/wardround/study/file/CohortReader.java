package org.wardround.study.file;

import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.study.document.Place;
import org.wardround.study.document.Scalars;

/** Reads the conditions of the cohort. */
final class CohortReader {
    private CohortReader() {}

    static Optional<Criterion> criterion(Place place, Dictionary dictionary) {
        if (place.hasErrorWithin()) {
            return Optional.empty();
        }
        return dictionary
                .resolve(place.at("variable"))
                .flatMap(variable -> place.build(() -> criterion(place, variable)));
    }

    private static Criterion criterion(Place place, Variable variable) {
        String wanted = variable.type().isQuantity() ? "range" : "values";
        String other = variable.type().isQuantity() ? "values" : "range";
        place.refuse(
                List.of(other),
                "'%s' is %s, so give %s here and no %%s"
                        .formatted(
                                variable.name(),
                                Words.withArticle(variable.type().yamlName()),
                                wanted));
        if (!place.has(wanted)) {
            throw new IllegalArgumentException("'%s' is %s, so this condition needs %s"
                    .formatted(
                            variable.name(), Words.withArticle(variable.type().yamlName()), wanted));
        }
        if (!variable.type().isQuantity()) {
            List<String> values = place.items("values").stream()
                    .map(item -> level(item, variable))
                    .toList();
            return new Criterion(variable.name(), null, values);
        }
        Range range = Quantities.range(place, variable.type()).orElse(new Range(0, 1));
        Range allowed = variable.range();
        if (allowed != null
                && !place.hasErrorWithin()
                && (range.high() < allowed.low() || range.low() > allowed.high())) {
            place.at("range")
                    .error("no row can be in: the range of '%s' does not reach into it".formatted(variable.name()));
        }
        return new Criterion(variable.name(), range, List.of());
    }

    // The dictionary's way of writing the code, so that 1.0 finds 1.
    private static String level(Place item, Variable variable) {
        return variable.levels().stream()
                .filter(level -> Scalars.sameCode(level, item.text()))
                .findFirst()
                .orElseGet(() -> {
                    item.error("'%s' is not among the values of '%s': %s"
                            .formatted(item.text(), variable.name(), String.join(", ", variable.levels())));
                    return item.text();
                });
    }
}
