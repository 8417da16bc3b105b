package org.wardround.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.StrategySpec.Selection;
import org.wardround.core.study.StrategySpec.Weights;

class SitesTest {
    private static final SortedSet<SiteId> TEN = sites(10);

    private static SortedSet<SiteId> sites(int count) {
        SortedSet<SiteId> sites = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            sites.add(new SiteId("site-" + i));
        }
        return sites;
    }

    @Test
    void all_sites_are_asked_with_a_fraction_of_1() {
        assertThat(Sites.select(Selection.ALL, TEN, 7, 1)).isEqualTo(TEN);
    }

    @Test
    void a_fraction_is_rounded_up_so_that_at_least_one_site_is_asked() {
        assertThat(Sites.select(new Selection(0.01), TEN, 7, 1)).hasSize(1);
        assertThat(Sites.select(new Selection(0.25), TEN, 7, 1)).hasSize(3);
        assertThat(Sites.select(new Selection(0.07), sites(100), 7, 1)).hasSize(7);
    }

    @Test
    void the_draw_depends_on_seed_and_round_alone() {
        Selection half = new Selection(0.5);
        SortedSet<SiteId> hundred = sites(100);

        assertThat(Sites.select(half, hundred, 7, 3)).isEqualTo(Sites.select(half, hundred, 7, 3));
        assertThat(Sites.select(half, hundred, 7, 3)).isNotEqualTo(Sites.select(half, hundred, 7, 4));
        assertThat(Sites.select(half, hundred, 7, 3)).isNotEqualTo(Sites.select(half, hundred, 8, 3));
    }

    @Test
    void every_site_is_drawn_equally_often() {
        int rounds = 10_000;
        SortedMap<SiteId, Integer> draws = new TreeMap<>();
        for (int round = 1; round <= rounds; round++) {
            Sites.select(new Selection(0.3), TEN, 1, round).forEach(site -> draws.merge(site, 1, Integer::sum));
        }
        // binomial with sd √(10,000 · 0.3 · 0.7) = 46: six of them
        assertThat(draws.values()).allSatisfy(count -> assertThat(count).isCloseTo(3_000, within(276)));
    }

    @Test
    void shares_follow_rows_or_are_equal() {
        assertThat(Sites.share(Weights.ROWS, 30, 40, 2)).isEqualTo(0.75);
        assertThat(Sites.share(Weights.EQUAL, 30, 40, 2)).isEqualTo(0.5);
    }
}
