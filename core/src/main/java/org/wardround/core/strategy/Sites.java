package org.wardround.core.strategy;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.StrategySpec.Selection;
import org.wardround.core.study.StrategySpec.Weights;

/** Which sites a round asks, and what share each has in the mean. */
public final class Sites {
    private Sites() {}

    /**
     * Draws {@code ⌈fraction · sites⌉} sites uniformly without replacement: a function of its arguments alone.
     *
     * @param sites at least one
     * @param round counted from 1
     */
    public static SortedSet<SiteId> select(Selection selection, SortedSet<SiteId> sites, long seed, int round) {
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("there is no site to select from");
        }
        SiteId[] drawn = sites.toArray(SiteId[]::new);
        int count = count(selection, drawn.length);
        if (count < drawn.length) {
            SeededStream stream = SeededStream.of(seed, "selection", round);
            for (int i = 0; i < count; i++) {
                int j = i + stream.nextInt(drawn.length - i);
                SiteId swapped = drawn[i];
                drawn[i] = drawn[j];
                drawn[j] = swapped;
            }
        }
        return Collections.unmodifiableSortedSet(
                new TreeSet<>(Arrays.asList(drawn).subList(0, count)));
    }

    /** How many of {@code sites} a round asks: {@code ⌈fraction · sites⌉}. */
    public static int count(Selection selection, int sites) {
        // A product such as 0.07 · 100 comes out a little above 7 and would be rounded up to 8.
        return (int) Math.ceil(selection.fraction() * sites * (1 - 0x1.0p-40));
    }

    /**
     * A site's w/W, with W over all sites of the run and not of the round alone: what arrives is divided by the share that arrived.
     *
     * @param rows training rows of the site, at least 1
     * @param totalRows training rows of all sites of the run
     * @param sites how many sites the run has
     */
    public static double share(Weights weights, long rows, long totalRows, int sites) {
        if (rows < 1 || totalRows < rows || sites < 1) {
            throw new IllegalArgumentException(
                    "a share needs at least one row, no more rows than all sites have, and a site");
        }
        return switch (weights) {
            case ROWS -> (double) rows / totalRows;
            case EQUAL -> 1.0 / sites;
        };
    }
}
