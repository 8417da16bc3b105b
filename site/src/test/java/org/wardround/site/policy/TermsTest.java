package org.wardround.site.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;
import org.wardround.study.file.StudyFile;

final class TermsTest {
    private static final Path STUDIES = Path.of("..", "studies");
    private static final Path SAMPLES = Path.of("..", "study", "src", "test", "resources", "org", "wardround", "study");

    @Test
    void a_trained_model_needs_training_and_evaluation() {
        Terms terms = terms(STUDIES.resolve("heart-disease/study.yaml"));
        assertThat(terms.author()).isEqualTo("Dora");
        assertThat(terms.purpose()).startsWith("Predict coronary artery disease");
        assertThat(terms.tasks()).containsExactly(TaskKind.DESCRIBE, TaskKind.TRAIN, TaskKind.EVALUATE);
        assertThat(terms.releases()).containsExactly(ReleaseKind.SUM);
        assertThat(terms.rounds()).isEqualTo(60);
    }

    @Test
    void an_exact_regression_needs_a_fit() {
        Terms terms = terms(STUDIES.resolve("heart-disease/exact.yaml"));
        assertThat(terms.tasks()).containsExactly(TaskKind.DESCRIBE, TaskKind.FIT, TaskKind.EVALUATE);
        assertThat(terms.rounds()).isEqualTo(25);
    }

    @Test
    void an_existing_model_is_evaluated() {
        Terms terms = terms(SAMPLES.resolve("good/validation.yaml"));
        assertThat(terms.tasks()).containsExactly(TaskKind.DESCRIBE, TaskKind.EVALUATE);
        assertThat(terms.rounds()).isZero();
    }

    private static Terms terms(Path study) {
        return Terms.of("Dora", StudyFile.read(study).study());
    }
}
