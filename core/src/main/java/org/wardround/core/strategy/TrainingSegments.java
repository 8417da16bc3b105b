package org.wardround.core.strategy;

/** Names of the blocks in which a site answers a {@link TrainingTask}. */
public final class TrainingSegments {
    /** One value for each parameter, shared, clipped: the change y − x; over its steps for FedNova; the negative gradient for FedSGD. */
    public static final String UPDATE = "update";

    /** One value, 1, shared: what arrives adds up to the share of the sites that answered. */
    public static final String SHARE = "share";

    /** SCAFFOLD: one value for each parameter, shared: the change of the site's control variate. */
    public static final String CONTROL = "control";

    /** FedNova: one value, shared: ‖a‖₁, the number of plain steps that the site's steps amount to. */
    public static final String STEPS = "steps";

    /** One value, shared: the mean loss of the received model over the site's training rows. */
    public static final String TRAIN_LOSS = "trainLoss";

    /** One value, plain: the summed loss of the received model over the site's validation rows. */
    public static final String VALIDATION_LOSS = "validationLoss";

    /** One value, plain: the number of the site's validation rows. */
    public static final String VALIDATION_ROWS = "validationRows";

    /** In a sum with an adaptive bound: one value, plain, 1 where the norm of the site's change is within the bound, else 0. */
    public static final String WITHIN_BOUND = "withinBound";

    /** In a per-site update, in place of the share: one value, plain: how many training rows the site says it has. */
    public static final String ROWS = "rows";

    /** Newton's method under differential privacy: one value, plain: σ of the noise that the site added to each entry of its update, in whole units. It follows from the plan. */
    public static final String NOISE = "noise";

    private TrainingSegments() {}
}
