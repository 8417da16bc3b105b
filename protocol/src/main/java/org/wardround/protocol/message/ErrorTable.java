package org.wardround.protocol.message;

import io.grpc.Status;
import java.util.Arrays;
import java.util.List;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.Retry;

/** How each error travels and what its receiver does about it: the one place that says so, which the protocol's document repeats. */
public final class ErrorTable {
    private ErrorTable() {}

    /**
     * An error on the wire.
     *
     * @param status of gRPC
     * @param httpStatus of the transport over HTTPS
     * @param action what the receiver does
     */
    public record Row(ErrorCode code, Status.Code status, int httpStatus, String action) {
        /** When the same call may succeed. */
        public Retry retry() {
            return code.retry();
        }
    }

    /** All rows, in the order of the codes. */
    public static List<Row> rows() {
        return Arrays.stream(ErrorCode.values()).map(ErrorTable::of).toList();
    }

    /** The row of {@code code}. */
    public static Row of(ErrorCode code) {
        return switch (code) {
            case TOO_FEW_PATIENTS ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "Site to coordinator, in Decline. The run goes on without the site or ends.");
            case NO_ROWS ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "Site to coordinator, in Decline. The run goes on without the site or ends.");
            case NOT_FINITE ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "Site to coordinator, in Refuse. The round goes on without the site.");
            case OUT_OF_BOUND ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "Audit it and leave the run: a value or its length breaks the study's bound.");
            case WRONG_LENGTH ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "Audit it and leave the run: the two sides read the study differently.");
            case SITE_LOST ->
                row(code, Status.Code.FAILED_PRECONDITION, 422, "Never sent to a site about itself. Poll.");
            case TOO_LATE ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        409,
                        "The round is over for the caller: drop the answer, poll.");
            case NOT_INVITED -> row(code, Status.Code.PERMISSION_DENIED, 403, "Drop the task, poll.");
            case ALREADY_ANSWERED ->
                row(
                        code,
                        Status.Code.ALREADY_EXISTS,
                        409,
                        "Another answer of this round was taken: audit it, poll. The same answer again gets the same receipt, no error.");
            case NOT_ALLOWED ->
                row(
                        code,
                        Status.Code.PERMISSION_DENIED,
                        403,
                        "Site to coordinator: its policy says no. Ask the site's data-protection officer.");
            case QUORUM_NOT_MET ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "In RoundEnded. Forget what is carried from that round, poll.");
            case TOO_FEW_SITES -> row(code, Status.Code.FAILED_PRECONDITION, 422, "In RunEnded. Leave the run.");
            case DIVERGED ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "In RunEnded. Leave the run; the author lowers the learning rate.");
            case STUDY_UNFIT ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "In RunEnded or Decline. Leave the run; the author mends the study.");
            case SUM_OVERFLOW ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "In RunEnded. Leave the run; the author narrows the ranges.");
            case CANCELLED -> row(code, Status.Code.CANCELLED, 409, "In RunEnded. Leave the run.");
            case WORKER_FAILED ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "Site to coordinator, in Refuse. The round goes on without the site.");
            case NOT_APPROVED ->
                row(
                        code,
                        Status.Code.PERMISSION_DENIED,
                        403,
                        "Site to coordinator, in Decline. A person at the site decides.");
            case QUESTION_DIFFERS ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        409,
                        "Leave the run and tell both operators: the versions of their software differ.");
            case SECURE_SUM_REFUSED ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        409,
                        "Audit it and leave the run: somebody cheats, or the two sides differ in what they sum.");
            case WOULD_REVEAL_SITE ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        409,
                        "Site to coordinator, in Refuse, and in RunEnded. Leave the run; its operator asks the same sites as before, or none.");
            case BUDGET_SPENT ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "Site to coordinator, in Refuse. The round goes on without the site; nothing more is to be had of it.");
            case WOULD_ISOLATE_PATIENTS ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "Site to coordinator, in Decline or Refuse. Go on without the site, or ask it for a cohort that was asked for before.");
            case TRANSCRIPT_FORKED ->
                row(code, Status.Code.DATA_LOSS, 409, "Keep both histories, audit it, leave the run.");
            case ANSWER_FORGOTTEN ->
                row(
                        code,
                        Status.Code.FAILED_PRECONDITION,
                        422,
                        "Site to coordinator, in Refuse: leave the run, whose operator begins it anew.");
            case ROSTER_INVALID ->
                row(code, Status.Code.DATA_LOSS, 409, "Keep the roster that is held, audit it, tell a person.");
            case ROSTER_UNDERSIGNED ->
                row(code, Status.Code.DATA_LOSS, 409, "Keep the roster that is held, audit it, tell a person.");
            case ROSTER_SIGNATURE_WRONG ->
                row(code, Status.Code.DATA_LOSS, 409, "Keep the roster that is held, audit it, tell a person.");
            case ROSTER_ROLLED_BACK ->
                row(code, Status.Code.DATA_LOSS, 409, "Keep the roster that is held, audit it, tell a person.");
            case ROSTER_FORKED ->
                row(
                        code,
                        Status.Code.DATA_LOSS,
                        409,
                        "Keep both rosters, go on with the one that is held, audit it, tell a person.");
            case ROSTER_MISSING ->
                row(
                        code,
                        Status.Code.DATA_LOSS,
                        409,
                        "Call Roster from the number that is held; if it happens again audit it, tell a person.");
            case ROSTER_UNLINKED ->
                row(code, Status.Code.DATA_LOSS, 409, "Keep the roster that is held, audit it, tell a person.");
            case ROSTER_FOREIGN ->
                row(code, Status.Code.DATA_LOSS, 409, "Keep the roster that is held, audit it, tell a person.");
            case SIGNATURE_INVALID ->
                row(code, Status.Code.PERMISSION_DENIED, 403, "Don't retry; compare fingerprints by phone.");
            case STUDY_UNSIGNED -> row(code, Status.Code.DATA_LOSS, 409, "Refuse the study, audit it, tell a person.");
            case STUDY_SIGNATURE_WRONG ->
                row(code, Status.Code.DATA_LOSS, 409, "Refuse the study, audit it, tell a person.");
            case STUDY_CHANGED -> row(code, Status.Code.DATA_LOSS, 409, "Refuse the study, audit it, tell a person.");
            case AUTHOR_UNKNOWN ->
                row(
                        code,
                        Status.Code.PERMISSION_DENIED,
                        403,
                        "Refuse the study, audit it; an administrator adds the author to the roster, if so agreed.");
            case UNREACHABLE ->
                row(
                        code,
                        Status.Code.UNAVAILABLE,
                        503,
                        "Try again after 0.2 s, doubling up to 30 s, each time with jitter.");
            case CONNECTION_UNTRUSTED ->
                row(
                        code,
                        Status.Code.UNAVAILABLE,
                        503,
                        "As UNREACHABLE, and tell a person who issued the certificate that was shown.");
            case NO_CERTIFICATE ->
                row(code, Status.Code.UNAUTHENTICATED, 401, "Don't retry; enrol, or give the client its certificate.");
            case REVOKED -> row(code, Status.Code.PERMISSION_DENIED, 403, "Stop; call the federation's administrator.");
            case WRONG_SITE ->
                row(code, Status.Code.PERMISSION_DENIED, 403, "A defect or an attempt: don't retry, audit it.");
            case TOKEN_INVALID ->
                row(code, Status.Code.PERMISSION_DENIED, 403, "Don't retry; ask the administrator for a new token.");
            case VERSION_UNSUPPORTED ->
                row(code, Status.Code.UNIMPLEMENTED, 426, "Stop; install the version that the message names.");
            case UNKNOWN_METHOD -> row(code, Status.Code.UNIMPLEMENTED, 404, "A defect of the client: don't retry.");
            case MALFORMED_MESSAGE ->
                row(code, Status.Code.INVALID_ARGUMENT, 400, "A defect of the sender: don't retry the same bytes.");
            case MESSAGE_TOO_LARGE ->
                row(code, Status.Code.RESOURCE_EXHAUSTED, 413, "A defect of the sender: don't retry the same bytes.");
            case TOO_MANY_CALLS ->
                row(code, Status.Code.RESOURCE_EXHAUSTED, 429, "Wait for calls under way, then as UNREACHABLE.");
            case TOO_SLOW ->
                row(
                        code,
                        Status.Code.DEADLINE_EXCEEDED,
                        408,
                        "Ask BlobStatus and go on from there, after a pause as for UNREACHABLE.");
            case UNKNOWN_RUN -> row(code, Status.Code.NOT_FOUND, 404, "Forget the run.");
            case UNKNOWN_STUDY -> row(code, Status.Code.NOT_FOUND, 404, "Forget the study.");
            case OUT_OF_ORDER -> row(code, Status.Code.FAILED_PRECONDITION, 409, "Poll and go on from what it says.");
            case UNKNOWN_BLOB ->
                row(code, Status.Code.NOT_FOUND, 404, "Poll; if the task is still there, start the transfer over.");
            case OFFSET_MISMATCH ->
                row(code, Status.Code.FAILED_PRECONDITION, 409, "Ask BlobStatus and go on from there.");
            case CHUNK_DAMAGED -> row(code, Status.Code.DATA_LOSS, 422, "Ask BlobStatus and go on from there.");
            case DIGEST_MISMATCH ->
                row(
                        code,
                        Status.Code.DATA_LOSS,
                        422,
                        "Delete what was transferred, once more from the start; at the second time audit it and leave the run.");
            case STORAGE_FULL ->
                row(code, Status.Code.RESOURCE_EXHAUSTED, 507, "As UNREACHABLE; the operator makes room.");
            case STORAGE_BUSY ->
                row(code, Status.Code.UNAVAILABLE, 503, "As UNREACHABLE; the operator ends what keeps the store busy.");
            case STORAGE_CORRUPT ->
                row(code, Status.Code.INTERNAL, 500, "Don't retry; the operator restores a backup.");
            case STORAGE_FAILED ->
                row(
                        code,
                        Status.Code.INTERNAL,
                        500,
                        "Don't retry; the operator looks at disk and database and restarts.");
            case SEQUENCE_CONFLICT -> row(code, Status.Code.ABORTED, 409, "Poll and go on from what it says.");
            case INTERNAL -> row(code, Status.Code.INTERNAL, 500, "Don't retry; report it with both logs.");
        };
    }

    private static Row row(ErrorCode code, Status.Code status, int httpStatus, String action) {
        return new Row(code, status, httpStatus, action);
    }
}
