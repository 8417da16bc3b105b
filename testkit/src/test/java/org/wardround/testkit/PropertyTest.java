package org.wardround.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyTest {
    @Test
    void every_seed_gets_numbers_of_its_own() {
        List<Long> drawn = new ArrayList<>();

        Property.forSeeds(50, random -> drawn.add(random.nextLong()));

        assertThat(drawn).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void a_failure_names_its_seed_and_how_to_replay_it() {
        List<Long> drawn = new ArrayList<>();

        assertThatThrownBy(() -> Property.forSeeds(50, random -> {
                    drawn.add(random.nextLong());
                    assertThat(drawn).hasSizeLessThan(4);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("fails for seed 3; replay with -Dwardround.seed=3 or Property.forSeed:")
                .hasCauseInstanceOf(AssertionError.class);
        Property.forSeed(3, random -> assertThat(random.nextLong()).isEqualTo(drawn.get(3)));
    }
}
