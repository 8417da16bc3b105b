package org.wardround.simulation.hospitals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyntheticHospitalsTest {
    @TempDir
    Path folder;

    @Test
    void each_hospital_has_its_table_beside_study_and_mapping() throws IOException {
        SyntheticHospitals.seeded(7).write(folder);

        assertThat(SyntheticHospitals.names()).containsExactly("northside", "lakeview", "hillcrest", "riverbend");
        assertThat(folder.resolve("study.yaml")).isNotEmptyFile();
        assertThat(folder.resolve("mapping.yaml")).isNotEmptyFile();
        for (HospitalFigures figures : PublishedFigures.ALL) {
            assertThat(rows(figures)).hasSize(figures.patients());
        }
    }

    @Test
    void the_same_seed_gives_the_same_bytes_and_another_seed_others() throws IOException {
        SyntheticHospitals.seeded(7).write(folder.resolve("a"));
        SyntheticHospitals.seeded(7).write(folder.resolve("b"));
        SyntheticHospitals.seeded(8).write(folder.resolve("c"));

        for (String name : SyntheticHospitals.names()) {
            assertThat(folder.resolve("a/" + name + ".csv"))
                    .hasSameBinaryContentAs(folder.resolve("b/" + name + ".csv"));
            assertThat(Files.readString(folder.resolve("a/" + name + ".csv")))
                    .isNotEqualTo(Files.readString(folder.resolve("c/" + name + ".csv")));
        }
    }

    /** Tolerances are five standard errors: a false alarm in fewer than one of 10^6 seeds. */
    @Test
    void tables_show_the_published_figures() throws IOException {
        SyntheticHospitals.seeded(1).write(folder);
        for (HospitalFigures figures : PublishedFigures.ALL) {
            List<String[]> rows = rows(figures);
            int n = rows.size();
            assertThat(share(rows, 11, "1"))
                    .as(figures.name())
                    .isCloseTo(figures.diseased(), within(tolerance(figures.diseased(), n)));
            double women = 1 - figures.mix().men();
            String woman = TableStyle.of(figures).woman();
            assertThat(share(rows, 2, woman)).as(figures.name()).isCloseTo(women, within(tolerance(women, n)));
            double untested = figures.exercise().missing();
            assertThat(share(rows, 8, "")).as(figures.name()).isCloseTo(untested, within(tolerance(untested, n)));
            Quantity age = figures.mix().age();
            assertThat(rows.stream()
                            .mapToDouble(row -> Double.parseDouble(row[1]))
                            .average()
                            .orElseThrow())
                    .as(figures.name())
                    .isCloseTo(age.mean(), within(5 * age.deviation() / Math.sqrt(n)));
        }
    }

    @Test
    void cholesterol_that_was_not_measured_is_zero_at_two_hospitals_and_empty_at_the_others() throws IOException {
        SyntheticHospitals.seeded(1).write(folder);

        assertThat(share(rows(PublishedFigures.ALL.get(1)), 5, "")).isPositive();
        assertThat(share(rows(PublishedFigures.ALL.get(2)), 5, "0")).isEqualTo(1);
        assertThat(share(rows(PublishedFigures.ALL.get(3)), 5, "0")).isPositive();
    }

    @Test
    void a_sicker_patient_has_a_higher_risk() {
        Patient.Gaps none = new Patient.Gaps(false, false, false, false);
        Patient well = new Patient(45, false, 2, 0, 120, 200, false, 170, false, 0, none);
        Patient ill = new Patient(65, true, 4, 0, 150, 280, true, 110, true, 2.5, none);
        CommonRisk risk = CommonRisk.calibrated(PublishedFigures.ALL.get(0), List.of(well, ill));

        assertThat(risk.probability(ill)).isGreaterThan(0.7);
        assertThat(risk.probability(well)).isLessThan(0.2);
        // The two probabilities have the hospital's mean, 0.46.
        assertThat(risk.probability(ill) + risk.probability(well)).isCloseTo(0.92, within(1e-9));
    }

    private List<String[]> rows(HospitalFigures figures) throws IOException {
        String delimiter = TableStyle.of(figures).delimiter();
        return Files.readAllLines(folder.resolve(figures.name() + ".csv")).stream()
                .skip(1)
                .map(line -> line.split(delimiter, -1))
                .toList();
    }

    private static double share(List<String[]> rows, int column, String code) {
        return rows.stream().filter(row -> row[column].equals(code)).count() / (double) rows.size();
    }

    private static double tolerance(double share, int n) {
        return 5 * Math.sqrt(Math.max(share * (1 - share), 1e-12) / n);
    }
}
