package org.wardround.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.study.VariableType;
import org.wardround.core.text.Counted;
import org.wardround.data.table.MappedRecords.Unlabelled;
import org.wardround.simulation.predict.Predictor;
import org.wardround.simulation.predict.Predictor.Prediction;
import org.wardround.study.model.TrainedModel;

/** Predictions as CSV: {@code line}, {@code patient} where there is a key, the scores, {@code class} where the outcome has codes, {@code missing}. */
final class PredictionTable {
    private final StringBuilder text = new StringBuilder();
    private final boolean keyed;
    private final int scores;
    private final boolean labelled;
    private final int rows;
    private int unscored;

    PredictionTable(TrainedModel model, Predictor predictor, List<Unlabelled> records) {
        this.rows = records.size();
        this.keyed = records.stream().anyMatch(record -> !record.key().isEmpty());
        VariableType type = model.data().outcome().type();
        this.labelled = type == VariableType.CATEGORY || type == VariableType.BINARY;
        List<String> names = scoreNames(model);
        this.scores = names.size();
        List<String> header = new ArrayList<>(List.of("line"));
        if (keyed) {
            header.add("patient");
        }
        header.addAll(names);
        if (labelled) {
            header.add("class");
        }
        header.add("missing");
        add(header);
        records.forEach(record -> add(record, predictor.predict(record.values())));
    }

    private static List<String> scoreNames(TrainedModel model) {
        return switch (model.data().outcome().type()) {
            case BINARY -> List.of("probability");
            case CATEGORY ->
                model.data().outcome().levels().stream()
                        .map(level -> "probability_" + level)
                        .toList();
            case TIME_TO_EVENT -> List.of("log_relative_hazard");
            case NUMBER, INTEGER, DATE -> List.of("prediction");
        };
    }

    private void add(Unlabelled record, Prediction prediction) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(record.line())));
        if (keyed) {
            cells.add(record.key());
        }
        if (prediction instanceof Prediction.Scored scored) {
            for (double score : scored.scores()) {
                cells.add(Double.toString(score));
            }
            if (labelled) {
                cells.add(scored.label());
            }
            cells.add("");
        } else {
            unscored++;
            for (int i = 0; i < scores + (labelled ? 1 : 0); i++) {
                cells.add("");
            }
            cells.add(((Prediction.Missing) prediction).variable());
        }
        add(cells);
    }

    private void add(List<String> cells) {
        text.append(String.join(",", cells.stream().map(PredictionTable::quoted).toList()))
                .append('\n');
    }

    private static String quoted(String cell) {
        return cell.contains(",") || cell.contains("\"") || cell.contains("\n")
                ? "\"" + cell.replace("\"", "\"\"") + "\""
                : cell;
    }

    String text() {
        return text.toString();
    }

    int rows() {
        return rows;
    }

    /** A word about rows without a prediction, if there are any. */
    Optional<String> unscored() {
        return unscored == 0
                ? Optional.empty()
                : Optional.of("%s no prediction: the column 'missing' names the value that the model needs"
                        .formatted(Counted.of(unscored, "row") + (unscored == 1 ? " has" : " have")));
    }
}
