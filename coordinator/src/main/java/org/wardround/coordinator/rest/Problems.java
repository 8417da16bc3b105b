package org.wardround.coordinator.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.concurrent.CompletionException;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.error.Retry;

/** Problems as RFC 9457 writes them, with a code and what to do. Stateless. */
final class Problems {
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    private Problems() {}

    static void write(Context context, Exception problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        if (cause instanceof RestException refusal) {
            write(context, refusal.code(), String.valueOf(refusal.getMessage()));
        } else if (cause instanceof FederationException refusal) {
            write(context, refusal);
        } else if (cause instanceof HttpResponseException refusal) {
            write(context, code(refusal.getStatus()), code(refusal.getStatus()).title());
        } else {
            LOG.log(System.Logger.Level.ERROR, "a call of the REST interface failed", cause);
            write(context, RestCode.DEFECT, RestCode.DEFECT.title());
        }
    }

    private static RestCode code(int status) {
        return switch (status) {
            case 404 -> RestCode.NOT_FOUND;
            case 405 -> RestCode.METHOD_WRONG;
            case 413 -> RestCode.BODY_TOO_LARGE;
            default -> RestCode.BAD_REQUEST;
        };
    }

    private static void write(Context context, RestCode code, String detail) {
        if (code.status() == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        write(context, code.status(), code.title(), code.name(), detail, code.remedy());
    }

    private static void write(Context context, FederationException refusal) {
        int status = status(refusal.code());
        if (status == 500) {
            LOG.log(System.Logger.Level.ERROR, "a call of the REST interface failed", refusal);
        }
        // Words about this computer's disk are for the log.
        String detail = status >= 500 ? "the coordinator can't do it now" : String.valueOf(refusal.getMessage());
        write(
                context,
                status,
                "The coordinator refuses",
                refusal.code().name(),
                detail,
                remedy(refusal.code().retry()));
    }

    private static int status(ErrorCode code) {
        return switch (code.fault()) {
            case COMPUTER -> 503;
            case INTERNAL -> 500;
            default ->
                switch (code) {
                    case UNKNOWN_RUN, UNKNOWN_STUDY -> 404;
                    case OUT_OF_ORDER, TOO_LATE -> 409;
                    default -> 422;
                };
        };
    }

    private static String remedy(Retry retry) {
        return switch (retry) {
            case NOW -> "Look where the run stands, and call again if it still makes sense.";
            case NEXT_ROUND, LATER -> "Try again in a while.";
            case NEVER -> "Mend what the detail says before calling again.";
        };
    }

    private static void write(Context context, int status, String title, String code, String detail, String remedy) {
        ObjectNode problem = Json.object();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("code", code);
        problem.put("remedy", remedy);
        context.status(status);
        context.contentType("application/problem+json");
        context.result(problem.toString());
    }
}
