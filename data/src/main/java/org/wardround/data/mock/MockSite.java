package org.wardround.data.mock;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Variable;

/** One site's invented rows. Not thread-safe. */
final class MockSite {
    private static final int FEWEST_ROWS = 80;
    private static final int MORE_ROWS = 320;
    private static final double MOST_MISSING = 0.2;
    private static final double MOST_DROPPED = 0.02;

    private final DataDictionary dictionary;
    private final MockRelation relation;
    private final SeededStream random;
    private final List<MockVariable> variables = new ArrayList<>();
    private final double[] missing;
    private final MockOutcome outcome;
    private final int rows;

    MockSite(DataDictionary dictionary, MockRelation relation, SeededStream random) {
        this.dictionary = dictionary;
        this.relation = relation;
        this.random = random;
        rows = Math.max(FEWEST_ROWS, 2 * dictionary.minimumPatients()) + random.nextInt(MORE_ROWS);
        missing = new double[dictionary.variables().size()];
        for (int i = 0; i < missing.length; i++) {
            Variable variable = dictionary.variables().get(i);
            variables.add(MockVariable.of(variable, criterion(variable), random));
            missing[i] = random.nextDouble()
                    * (variable.missing() == MissingPolicy.DROP ? MOST_DROPPED / missing.length : MOST_MISSING);
        }
        outcome = new MockOutcome(dictionary.outcome(), random);
    }

    /** What the cohort asks of the variable; mock rows lie in the cohort. */
    private List<Criterion> criterion(Variable variable) {
        return dictionary.cohort().stream()
                .filter(criterion -> criterion.variable().equals(variable.name()))
                .toList();
    }

    void write(Path file) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            csv.writeRecord(MockTables.columns(dictionary));
            for (int row = 0; row < rows; row++) {
                csv.writeRecord(row());
            }
        }
    }

    private List<String> row() {
        double[] scores = new double[variables.size()];
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = variables.get(i).draw(random);
            texts.add(random.nextDouble() < missing[i] ? "" : variables.get(i).text(scores[i]));
        }
        texts.addAll(outcome.texts(relation.predictors(scores, dictionary), random));
        if (!dictionary.split().column().isEmpty()) {
            texts.add(side());
        }
        return texts;
    }

    private String side() {
        double u = random.nextDouble();
        if (u < dictionary.split().test()) {
            return "test";
        }
        return u < dictionary.split().test() + dictionary.split().validation() ? "validation" : "train";
    }
}
