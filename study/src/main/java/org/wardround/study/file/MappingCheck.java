package org.wardround.study.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.study.document.NearestKey;
import org.wardround.study.document.Place;
import org.wardround.study.document.Scalars;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.SplitSource;

/** Holds a mapping against a study. */
final class MappingCheck {
    private static final List<String> OF_QUANTITIES = List.of("multiply", "add");

    private final Mapping mapping;
    private final DataDictionary data;
    private final Map<String, VariableType> types = new LinkedHashMap<>();
    private final Map<String, List<String>> levels = new LinkedHashMap<>();

    MappingCheck(Mapping mapping, DataDictionary data) {
        this.mapping = mapping;
        this.data = data;
        for (Variable variable : data.variables()) {
            types.put(variable.name(), variable.type());
            levels.put(variable.name(), variable.levels());
        }
        Outcome outcome = data.outcome();
        types.put(outcome.name(), outcome.type());
        levels.put(outcome.name(), outcome.type() == VariableType.TIME_TO_EVENT ? List.of("0", "1") : outcome.levels());
    }

    void report(Place root) {
        root.section("variables").entries().forEach(this::checkVariable);
        checkTime(root);
        checkTables(root.section("sites"));
        if (!data.split().column().isEmpty() && mapping.split() instanceof SplitSource.Hashed) {
            root.errorMissing(
                    "split",
                    "the study demands a published split, '%s'; add split: {column: …} or split: {file: …}"
                            .formatted(data.split().column()));
        }
        if (data.split().test() == 0
                && data.split().column().isEmpty()
                && !(mapping.split() instanceof SplitSource.Hashed)) {
            root.section("split")
                    .error(
                            "the study keeps no patients for testing (data.split.test: 0), but this split does; remove it, or the study's test: 0");
        }
    }

    /** A file that two sites share is a slip, most often of the one who copied a line; a study would learn from its patients twice. */
    private static void checkTables(Place sites) {
        Map<String, String> seen = new LinkedHashMap<>();
        sites.entries()
                .forEach((site, place) -> place.find("file")
                        .filter(Place::isText)
                        .ifPresent(file -> {
                            String earlier = seen.putIfAbsent(file.text(), site);
                            if (earlier != null) {
                                file.warning("'%s' is the file of the site '%s' too; are its patients to count twice?"
                                        .formatted(file.text(), earlier));
                            }
                        }));
    }

    private void checkVariable(String name, Place place) {
        VariableType type = types.get(name);
        if (type == null) {
            String hint = NearestKey.hint(name, types.keySet());
            place.errorAtKey("the study has no variable or outcome '%s'%s"
                    .formatted(name, hint.isEmpty() ? "; remove it, or add it to the study" : hint));
            return;
        }
        String kind = Words.withArticle(type.yamlName());
        if (type != VariableType.TIME_TO_EVENT) {
            place.refuse(
                    List.of("time", "event"),
                    "'%s' is %s and not a time-to-event, so %%s has no say; use column".formatted(name, kind));
        }
        if (type.isQuantity()) {
            place.refuse(
                    List.of("values"),
                    "'%s' is %s and has no codes, so %%s has no say; remove it".formatted(name, kind));
        }
        if (type != VariableType.DATE) {
            place.refuse(List.of("date"), "'%s' is %s, so %%s has no say; remove it".formatted(name, kind));
        }
        if (type != VariableType.NUMBER && type != VariableType.INTEGER && type != VariableType.TIME_TO_EVENT) {
            place.refuse(
                    OF_QUANTITIES,
                    "'%s' is %s, which is not calculated with, so %%s has no say; remove it".formatted(name, kind));
        }
        checkCodes(name, place.section("values"));
    }

    private void checkCodes(String name, Place values) {
        List<String> allowed = levels.getOrDefault(name, List.of());
        values.entries().forEach((code, target) -> {
            boolean known = allowed.stream().anyMatch(level -> Scalars.sameCode(level, target.text()));
            if (!allowed.isEmpty() && !known) {
                target.error("'%s' is not among the study's values of '%s': %s"
                        .formatted(target.text(), name, String.join(", ", allowed)));
            }
        });
    }

    private void checkTime(Place root) {
        String name = data.outcome().name();
        if (data.outcome().type() != VariableType.TIME_TO_EVENT) {
            return;
        }
        Place variables = root.section("variables");
        if (!variables.section(name).has("time")) {
            variables.errorMissing(
                    name,
                    "the outcome '%s' is a time-to-event and needs two columns; add %s: {time: …, event: …}"
                            .formatted(name, name));
        }
    }
}
