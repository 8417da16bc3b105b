package org.wardround.core.error;

/** All that can go wrong between a coordinator and a site. Codes are never reused and never change their meaning. */
public enum ErrorCode {
    /** The site has fewer patients in the cohort than the study or its policy demands. */
    TOO_FEW_PATIENTS(Fault.SITE, Retry.NEVER),
    /** The site's table has no row that can be used. */
    NO_ROWS(Fault.SITE, Retry.NEVER),
    /** The update holds NaN or an infinity. */
    NOT_FINITE(Fault.SITE, Retry.NEXT_ROUND),
    /** A value is larger than the bound that the study's layout declares. */
    OUT_OF_BOUND(Fault.SITE, Retry.NEXT_ROUND),
    /** The answer has another length than the question's layout. */
    WRONG_LENGTH(Fault.SITE, Retry.NEVER),
    /** The site went away, or did not answer before the deadline. */
    SITE_LOST(Fault.SITE, Retry.NEXT_ROUND),
    /** The site answered after the round had closed. */
    TOO_LATE(Fault.SITE, Retry.NEXT_ROUND),
    /** The site was not asked in this round. */
    NOT_INVITED(Fault.SITE, Retry.NEVER),
    /** The site has already answered in this round. */
    ALREADY_ANSWERED(Fault.SITE, Retry.NEVER),
    /** The site's policy does not allow the release. */
    NOT_ALLOWED(Fault.SITE, Retry.NEVER),
    /** Fewer sites answered than the plan demands. */
    QUORUM_NOT_MET(Fault.FEDERATION, Retry.NEXT_ROUND),
    /** Too few sites are left to go on at all. */
    TOO_FEW_SITES(Fault.FEDERATION, Retry.NEVER),
    /** The model's loss is no longer a number: the learning rate is too large, most often. */
    DIVERGED(Fault.STUDY, Retry.NEVER),
    /** The study can't be carried out on the data as they are; the message says why. */
    STUDY_UNFIT(Fault.STUDY, Retry.NEVER),
    /** A sum could overflow with the ranges that the study declares. */
    SUM_OVERFLOW(Fault.STUDY, Retry.NEVER),
    /** What arrived has another length or digest than was announced for it. */
    CONTENT_DIFFERS(Fault.SITE, Retry.NOW),
    /** The disk or database is full. Nothing was written, and the same request succeeds once there is room. */
    STORAGE_FULL(Fault.INTERNAL, Retry.NOW),
    /** What was stored has changed or is missing; a backup has to be restored. */
    STORAGE_CORRUPT(Fault.INTERNAL, Retry.NEVER),
    /** The disk or database failed. Whether the request took effect is known after a restart. */
    STORAGE_FAILED(Fault.INTERNAL, Retry.NEVER),
    /** Another process is writing to the database for so long that nothing was written; the same request may succeed. */
    STORAGE_BUSY(Fault.INTERNAL, Retry.NOW),
    /** Somebody else has added to the stream since it was read. Nothing was written. */
    SEQUENCE_CONFLICT(Fault.INTERNAL, Retry.NOW),
    /** A defect of this software. */
    INTERNAL(Fault.INTERNAL, Retry.NEVER);

    private final Fault fault;
    private final Retry retry;

    ErrorCode(Fault fault, Retry retry) {
        this.fault = fault;
        this.retry = retry;
    }

    public Fault fault() {
        return fault;
    }

    public Retry retry() {
        return retry;
    }
}
