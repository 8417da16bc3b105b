package org.wardround.core.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.FileVectors;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;

class BoundingTest {
    private static final double UNCLIPPED = Double.POSITIVE_INFINITY;

    private static final SumLayout LAYOUT = new SumLayout(
            4,
            List.of(
                    new Segment("weight", 2, 4, true, true),
                    new Segment("bias", 1, 4, false, true),
                    Segment.shared("loss", 1, 4),
                    Segment.plain("rows", 1, 4)));

    @Test
    void the_norm_is_taken_over_all_clipped_segments_and_the_share_goes_to_shared_ones() {
        // Norm of (2, 4, 4): √36 = 6, so the clipped segments are halved; the share is a quarter.
        // weight · ½ · ¼, bias · ½, loss · ¼, rows as they are.
        assertThat(bounded(bound(3, 0.25, 2, 4, 4, 8, 7))).containsExactly(0.25, 0.5, 2, 2, 7);
    }

    @Test
    void an_update_within_the_norm_is_not_scaled() {
        assertThat(bounded(bound(6, 1, 2, -4, 4, 8, 7))).containsExactly(2, -4, 4, 8, 7);
        assertThat(bounded(bound(UNCLIPPED, 1, 2, -4, 4, 8, 7))).containsExactly(2, -4, 4, 8, 7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void what_is_no_number_is_refused_by_segment(double value) {
        assertRefused(
                bound(3, 1, 1, value, 1, 1, 1),
                ErrorCode.NOT_FINITE,
                "the update has NaN or infinite values in 'weight'");
        assertRefused(
                bound(3, 1, 1, 1, 1, 1, value),
                ErrorCode.NOT_FINITE,
                "the update has NaN or infinite values in 'rows'");
    }

    @Test
    void a_norm_that_overflows_is_refused() {
        assertRefused(
                bound(3, 1, 1e200, 1, 1, 1, 1),
                ErrorCode.NOT_FINITE,
                "the norm of the update is too large for a number");
    }

    @Test
    void a_value_beyond_its_bound_is_refused_by_segment_and_not_shown() {
        double beyond = Math.nextUp(16.0);
        assertRefused(
                bound(UNCLIPPED, 1, 1, 1, 1, 1, -beyond),
                ErrorCode.OUT_OF_BOUND,
                "a value of 'rows' is beyond the declared bound of 2^4");
        assertThat(bounded(bound(UNCLIPPED, 1, 1, 1, 1, 1, 16))).endsWith(16);
    }

    @Test
    void the_bound_is_that_of_the_clipped_value_before_it_is_shared_out() {
        // Norm 60; clipped to 15: weight (40, 40) · ¼ and bias 20 · ¼; then a quarter of that, and of the loss.
        assertThat(bounded(bound(15, 0.25, 40, 40, 20, 16, 16))).containsExactly(2.5, 2.5, 5, 4, 16);
        assertRefused(
                bound(15, 0.25, 40, 40, 20, Math.nextUp(16.0), 16),
                ErrorCode.OUT_OF_BOUND,
                "a value of 'loss' is beyond the declared bound of 2^4");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 131_072, 140_001})
    void files_and_arrays_are_bounded_to_the_same_bits(int length, @TempDir Path folder) {
        SumLayout layout =
                new SumLayout(2, List.of(Segment.shared("loss", 3, 10), new Segment("weight", length, 10, true, true)));
        double[] values = new double[length + 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = StrictMath.sin(i);
        }
        try (FileVectors files = new FileVectors(folder)) {
            VectorWriter writer = files.create(values.length);
            for (int offset = 0; offset < values.length; offset += Vector.BLOCK) {
                double[] block = Arrays.copyOfRange(values, offset, offset + Vector.BLOCK);
                writer.append(block, Math.min(Vector.BLOCK, values.length - offset));
            }
            Vector stored = writer.finish();

            double[] fromFile = bounded(new Bounding(5, 0.3).bound(new LocalUpdate(layout, stored)));
            double[] fromArray = bounded(new Bounding(5, 0.3).bound(LocalUpdate.owning(layout, values)));

            assertThat(fromFile).containsExactly(fromArray);
            assertThat(norm(fromArray, 3)).isCloseTo(5 * 0.3, within(1e-12));
        }
    }

    @Test
    void impossible_limits_are_refused() {
        for (double wrong : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> new Bounding(wrong, 1)).hasMessage("maxNorm must be above 0, got " + wrong);
            assertThatThrownBy(() -> new Bounding(1, wrong)).hasMessage("share must be above 0 up to 1, got " + wrong);
        }
        assertThatThrownBy(() -> new Bounding(1, 1.5)).hasMessage("share must be above 0 up to 1, got 1.5");
    }

    @Test
    void only_bounding_makes_a_bounded_update() {
        assertThat(BoundedUpdate.class.getConstructors()).isEmpty();
    }

    @Test
    void printing_shows_no_values() {
        Bounding.Outcome outcome = bound(100, 1, 3.25, 3.25, 3.25, 3.25, 3.25);

        assertThat(outcome.toString()).contains("BoundedUpdate[5 values]").doesNotContain("3.25");
        assertThat(LocalUpdate.owning(LAYOUT, new double[] {3.25, 1, 1, 1, 1})).hasToString("LocalUpdate[5 values]");
    }

    @Test
    void an_update_of_another_length_than_its_layout_is_refused() {
        assertThatThrownBy(() -> new LocalUpdate(LAYOUT, ArrayVector.EMPTY))
                .hasMessage("the layout has 5 values, the update 0");
    }

    private static Bounding.Outcome bound(double maxNorm, double share, double... values) {
        return new Bounding(maxNorm, share).bound(LocalUpdate.owning(LAYOUT, values));
    }

    private static double[] bounded(Bounding.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Bounding.Outcome.Bounded.class);
        return ((Bounding.Outcome.Bounded) outcome).update().values().toArray();
    }

    private static void assertRefused(Bounding.Outcome outcome, ErrorCode code, String reason) {
        assertThat(outcome).isEqualTo(new Bounding.Outcome.Refused(code, reason));
    }

    private static double norm(double[] values, int from) {
        double squares = 0;
        for (int i = from; i < values.length; i++) {
            squares += values[i] * values[i];
        }
        return Math.sqrt(squares);
    }
}
