package org.wardround.inference.regression;

import java.util.List;
import java.util.stream.IntStream;

/** The training rows of the four heart-disease hospitals, standardised in one of two ways. */
final class Heart {
    private static final int SITES = 4;

    private Heart() {}

    static List<Rows> pooledNormalisation() {
        List<Rows> raw = raw();
        Rows all = Moved.together(raw);
        double[][] moments = Moved.moments(all.x());
        return raw.stream().map(site -> Moved.standardised(site, moments, 1e-9)).toList();
    }

    static List<Rows> siteNormalisation() {
        return raw().stream()
                .map(site -> Moved.standardised(site, Moved.moments(site.x()), 1e-9))
                .toList();
    }

    static List<Rows> raw() {
        Csv csv = Csv.of("heart-disease", "flamby_features_raw13.csv");
        List<String> features = csv.header().subList(2, 15);
        return IntStream.range(0, SITES)
                .mapToObj(site -> csv.where(row -> row[0].equals(String.valueOf(site)) && row[1].equals("train")))
                .map(part -> Rows.of(
                        part.numbers(features), part.numbers(part.header().get(15))))
                .toList();
    }
}
