package org.wardround.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;

class TrainingSizeTest {
    @Test
    void log_losses_are_bounded_by_2_to_the_20() {
        Outcome binary = new Outcome("disease", VariableType.BINARY, "", null, List.of("0", "1"), "");

        assertThat(TrainingSize.of(4, 14, binary).lossExponent()).isEqualTo(20);
    }

    @Test
    void squared_errors_are_bounded_by_the_range_of_the_number() {
        Outcome cost = new Outcome("cost", VariableType.NUMBER, "EUR", new Range(0, 65_536), List.of(), "");

        // (2^16)² with two bits to spare
        assertThat(TrainingSize.of(4, 14, cost).lossExponent()).isEqualTo(34);
    }
}
