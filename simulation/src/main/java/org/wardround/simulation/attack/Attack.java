package org.wardround.simulation.attack;

/** What dishonest sites do. */
public enum Attack {
    /** Ten times the honest change, backwards. */
    SIGN_FLIP("sign flip ×10"),
    /** Gaussian noise of 30 times the honest change's norm, drawn anew in each round. */
    NOISE("Gaussian noise"),
    /** Ten times the honest change. */
    SCALING("scaling ×10"),
    /** Honest training on outcomes that were turned. */
    LABEL_FLIP("label flip"),
    /**
     * The mean of the dishonest sites' honest changes less 1.5 standard deviations in every parameter: inside the spread, and so hard to tell.
     *
     * @see <a href="https://arxiv.org/abs/1902.06156">Baruch, Baruch and Goldberg 2019, algorithm 3</a>
     */
    A_LITTLE("a little is enough");

    private final String title;

    Attack(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
