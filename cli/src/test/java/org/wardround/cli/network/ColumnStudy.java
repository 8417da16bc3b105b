package org.wardround.cli.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.PrivacySpec;
import org.wardround.core.study.Study;
import org.wardround.core.study.VariableType;
import org.wardround.study.file.StudyFile;

/** A study under masks of the patients of {@link FaultStudy#MASKED}, and the tables that hospitals have for it. Immutable. */
record ColumnStudy(Study study, SortedMap<SiteId, Table> tables) {
    private static final double[] NO_TIMES = {};
    private static final String MALE = "{name: male, type: number, range: [0, 1]}";
    private static final String ALWAYS_ALL = "{type: fedavg}";
    private static final String[] IN_YEARS = {
        "{name: age, type: number, unit: years, range: [0, 120]}",
        "{name: marker, type: number, range: [-10, 10]}",
        "{name: sex, type: category, values: [female, male]}"
    };

    /** The same at some hospitals. */
    ColumnStudy of(SortedSet<SiteId> sites) {
        SortedMap<SiteId, Table> some = new TreeMap<>(tables);
        some.keySet().retainAll(sites);
        return new ColumnStudy(study, some);
    }

    /** The same where each round of training asks three of the four. */
    ColumnStudy askingSome() {
        return new ColumnStudy(studyBy("{type: fedavg, fraction: 0.75}", IN_YEARS), tables);
    }

    ColumnStudy inTheClear() {
        return new ColumnStudy(study.with(PrivacySpec.PLAIN), tables);
    }

    /** The same patients, others of whom are in training. */
    ColumnStudy dividedOtherwise() {
        return with(table -> {
            List<Side> sides = IntStream.range(0, table.sides().size())
                    .mapToObj(patient -> patient < table.rows() / 2 ? Side.TRAIN : Side.TEST)
                    .toList();
            return new Table(
                    VariableType.BINARY, table.variables(), table.outcomes(), NO_TIMES, table.patients(), sides);
        });
    }

    /** With copies of each hospital's first row, each another patient, two thirds of them in training. */
    ColumnStudy joined(int more) {
        return with(table -> {
            int[] rows = IntStream.concat(
                            IntStream.range(0, table.rows()),
                            IntStream.generate(() -> 0).limit(more))
                    .toArray();
            List<Side> sides = new ArrayList<>(table.sides());
            IntStream.range(0, more).forEach(i -> sides.add(i % 3 == 2 ? Side.TEST : Side.TRAIN));
            return new Table(
                    VariableType.BINARY,
                    Arrays.stream(table.variables())
                            .map(column -> chosen(column, rows))
                            .toArray(double[][]::new),
                    chosen(table.outcomes(), rows),
                    NO_TIMES,
                    IntStream.range(0, rows.length).toArray(),
                    sides);
        });
    }

    private static double[] chosen(double[] column, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
    }

    private ColumnStudy with(UnaryOperator<Table> change) {
        SortedMap<SiteId, Table> changed = new TreeMap<>();
        tables.forEach((site, table) -> changed.put(site, change.apply(table)));
        return new ColumnStudy(study, changed);
    }

    static ColumnStudy inYears() {
        return new ColumnStudy(
                study(IN_YEARS),
                tables((site, table) -> table(table, "first", age(table, 1), table.variables()[1], sex(site, table))));
    }

    /** Of age and sex, with another outcome. */
    static ColumnStudy inMonths() {
        return new ColumnStudy(
                study("{name: months, type: number, unit: months, range: [0, 1800]}", MALE),
                tables((site, table) -> table(table, "second", age(table, 12), sex(site, table))));
    }

    static ColumnStudy male() {
        return new ColumnStudy(study(MALE), tables((site, table) -> table(table, "second", sex(site, table))));
    }

    static ColumnStudy ageAlone() {
        return new ColumnStudy(study(IN_YEARS[0]), tables((site, table) -> table(table, "first", age(table, 1))));
    }

    static ColumnStudy markerAndSex() {
        return new ColumnStudy(
                study(IN_YEARS[1], IN_YEARS[2]),
                tables((site, table) -> table(table, "second", table.variables()[1], sex(site, table))));
    }

    private static double[] age(Table table, int inAYear) {
        return Arrays.stream(table.variables()[0]).map(age -> inAYear * age).toArray();
    }

    private static double[] sex(SiteId site, Table table) {
        return drawn(SeededStream.of(1, "sex", site.name()), table.rows());
    }

    private static double[] drawn(SeededStream random, int rows) {
        return IntStream.range(0, rows).mapToDouble(row -> random.nextInt(2)).toArray();
    }

    private static SortedMap<SiteId, Table> tables(BiFunction<SiteId, Table, Table> change) {
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        FaultStudy.MASKED.tables().forEach((site, table) -> tables.put(site, change.apply(site, table)));
        return tables;
    }

    private static Table table(Table table, String outcome, double[]... variables) {
        return new Table(
                VariableType.BINARY,
                variables,
                drawn(SeededStream.of(1, "outcome", outcome), table.rows()),
                NO_TIMES,
                table.patients(),
                table.sides());
    }

    private static Study study(String... variables) {
        return studyBy(ALWAYS_ALL, variables);
    }

    private static Study studyBy(String strategy, String... variables) {
        String text = """
                study: columns
                purpose: Try what two declarations of a column give away
                data:
                  minimumPatients: 1
                  standardise: federated
                  variables: [%s]
                  outcome: {name: event, type: binary}
                  split: {validation: 0, test: 0.3}
                model: {type: logistic}
                training:
                  strategy: %s
                  quorum: 2
                  rounds: 2
                  local: {steps: 1, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}
                evaluation:
                  primary: accuracy
                  metrics: [accuracy]
                """.formatted(String.join(", ", variables), strategy);
        try {
            Path file = Files.createTempFile("columns", ".yaml");
            try {
                Files.writeString(file, text);
                return StudyFile.read(file).study().with(new PrivacySpec(true));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
