package org.wardround.privacy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;
import org.wardround.core.task.TaskOrder;
import org.wardround.core.update.BoundedUpdate;
import org.wardround.core.update.Bounding;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.Vector;

class PlainReleaseTest {
    /** f = 62 − 60 − 1 = 1 and 62 − 0 − 1 = 61. */
    private static final SumLayout LAYOUT =
            new SumLayout(2, List.of(Segment.plain("rows", 1, 60), Segment.plain("loss", 1, 0)));

    @Test
    void the_words_are_the_bounded_values_on_their_grid() {
        List<long[]> blocks = new ArrayList<>();

        release(LAYOUT, 41.5, -0.5).writeTo((block, count) -> blocks.add(Arrays.copyOf(block, count)));

        // 41.5 · 2 and −0.5 · 2^61.
        assertThat(blocks).hasSize(1);
        assertThat(blocks.get(0)).containsExactly(83, -(1L << 60));
    }

    @Test
    void the_digest_is_that_of_the_words() {
        // SHA-256 of 2^61 and −2^60 as little-endian 64-bit integers, by Python's hashlib.
        assertThat(release(LAYOUT, 0x1p60, -0.5).writeHashed((block, count) -> {}))
                .isEqualTo(new Sha256("9a398932ab59a9711f6eda8fb243a761e9553bbc3dae817a82ea937fe8529eed"));
    }

    @Test
    void long_releases_go_out_in_blocks_that_belong_to_the_sink() {
        int length = Vector.BLOCK + 3;
        SumLayout layout = new SumLayout(1, List.of(Segment.plain("x", length, 62)));
        double[] counting = new double[length];
        for (int i = 0; i < length; i++) {
            counting[i] = i;
        }
        Release release = release(layout, counting);
        List<long[]> blocks = new ArrayList<>();

        Sha256 first = release.writeHashed((block, count) -> {
            assertThat(block).hasSize(count);
            blocks.add(block);
        });

        assertThat(blocks.stream().map(block -> block.length)).containsExactly(Vector.BLOCK, 3);
        assertThat(blocks.get(0)[Vector.BLOCK - 1]).isEqualTo(Vector.BLOCK - 1);
        assertThat(blocks.get(1)).containsExactly(Vector.BLOCK, Vector.BLOCK + 1, Vector.BLOCK + 2);
        blocks.forEach(block -> Arrays.fill(block, 0));
        assertThat(release.writeHashed((block, count) -> {})).isEqualTo(first);
        assertThat(release.length()).isEqualTo(length);
    }

    @Test
    void a_release_says_what_protects_it_and_shows_no_words() {
        Release release = release(LAYOUT, 41.5, -0.5);

        assertThat(release.protection()).isEqualTo(Protection.PLAIN);
        assertThat(release).hasToString("SumRelease[cleveland, round 3, PLAIN, 2 words]");
        assertThat(release.order()).isEqualTo(order(LAYOUT));
    }

    @Test
    void an_update_for_another_question_is_refused() {
        SumLayout other = new SumLayout(2, List.of(Segment.plain("rows", 2, 60)));

        assertThatThrownBy(() -> new PlainRelease().protect(order(other), bounded(LAYOUT, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the update has another layout than the order");
    }

    @Test
    void only_this_package_makes_a_release() {
        assertThat(Release.class.getConstructors()).isEmpty();
        assertThat(Release.class.getDeclaredConstructors())
                .allSatisfy(
                        constructor -> assertThat(constructor.getModifiers()).isZero());
        assertThat(BoundedUpdate.class.getConstructors()).isEmpty();
    }

    private static Release release(SumLayout layout, double... values) {
        return new PlainRelease().protect(order(layout), bounded(layout, values));
    }

    private static TaskOrder order(SumLayout layout) {
        return new TaskOrder(
                new SiteId("cleveland"), 3, TaskKind.TRAIN, ReleaseKind.SUM, layout, 1, Double.POSITIVE_INFINITY);
    }

    private static BoundedUpdate bounded(SumLayout layout, double... values) {
        Bounding.Outcome outcome = new Bounding(Double.POSITIVE_INFINITY, 1).bound(LocalUpdate.owning(layout, values));
        return ((Bounding.Outcome.Bounded) outcome).update();
    }
}
