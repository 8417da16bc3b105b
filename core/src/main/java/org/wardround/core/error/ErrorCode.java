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
    /** Somebody with the right to do so ended the run. */
    CANCELLED(Fault.FEDERATION, Retry.NEVER),
    /** The process that computes the site's answers died, or was stopped at one of its limits. */
    WORKER_FAILED(Fault.SITE, Retry.NEXT_ROUND),
    /** No person at the site has approved the study, or the approval has expired. */
    NOT_APPROVED(Fault.SITE, Retry.NEVER),
    /** The site works out another question from study and transcript than the coordinator names. */
    QUESTION_DIFFERS(Fault.FEDERATION, Retry.NEVER),
    /** A message of a sum under masks fails one of the protocol's checks: nothing more is sent in it. */
    SECURE_SUM_REFUSED(Fault.FEDERATION, Retry.NEVER),
    /** What is asked was summed with other sites before: the difference of the two sums would give one hospital away. */
    WOULD_REVEAL_SITE(Fault.FEDERATION, Retry.NEVER),
    /** The site's cap on what its patients are charged with in privacy would be passed. */
    BUDGET_SPENT(Fault.SITE, Retry.NEVER),
    /** What is asked, with all that the site has released before, would tell of a group of patients that is smaller than the minimum. */
    WOULD_ISOLATE_PATIENTS(Fault.SITE, Retry.NEVER),
    /** The coordinator tells a run's history in two ways. */
    TRANSCRIPT_FORKED(Fault.COORDINATOR, Retry.NEVER),
    /** The site's memory lacks an answer or a yes that the coordinator has from it: its folder is from a backup that is older. */
    ANSWER_FORGOTTEN(Fault.SITE, Retry.NEVER),
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
    /** A signed message's signature does not fit its content, or its key is not in the roster. */
    SIGNATURE_INVALID(Fault.SITE, Retry.NEVER),
    /** A study bears no signature. */
    STUDY_UNSIGNED(Fault.STUDY, Retry.NEVER),
    /** A study's signature does not fit what it says was signed. */
    STUDY_SIGNATURE_WRONG(Fault.STUDY, Retry.NEVER),
    /** A file of a study is not the one that was signed. */
    STUDY_CHANGED(Fault.STUDY, Retry.NEVER),
    /** The roster does not name who signed a study as an author. */
    AUTHOR_UNKNOWN(Fault.STUDY, Retry.NEVER),
    /** Nothing answers: the other side is down or restarting, or the network between is. */
    UNREACHABLE(Fault.COORDINATOR, Retry.LATER),
    /** No TLS connection: a certificate is not trusted, has expired, or belongs to somebody who reads along. */
    CONNECTION_UNTRUSTED(Fault.COORDINATOR, Retry.LATER),
    /** The call needs a client certificate and came without one. */
    NO_CERTIFICATE(Fault.SITE, Retry.NEVER),
    /** The roster revokes the key, or the certificate that belongs to it. */
    REVOKED(Fault.FEDERATION, Retry.NEVER),
    /** The message speaks for another site than the certificate. */
    WRONG_SITE(Fault.SITE, Retry.NEVER),
    /** The enrolment token is unknown, used, expired, or another site's. */
    TOKEN_INVALID(Fault.SITE, Retry.NEVER),
    /** The two sides speak no version in common. */
    VERSION_UNSUPPORTED(Fault.SITE, Retry.NEVER),
    /** There is no such call. */
    UNKNOWN_METHOD(Fault.SITE, Retry.NEVER),
    /** The bytes are no message of the protocol, or one with a field outside its limits. */
    MALFORMED_MESSAGE(Fault.SITE, Retry.NEVER),
    /** The message is larger than the call allows. */
    MESSAGE_TOO_LARGE(Fault.SITE, Retry.NEVER),
    /** The caller has more calls under way, or made more of them, than it may. */
    TOO_MANY_CALLS(Fault.SITE, Retry.LATER),
    /** The caller sent too little for too long. */
    TOO_SLOW(Fault.SITE, Retry.LATER),
    /** No run of that name that the caller is invited to. */
    UNKNOWN_RUN(Fault.SITE, Retry.NEVER),
    /** No study of that hash that the caller is invited to. */
    UNKNOWN_STUDY(Fault.SITE, Retry.NEVER),
    /** A call that does not follow from where the run is. */
    OUT_OF_ORDER(Fault.SITE, Retry.NOW),
    /** No bytes with that digest that the caller may read or send. */
    UNKNOWN_BLOB(Fault.SITE, Retry.NEVER),
    /** The transfer does not go on where the other side stopped. */
    OFFSET_MISMATCH(Fault.SITE, Retry.NOW),
    /** A chunk's checksum differs: its bytes were damaged on the way. */
    CHUNK_DAMAGED(Fault.SITE, Retry.NOW),
    /** What arrived has another length or digest than was promised. */
    DIGEST_MISMATCH(Fault.SITE, Retry.NOW),
    /** The disk or database is full. Nothing was written, and the same request succeeds once there is room. */
    STORAGE_FULL(Fault.COMPUTER, Retry.LATER),
    /** Another process has the store open, or writes to the database for so long: nothing was written, and the same request may succeed. */
    STORAGE_BUSY(Fault.COMPUTER, Retry.LATER),
    /** What was stored has changed or is missing; a backup has to be restored. */
    STORAGE_CORRUPT(Fault.COMPUTER, Retry.NEVER),
    /** The disk or database failed. Whether the request took effect is known after a restart. */
    STORAGE_FAILED(Fault.COMPUTER, Retry.NEVER),
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
