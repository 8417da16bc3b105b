package org.wardround.study.file;

import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.study.document.Place;

/** Reads the section {@code data}, which study files and model folders have alike. */
public final class DataReader {
    static final double VALIDATION = 0.15;
    static final double TEST = 0.25;

    private DataReader() {}

    /** The dictionary; empty where anything is wrong, which is reported. */
    public static Optional<DataDictionary> read(Place data) {
        return read(data, Dictionary.read(data), VALIDATION);
    }

    /** @param validation share of patients where the file says none */
    static Optional<DataDictionary> read(Place data, Dictionary dictionary, double validation) {
        List<Criterion> cohort = data.items("cohort").stream()
                .flatMap(item -> CohortReader.criterion(item, dictionary).stream())
                .toList();
        Optional<SplitSpec> split = split(data.section("split"), validation);
        Optional<Outcome> outcome = dictionary.outcome();
        if (split.isEmpty() || outcome.isEmpty()) {
            return Optional.empty();
        }
        return data.build(() -> new DataDictionary(
                data.integer("minimumPatients", 1),
                dictionary.variables(),
                outcome.get(),
                cohort,
                Words.constant(
                        Standardisation.values(),
                        Standardisation::yamlName,
                        data.text("standardise", Standardisation.FEDERATED.yamlName())),
                Words.constant(
                        MomentsRule.values(),
                        MomentsRule::yamlName,
                        data.text("moments", MomentsRule.ROUNDED.yamlName())),
                split.get()));
    }

    private static Optional<SplitSpec> split(Place split, double validation) {
        return split.build(() -> {
            if (split.has("column")) {
                split.refuse(List.of("test"), "the published split says who is tested, so '%s' has no say; remove it");
            }
            return new SplitSpec(
                    split.number("validation", validation), split.number("test", TEST), split.text("column", ""));
        });
    }
}
