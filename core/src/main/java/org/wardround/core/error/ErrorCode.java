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
    /** A roster contradicts itself or is not written as rosters are. */
    ROSTER_INVALID(Fault.FEDERATION, Retry.NEVER),
    /** Fewer administrators signed a roster than must. */
    ROSTER_UNDERSIGNED(Fault.FEDERATION, Retry.NEVER),
    /** A roster bears a signature that does not fit it, or of somebody who may not sign it. */
    ROSTER_SIGNATURE_WRONG(Fault.FEDERATION, Retry.NEVER),
    /** A roster is older than the one that holds. */
    ROSTER_ROLLED_BACK(Fault.FEDERATION, Retry.NEVER),
    /** A roster has the number of the one that holds, and another content. */
    ROSTER_FORKED(Fault.FEDERATION, Retry.NEVER),
    /** A roster was offered before one that comes in between. */
    ROSTER_MISSING(Fault.FEDERATION, Retry.NEVER),
    /** A roster has the right number and follows another one than the one that holds. */
    ROSTER_UNLINKED(Fault.FEDERATION, Retry.NEVER),
    /** A roster is another federation's. */
    ROSTER_FOREIGN(Fault.FEDERATION, Retry.NEVER),
    /** A study bears no signature. */
    STUDY_UNSIGNED(Fault.STUDY, Retry.NEVER),
    /** A study's signature does not fit what it says was signed. */
    STUDY_SIGNATURE_WRONG(Fault.STUDY, Retry.NEVER),
    /** A file of a study is not the one that was signed. */
    STUDY_CHANGED(Fault.STUDY, Retry.NEVER),
    /** The roster does not name who signed a study as an author. */
    AUTHOR_UNKNOWN(Fault.STUDY, Retry.NEVER),
    /** The roster revokes the key. */
    KEY_REVOKED(Fault.FEDERATION, Retry.NEVER),
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
