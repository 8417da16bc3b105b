package org.wardround.study.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Range;
import org.wardround.core.study.Subgroup;
import org.wardround.core.study.Variable;
import org.wardround.study.document.Place;

/** Reads by which variables results are broken down. */
final class SubgroupReader {
    private SubgroupReader() {}

    static Optional<Subgroup> read(Place place, Dictionary dictionary) {
        if (place.hasErrorWithin()) {
            return Optional.empty();
        }
        Place reference = place.isSection() ? place.at("variable") : place;
        return dictionary.resolve(reference).flatMap(variable -> place.build(() -> subgroup(place, variable)));
    }

    private static Subgroup subgroup(Place place, Variable variable) {
        boolean quantity = variable.type().isQuantity();
        if (!quantity) {
            place.refuse(
                    List.of("cuts"), "'%s' has values, which are its groups; remove %%s".formatted(variable.name()));
        } else if (!place.has("cuts")) {
            throw new IllegalArgumentException("'%s' is %s, so say where its groups part: {variable: %s, cuts: […]}"
                    .formatted(
                            variable.name(), Words.withArticle(variable.type().yamlName()), variable.name()));
        }
        return new Subgroup(variable.name(), quantity ? cuts(place.at("cuts"), variable) : List.of());
    }

    private static List<Double> cuts(Place place, Variable variable) {
        List<Double> cuts = new ArrayList<>();
        for (Place item : place.items()) {
            Optional<Double> cut = Quantities.value(item, variable.type());
            Range range = variable.range();
            if (cut.isPresent() && range != null && !(range.low() < cut.get() && cut.get() <= range.high())) {
                item.error("%s is not inside the range of '%s', so one group would be empty"
                        .formatted(item.text(), variable.name()));
            }
            if (cut.isPresent() && !cuts.isEmpty() && cut.get() <= cuts.get(cuts.size() - 1)) {
                item.error("cuts must ascend; move %s".formatted(item.text()));
            }
            cut.ifPresent(cuts::add);
        }
        return cuts;
    }
}
