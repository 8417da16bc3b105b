package org.wardround.protocol.transport;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

/** Turns what was thrown into what the other side may know. */
public final class Failures {
    private static final System.Logger LOG = System.getLogger(Failures.class.getName());

    private Failures() {}

    /** The refusal in {@code thrown}; anything else is logged and becomes INTERNAL without its message, which may hold anything. */
    public static FederationException refusal(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof FederationException refusal) {
            return refusal;
        }
        LOG.log(System.Logger.Level.ERROR, "call failed code=INTERNAL", cause);
        return new FederationException(
                ErrorCode.INTERNAL, "a defect of the coordinator: its log has the details; don't retry");
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
