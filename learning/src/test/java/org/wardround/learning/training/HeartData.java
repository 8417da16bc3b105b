package org.wardround.learning.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wardround.core.dataset.Dataset;
import org.wardround.testkit.ReferenceData;

/** The training rows of the four heart-disease hospitals, standardised as FLamby does it: by each site's mean and sample standard deviation. */
final class HeartData {
    static final int FEATURES = 13;
    private static final List<String> SITES = List.of("cleveland", "hungarian", "switzerland", "va");
    /** Keeps a constant column finite. */
    private static final double FLAMBY_EPSILON = 1e-9;

    private HeartData() {}

    static List<SiteData> sites() {
        List<SiteData> sites = new ArrayList<>();
        for (int site = 0; site < SITES.size(); site++) {
            sites.add(Federation.site(SITES.get(site), standardised(trainRows(site))));
        }
        return sites;
    }

    /** All rows, standardised by their sites, as one site. */
    static SiteData pooled() {
        List<SiteData> sites = sites();
        double[] values = sites.stream()
                .flatMapToDouble(site -> Arrays.stream(site.training().values()))
                .toArray();
        double[] outcomes = sites.stream()
                .flatMapToDouble(site -> Arrays.stream(site.training().outcomes()))
                .toArray();
        return Federation.site("pooled", Dataset.of(FEATURES, values, outcomes, new int[outcomes.length]));
    }

    private static List<double[]> trainRows(int site) {
        Path file = ReferenceData.folder("heart-disease").resolve("flamby_features_raw13.csv");
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(site + ",train,"))
                    .map(line -> Arrays.stream(line.split(","))
                            .skip(2)
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dataset standardised(List<double[]> rows) {
        double[] values = new double[rows.size() * FEATURES];
        for (int feature = 0; feature < FEATURES; feature++) {
            int column = feature;
            double mean = rows.stream().mapToDouble(row -> row[column]).sum() / rows.size();
            double squares = rows.stream()
                    .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                    .sum();
            double deviation = Math.sqrt(squares / (rows.size() - 1));
            for (int row = 0; row < rows.size(); row++) {
                values[row * FEATURES + feature] = (rows.get(row)[feature] - mean) / (deviation + FLAMBY_EPSILON);
            }
        }
        double[] outcomes = rows.stream().mapToDouble(row -> row[FEATURES]).toArray();
        return Dataset.of(FEATURES, values, outcomes, new int[rows.size()]);
    }
}
