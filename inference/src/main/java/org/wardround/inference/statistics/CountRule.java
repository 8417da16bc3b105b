package org.wardround.inference.statistics;

import java.util.BitSet;

/** How a site gives the counts of its Table 1, which its policy says. Made at the site; whoever adds the counts of several sites learns it of none of them. */
public interface CountRule {
    /** Every count as it is. */
    CountRule SHOWN = new CountRule() {
        @Override
        public BitSet shown(CountCells cells, long[] counts) {
            BitSet all = new BitSet();
            all.set(0, cells.size());
            return all;
        }

        @Override
        public GivenCounts give(CountCells cells, long[] counts) {
            return GivenCounts.shown(counts, shown(cells, counts));
        }
    };

    /** Which counts are given as they are; the same for the same counts. Figures rest on patients of whom these tell. */
    BitSet shown(CountCells cells, long[] counts);

    /** The counts as they are given. A rule that adds noise draws it anew each time: a release of its own. */
    GivenCounts give(CountCells cells, long[] counts);
}
