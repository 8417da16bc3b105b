package org.wardround.coordinator.rest;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import org.wardround.coordinator.access.AccessEntry;
import org.wardround.coordinator.access.AccessFile;
import org.wardround.coordinator.access.AccessToken;

/** Who calls, and whether they may: decided before anything of the body is read. Tokens never reach the log. Thread-safe. */
final class Gate {
    private static final System.Logger LOG = System.getLogger(Gate.class.getName());

    private final AccessFile access;
    private final FailedCalls failed;

    Gate(AccessFile access, InstantSource clock) {
        this.access = access;
        this.failed = new FailedCalls(clock);
    }

    /** @throws RestException where the caller may not */
    AccessEntry admit(Endpoint endpoint, Context context) {
        Optional<AccessEntry> caller = caller(context);
        if (caller.isEmpty()) {
            throw refusal(endpoint, context);
        }
        if (!endpoint.allows(caller.get().role())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} by {1} refused: the role {2} may not",
                    endpoint,
                    caller.get().name(),
                    caller.get().role().word());
            throw new RestException(
                    RestCode.ROLE_FORBIDS,
                    "the role %s may not do this".formatted(caller.get().role().word()));
        }
        return caller.get();
    }

    /** Whether the token of this call still counts. */
    boolean stillHolds(AccessEntry caller) {
        return find(caller).isPresent();
    }

    private Optional<AccessEntry> find(AccessEntry caller) {
        try {
            return access.find(caller.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<AccessEntry> caller(Context context) {
        String header = context.header("Authorization");
        if (header == null) {
            return Optional.empty();
        }
        return AccessToken.ofHeader(header).flatMap(digest -> {
            try {
                return access.find(digest);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private RestException refusal(Endpoint endpoint, Context context) {
        int count = failed.failed(context.ip());
        if (count > FailedCalls.MOST) {
            context.header("Retry-After", "60");
            return new RestException(RestCode.TOO_MANY_FAILURES, RestCode.TOO_MANY_FAILURES.title());
        }
        RestCode code = context.header("Authorization") == null ? RestCode.TOKEN_MISSING : RestCode.TOKEN_UNKNOWN;
        LOG.log(System.Logger.Level.WARNING, "{0} from {1} refused: {2}", endpoint, context.ip(), code);
        return new RestException(code, code.title());
    }
}
