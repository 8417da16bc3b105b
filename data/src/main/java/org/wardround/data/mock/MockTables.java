package org.wardround.data.mock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Study;
import org.wardround.core.study.VariableType;
import org.wardround.study.file.MappingWriter;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SplitSource;
import org.wardround.study.mapping.VariableMapping;

/**
 * Writes one table a site and the mapping that goes with them. The sites differ the way hospitals do: in size, in the level of measurements, in
 * how common the outcome and the codes are, in what is missing. The outcome follows the variables, by coefficients drawn from the seed.
 */
public final class MockTables {
    private MockTables() {}

    /**
     * Writes {@code site-1.csv}, {@code site-2.csv}, … and {@code mapping.yaml} into the folder, which is made where it is not there; files of
     * these names are overwritten. The same study, number of sites and seed give the same bytes. Read back with the mapping, the tables have no
     * problems.
     *
     * @param sites 1 or more
     * @return the mapping that was written
     */
    public static Mapping write(Study study, int sites, long seed, Path folder) throws IOException {
        return write(study.data(), sites, seed, folder);
    }

    /** As {@link #write(Study, int, long, Path)}: the dictionary is all that is needed. */
    public static Mapping write(DataDictionary dictionary, int sites, long seed, Path folder) throws IOException {
        if (sites < 1) {
            throw new IllegalArgumentException("sites must be at least 1, got " + sites);
        }
        Files.createDirectories(folder);
        MockRelation relation = new MockRelation(dictionary, SeededStream.of(seed, "mock", "relation"));
        for (int site = 1; site <= sites; site++) {
            MockSite mock = new MockSite(dictionary, relation, SeededStream.of(seed, "mock", "site", site));
            mock.write(folder.resolve("site-" + site + ".csv"));
        }
        Mapping mapping = mapping(dictionary);
        Files.writeString(
                folder.resolve("mapping.yaml"), MappingWriter.write(mapping, Map.of()), StandardCharsets.UTF_8);
        return mapping;
    }

    private static Mapping mapping(DataDictionary dictionary) {
        String outcome = dictionary.outcome().name();
        Map<String, VariableMapping> variables = dictionary.outcome().type() == VariableType.TIME_TO_EVENT
                ? Map.of(
                        outcome,
                        new VariableMapping(
                                ColumnReference.named(timeColumn(dictionary)),
                                ColumnReference.named(eventColumn(dictionary)),
                                List.of(),
                                Map.of(),
                                1,
                                0,
                                ""))
                : Map.of();
        String split = dictionary.split().column();
        return new Mapping(
                new Source.FilesNamedBySite("site-*.csv", true, ""),
                List.of(),
                ColumnReference.NONE,
                List.of(),
                variables,
                split.isEmpty() ? new SplitSource.Hashed() : new SplitSource.Column(ColumnReference.named(split)));
    }

    /** The names of the columns, in order. */
    static List<String> columns(DataDictionary dictionary) {
        List<String> columns = new ArrayList<>();
        dictionary.variables().forEach(variable -> columns.add(variable.name()));
        if (dictionary.outcome().type() == VariableType.TIME_TO_EVENT) {
            columns.add(timeColumn(dictionary));
            columns.add(eventColumn(dictionary));
        } else {
            columns.add(dictionary.outcome().name());
        }
        if (!dictionary.split().column().isEmpty()) {
            columns.add(dictionary.split().column());
        }
        return columns;
    }

    private static String timeColumn(DataDictionary dictionary) {
        return dictionary.outcome().name() + " time";
    }

    private static String eventColumn(DataDictionary dictionary) {
        return dictionary.outcome().name() + " event";
    }
}
