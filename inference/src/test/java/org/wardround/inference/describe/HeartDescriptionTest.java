package org.wardround.inference.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Variable;
import org.wardround.testkit.ReferenceData;

/** Means and standard deviations of the four heart-disease hospitals, from sums, against their rows pooled. */
final class HeartDescriptionTest {
    private static final int FIRST_FEATURE = 2;
    private static final int FEATURES = 13;

    private static final DataDictionary DICTIONARY = Dictionaries.of(
            Dictionaries.BINARY,
            Dictionaries.number("age", 0, 120),
            Dictionaries.binary("sex"),
            Dictionaries.number("trestbps", 0, 300),
            Dictionaries.number("chol", 0, 1000),
            Dictionaries.binary("fbs"),
            Dictionaries.number("thalach", 0, 300),
            Dictionaries.binary("exang"),
            Dictionaries.number("oldpeak", -10, 10),
            Dictionaries.binary("cp_2"),
            Dictionaries.binary("cp_3"),
            Dictionaries.binary("cp_4"),
            Dictionaries.binary("restecg_1"),
            Dictionaries.binary("restecg_2"));

    @Test
    void pooled_training_means_come_out_of_sums_on_a_grid() throws IOException {
        List<String[]> rows = rows();
        List<Table> sites = new ArrayList<>();
        for (String site : List.of("0", "1", "2", "3")) {
            sites.add(table(rows.stream().filter(row -> row[0].equals(site)).toList()));
        }
        Description description = Description.of(DICTIONARY, sites);
        assertThat(description.counts().rows(Side.TRAIN)).isEqualTo(486);
        assertThat(description.scaling().constant()).isEmpty();
        Preprocessing found = description.scaling().preprocessing();
        List<String[]> train =
                rows.stream().filter(row -> row[1].equals("train")).toList();
        for (int feature = 0; feature < FEATURES; feature++) {
            double[] values = column(train, feature);
            double mean = Arrays.stream(values).sum() / values.length;
            double squares =
                    Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
            if (DICTIONARY.variables().get(feature).type().isQuantity()) {
                // 486 patients: steps of 1/16.
                double scale = found.scale(feature);
                assertThat(scale).isCloseTo(StrictMath.sqrt(squares / (values.length - 1)), within(scale / 32));
                assertThat(found.centre(feature)).isCloseTo(mean, within(scale / 32));
            } else {
                double share = (Math.floor(mean * 16) + 0.5) / 16;
                assertThat(found.centre(feature)).isEqualTo(share);
                assertThat(found.scale(feature)).isCloseTo(StrictMath.sqrt(share * (1 - share)), within(1e-15));
            }
        }
        // By hand from means and deviations that are known to six decimals.
        assertMoments(found, 0, 52.84375, 9.5); // age: 52.952675, 9.625772
        assertMoments(found, 2, 133, 19); // trestbps: 133.150206, 19.191065
        assertMoments(found, 3, 218.5, 92); // chol: 219.837449, 93.664373
        assertMoments(found, 5, 139.75, 26); // thalach: 139.281893, 26.092001
        assertMoments(found, 7, 0.9296875, 1.0625); // oldpeak: 0.936214, 1.072123
    }

    @Test
    void cholesterol_is_constant_at_the_third_hospital_alone() throws IOException {
        List<String[]> rows = rows();
        Table third = table(rows.stream().filter(row -> row[0].equals("2")).toList());
        Preprocessing unscaled = Scaling.unscaled(
                DICTIONARY, Description.of(DICTIONARY, List.of(table(rows))).means());
        assertThat(Scaling.ofSite(DICTIONARY, third, unscaled).constantVariables(DICTIONARY))
                .containsExactly("chol");
    }

    private static void assertMoments(Preprocessing found, int feature, double mean, double deviation) {
        assertThat(found.centre(feature)).isEqualTo(mean);
        assertThat(found.scale(feature)).isEqualTo(deviation);
    }

    private static double[] column(List<String[]> rows, int feature) {
        return rows.stream()
                .mapToDouble(row -> Double.parseDouble(row[FIRST_FEATURE + feature]))
                .toArray();
    }

    private static List<String[]> rows() throws IOException {
        Path file = ReferenceData.folder("heart-disease").resolve("flamby_features_raw13.csv");
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    private static Table table(List<String[]> rows) {
        double[][] values = new double[rows.size()][];
        Side[] sides = new Side[rows.size()];
        for (int row = 0; row < values.length; row++) {
            String[] cells = rows.get(row);
            values[row] = Arrays.stream(cells)
                    .skip(FIRST_FEATURE)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            sides[row] = cells[1].equals("train") ? Side.TRAIN : Side.TEST;
        }
        return Tables.of(values, sides);
    }

    static {
        assertThat(DICTIONARY.variables()).extracting(Variable::name).hasSize(FEATURES);
    }
}
