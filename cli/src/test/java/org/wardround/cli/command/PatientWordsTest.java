package org.wardround.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.study.results.Privacy;

final class PatientWordsTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1.0001, 1.01", "0.99951, 1", "12.34, 12.4", "0.5, 0.5"})
    void a_limit_is_never_told_below_the_true_one(double epsilon, String told) {
        Privacy privacy = new Privacy(true, new Privacy.DifferentialPrivacy(epsilon, 1e-5, "", "", "", List.of()), "");

        assertThat(PatientWords.of(privacy)).endsWith("limited to \u03b5 = " + told + ".");
    }
}
