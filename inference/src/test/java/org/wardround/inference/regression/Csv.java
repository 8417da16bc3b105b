package org.wardround.inference.regression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.wardround.testkit.ReferenceData;

/** A comma-separated reference file with a header, read whole. */
record Csv(List<String> header, List<String[]> rows) {
    static Csv of(String dataset, String file) {
        Path path = ReferenceData.folder(dataset).resolve(file);
        try {
            List<String[]> lines =
                    Files.readAllLines(path).stream().map(Csv::cells).toList();
            return new Csv(List.of(lines.get(0)), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Splits at commas outside quotes. */
    private static String[] cells(String line) {
        String[] parts = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        return Arrays.stream(parts).map(cell -> cell.replace("\"", "")).toArray(String[]::new);
    }

    String text(String[] row, String column) {
        return row[header.indexOf(column)];
    }

    double number(String[] row, String column) {
        return Double.parseDouble(text(row, column));
    }

    Csv where(Predicate<String[]> wanted) {
        return new Csv(header, rows.stream().filter(wanted).toList());
    }

    double[] numbers(String column) {
        return rows.stream().mapToDouble(row -> number(row, column)).toArray();
    }

    double[][] numbers(List<String> columns) {
        return rows.stream()
                .map(row -> columns.stream()
                        .mapToDouble(column -> number(row, column))
                        .toArray())
                .toArray(double[][]::new);
    }
}
