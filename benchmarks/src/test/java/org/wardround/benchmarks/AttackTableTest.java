package org.wardround.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.benchmarks.AttackData.Division;
import org.wardround.benchmarks.AttackTable.Losses;
import org.wardround.simulation.attack.Attack;

/** A small attack table: 4,000 generated rows, one seed. */
class AttackTableTest {
    @TempDir
    private Path work;

    @Test
    void the_plain_mean_fails_and_the_others_stay_within_two_points_of_the_honest_run() throws IOException {
        Losses losses = AttackTable.losses(AttackData.generated(4000, work), Division.IID, 1, work);
        assertThat(losses.of("mean", Attack.SIGN_FLIP)).isGreaterThan(10);
        assertThat(losses.all())
                .filteredOn(loss -> !loss.aggregation().equals("mean"))
                .allSatisfy(loss -> assertThat(loss.mean()).as("%s", loss).isLessThan(2));
    }

    @Test
    void among_unlike_hospitals_they_stay_within_five() throws IOException {
        Losses losses = AttackTable.losses(AttackData.generated(4000, work), Division.DIRICHLET, 1, work);
        for (Attack attack : new Attack[] {Attack.SIGN_FLIP, Attack.NOISE, Attack.SCALING}) {
            for (String aggregation : AttackTable.aggregations().keySet()) {
                assertThat(aggregation.equals("mean") ? 0 : losses.of(aggregation, attack))
                        .as("%s under %s", aggregation, attack)
                        .isLessThan(5);
            }
        }
    }
}
