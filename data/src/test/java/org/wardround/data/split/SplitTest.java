package org.wardround.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Side;
import org.wardround.core.study.SplitSpec;
import org.wardround.testkit.Property;

class SplitTest {
    private static final SplitSpec SHARES = new SplitSpec(0.15, 0.25, "");

    @Test
    void a_patients_number_is_hmac_sha_256_of_the_key() {
        // python3: hmac.new(b'wardround split 1', b'p1', 'sha256').digest()[:8], first 53 bits over 2**53
        assertThat(Split.standard().uniform("p1")).isEqualTo(0.13547157444352598);
        assertThat(Split.standard().uniform("Jörg")).isEqualTo(0.23962827393670505);
    }

    @Test
    void the_lowest_numbers_are_tested_and_the_next_validate() {
        assertThat(Split.side(0.2499, SHARES)).isEqualTo(Side.TEST);
        assertThat(Split.side(0.25, SHARES)).isEqualTo(Side.VALIDATION);
        assertThat(Split.side(0.3999, SHARES)).isEqualTo(Side.VALIDATION);
        assertThat(Split.side(0.4, SHARES)).isEqualTo(Side.TRAIN);
    }

    @Test
    void of_a_published_training_side_the_right_share_is_set_aside() {
        assertThat(Split.isSetAside(0.1999, SHARES)).isTrue(); // 0.15 / (1 - 0.25) = 0.2
        assertThat(Split.isSetAside(0.2001, SHARES)).isFalse();
    }

    @Test
    void shares_of_many_patients_are_those_asked_for() {
        Property.forSeeds(10, random -> {
            Split split = Split.standard();
            String prefix = Long.toString(random.nextLong());
            int tested = 0;
            for (int patient = 0; patient < 10_000; patient++) {
                tested += split.side(prefix + patient, SHARES) == Side.TEST ? 1 : 0;
            }
            assertThat(tested / 10_000.0).isCloseTo(0.25, within(0.026)); // six standard deviations
        });
    }

    @Test
    void a_larger_test_share_only_moves_patients_towards_the_test_side() {
        SplitSpec larger = new SplitSpec(0.15, 0.4, "");
        Property.forSeeds(500, random -> {
            String key = Long.toString(random.nextLong());
            if (Split.standard().side(key, SHARES) == Side.TEST) {
                assertThat(Split.standard().side(key, larger)).isEqualTo(Side.TEST);
            }
        });
    }

    @Test
    void a_site_with_a_key_of_its_own_splits_differently() {
        Split own = new Split("secret".getBytes(StandardCharsets.UTF_8));

        assertThat(own.uniform("p1")).isNotEqualTo(Split.standard().uniform("p1"));
    }
}
