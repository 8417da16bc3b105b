package org.wardround.core.sum;

/** Over how many sites a sum under masks is opened. */
public final class MaskedSum {
    /** Of two sites each could subtract its own part. */
    public static final int MIN_SITES = 3;

    private MaskedSum() {}

    /**
     * The fewest of the sites asked over which a sum is opened: ⌊2n/3⌋ + 1. Then a coordinator that fewer than a third of the sites collude with can't have two sets of sites answer for two different lists
     * of survivors.
     *
     * @see <a href="https://doi.org/10.1145/3133956.3133982">Bonawitz et al. 2017, section 6.2</a>
     */
    public static int threshold(int sites) {
        return 2 * sites / 3 + 1;
    }

    /**
     * The most sites that may collude with the coordinator before it can have two lists of survivors answered, which would take t answers to each: n − c sites answer one list and c colluders both, so that
     * n + c must stay below 2t. A third of the sites or more; 1 or more from three sites on.
     */
    public static int mostColluders(int sites) {
        return 2 * threshold(sites) - sites - 1;
    }
}
