package org.wardround.inference.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;

class SmallestCutTest {
    @Test
    void a_bridge_is_cut() {
        // A triangle of 5s, a bridge of 2, another triangle of 5s.
        long[][] weights = new long[6][6];
        int[][] edges = {{0, 1, 5}, {1, 2, 5}, {0, 2, 5}, {2, 3, 2}, {3, 4, 5}, {4, 5, 5}, {3, 5, 5}};
        for (int[] edge : edges) {
            join(weights, edge[0], edge[1], edge[2]);
        }
        assertThat(SmallestCut.of(weights)).isEqualTo(2);
    }

    @Test
    void what_does_not_hang_together_is_not_cut() {
        long[][] weights = new long[5][5];
        join(weights, 0, 1, 7);
        join(weights, 2, 3, 4);
        assertThat(SmallestCut.of(weights)).isEqualTo(4);
        assertThat(SmallestCut.of(new long[3][3])).isZero();
    }

    @Test
    void it_is_that_of_all_ways_to_part_the_nodes() {
        for (int seed = 0; seed < 500; seed++) {
            SeededStream random = SeededStream.of(seed, "cut");
            long[][] weights = new long[2 + random.nextInt(6)][];
            Arrays.setAll(weights, node -> new long[weights.length]);
            for (int one = 0; one < weights.length; one++) {
                for (int other = 0; other < one; other++) {
                    join(weights, one, other, random.nextInt(3) == 0 ? 1 + random.nextInt(9) : 0);
                }
            }
            long least = leastOfAll(weights);
            assertThat(SmallestCut.of(weights)).as("seed %d", seed).isEqualTo(least);
        }
    }

    private static long leastOfAll(long[][] weights) {
        long least = 0;
        for (int side = 1; side < 1 << weights.length; side++) {
            long cut = 0;
            for (int one = 0; one < weights.length; one++) {
                for (int other = 0; other < one; other++) {
                    cut += (side >> one & 1) == (side >> other & 1) ? 0 : weights[one][other];
                }
            }
            least = cut > 0 && (least == 0 || cut < least) ? cut : least;
        }
        return least;
    }

    private static void join(long[][] weights, int one, int other, long weight) {
        weights[one][other] = weight;
        weights[other][one] = weight;
    }
}
