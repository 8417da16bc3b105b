package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.study.Formula;
import org.wardround.core.study.Term;
import org.wardround.publish.RunOutput;
import org.wardround.study.model.ModelCard;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.model.TrainedModel;

/** Terms of a formula serve every trainer, and leave studies without them as they were. */
class TermsTest {
    @TempDir
    private Path folder;

    private RunOutput run(String study) throws IOException {
        return Simulation.run(
                Hospitals.three().request(folder, study, new SimulationOptions(1, 1, 0)),
                Progress.SILENT,
                InstantSource.fixed(Instant.EPOCH));
    }

    @Test
    void terms_of_every_kind_are_trained_by_gradient_descent_and_come_back_from_the_model_folder() throws IOException {
        TrainedModel model = run(Hospitals.study("fedavg", "").replace("model: {type: logistic}", Hospitals.TERMS))
                .model();
        assertThat(model.encoding().columns().stream().map(column -> column.term()))
                .containsExactly(
                        "age",
                        "age'",
                        "age''",
                        "marker",
                        "marker^2",
                        "stage=I (sum)",
                        "stage=III (sum)",
                        "age:marker",
                        "marker:stage=I (sum)",
                        "marker:stage=III (sum)");
        Formula formula = model.model().formula();
        assertThat(formula.isResolved()).isTrue();
        Term.Spline spline = (Term.Spline) formula.terms().get(0);
        assertThat(((Term.Knots.At) spline.knots()).positions()).isSorted().allMatch(knot -> knot > 30 && knot < 90);
        ModelFolder.write(folder.resolve("model"), model, new ModelCard("", "", "", ""));
        TrainedModel read = ModelFolder.read(folder.resolve("model"));
        assertThat(read.model()).isEqualTo(model.model());
        assertThat(read.encoding().columns()).isEqualTo(model.encoding().columns());
    }

    @Test
    void naming_every_variable_is_the_same_as_naming_none() throws IOException {
        String plain = Hospitals.study("fedavg", "");
        String named = plain.replace("{type: logistic}", "{type: logistic, terms: [age, marker, stage]}");
        assertThat(sha256(named)).isEqualTo(sha256(plain));
    }

    @Test
    void a_study_without_terms_gives_the_model_that_it_always_gave() throws IOException {
        String study = Hospitals.study("fedavg", "").replace("  split:", "  moments: exact\n  split:");
        assertThat(sha256(study)).isEqualTo("c63a67663c8da597b58f653a38cf5a5f6c31aad3780221b27ce1fa9f07f3b866");
        assertThat(sha256(study.replace("  moments:", "  standardise: site\n  moments:")))
                .isEqualTo("93e7649317619f763f742c94e92858f6b4554ee49e526ad8dfae90ef73f59dcd");
        assertThat(sha256(study.replace("{type: logistic}", "{type: mlp, hidden: [4]}")))
                .isEqualTo("463362bee2a88e056385026d998d134939d4216e6da53d0915caa3751403a871");
    }

    private String sha256(String study) throws IOException {
        return run(study).results().model().identity().sha256();
    }

    @Test
    void variables_outside_the_terms_serve_for_subgroups() throws IOException {
        String study = Hospitals.study("fedavg", "subgroups: [stage]")
                .replace("{type: logistic}", "{type: logistic, terms: [age]}");
        RunOutput output = run(study);
        assertThat(output.results().model().coefficients().keySet()).containsExactly("age", "intercept");
        assertThat(output.results().evaluations().federated().subgroups()).containsOnlyKeys("stage");
    }
}
