package org.wardround.cli.coordinator;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.wardround.cli.problem.CommandException;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.membership.Membership;
import org.wardround.coordinator.membership.MembershipRequest;
import org.wardround.coordinator.request.RequestFolder;
import org.wardround.coordinator.storage.CoordinatorStorage;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

/** Hands requests to a coordinator: into its journal where it does not run, else into the folder where it looks for them. */
final class CoordinatorDesk {
    private CoordinatorDesk() {}

    /**
     * Hands over requests, in order.
     *
     * @return what became of them, as a sentence
     * @throws CommandException where one is refused; those before it are carried out
     */
    static String hand(CoordinatorFolder folder, List<MembershipRequest> requests, InstantSource clock)
            throws IOException {
        CoordinatorStorage storage;
        try {
            storage = folder.storage(clock);
        } catch (FederationException e) {
            if (e.code() != ErrorCode.STORAGE_BUSY) {
                throw e;
            }
            return leave(folder, requests, clock.instant());
        }
        try (storage) {
            Membership membership = folder.membership(storage, clock, refused -> {});
            membership.takeRequests(folder.requests());
            for (MembershipRequest request : requests) {
                membership.carryOut(request).ifPresent(refusal -> {
                    throw new CommandException(refusal.toString());
                });
            }
        }
        return "Written to the coordinator's journal.";
    }

    // Requests are taken in the order of their times.
    private static String leave(CoordinatorFolder folder, List<MembershipRequest> requests, Instant now)
            throws IOException {
        for (int i = 0; i < requests.size(); i++) {
            RequestFolder.write(folder.requests(), requests.get(i).text(), now.plusMillis(i));
        }
        return "The coordinator is running and takes this over within a second; what it refuses stays in %s and is in its log."
                .formatted(folder.requests());
    }
}
