package org.wardround.coordinator.rest;

/** What the interface itself refuses, beside the codes of {@link org.wardround.core.error.ErrorCode}. Codes are never reused. */
enum RestCode {
    TOKEN_MISSING(
            401, "A token is needed", "Send the header 'Authorization: Bearer TOKEN'; an administrator makes tokens."),
    TOKEN_UNKNOWN(
            401,
            "The token is not known",
            "Ask an administrator for a new token; this one was removed or is mistyped."),
    ROLE_FORBIDS(403, "The role does not allow this", "Ask somebody whose role allows it; docs/rest.md has the table."),
    TOO_MANY_FAILURES(429, "Too many calls without a valid token", "Wait a minute, then call with a valid token."),
    TOO_MANY_STREAMS(
            429, "Too many streams of events are open", "Close one, or ask for the run every few seconds instead."),
    NOT_FOUND(404, "There is no such page", "See /openapi.yaml for what there is."),
    METHOD_WRONG(405, "The page does not take this method", "See /openapi.yaml for what it takes."),
    BODY_TOO_LARGE(413, "The body is too large", "Send at most 16 MiB, unpacked at most 64 MiB in 1000 files."),
    BODY_WRONG(
            400,
            "The body can't be used",
            "Send a zip file with the study, its signature beside it, and the files that it names."),
    SETTING_WRONG(400, "A setting can't be used", "See /openapi.yaml for the settings of a run."),
    STUDY_WRONG(422, "The study has problems", "Mend what is listed, have the study signed again, and send it again."),
    NAME_TAKEN(409, "There is a run of that name already", "Give another name."),
    NOT_ENDED(409, "The run has not ended", "Wait for its end; its events tell of it."),
    NO_MODEL(404, "The run came to no model", "Read the run's results for why it ended."),
    NO_RESULTS(404, "The run came to no results", "Read /results for how it ended, or wait for its end."),
    STOPPING(503, "The coordinator stops", "Try again in a moment."),
    BAD_REQUEST(400, "The request can't be used", "See /openapi.yaml."),
    DEFECT(500, "A defect of the software", "The coordinator's log says where; try again, and report it.");

    private final int status;
    private final String title;
    private final String remedy;

    RestCode(int status, String title, String remedy) {
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** What to do, as a sentence. */
    String remedy() {
        return remedy;
    }
}
