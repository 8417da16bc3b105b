package org.wardround.coordinator.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wardround.coordinator.control.ControlRequest;
import org.wardround.coordinator.request.RequestFolder;
import org.wardround.coordinator.server.Coordinator;
import org.wardround.core.error.Fault;
import org.wardround.core.error.FederationException;

/**
 * Carries out what is asked of runs, from the coordinator's folder. A request is deleted once the run's journal has it, so that none is lost where the coordinator is
 * killed in between; carried out twice it does no harm. {@link #look} is called by one thread.
 */
final class ControlDesk {
    private static final System.Logger LOG = System.getLogger(ControlDesk.class.getName());

    private final Path folder;
    private final Coordinator coordinator;
    private final Set<Path> underWay = ConcurrentHashMap.newKeySet();

    ControlDesk(Path folder, Coordinator coordinator) {
        this.folder = folder;
        this.coordinator = coordinator;
    }

    void look() throws IOException {
        for (Path file : RequestFolder.list(folder)) {
            if (underWay.add(file)) {
                take(file);
            }
        }
    }

    private void take(Path file) throws IOException {
        ControlRequest request;
        try {
            request = ControlRequest.parse(RequestFolder.read(file));
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} is refused: {1}", file.getFileName(), e.getMessage());
            RequestFolder.refuse(file);
            underWay.remove(file);
            return;
        }
        coordinator.control(request).whenComplete((done, failure) -> {
            try {
                over(file, request, failure);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, "a request of the folder can''t be put away", e);
            } finally {
                underWay.remove(file);
            }
        });
    }

    private static void over(Path file, ControlRequest request, @Nullable Throwable failure) throws IOException {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause == null) {
            told(request);
            RequestFolder.done(file);
        } else if (cause instanceof FederationException refusal
                && refusal.code().fault() != Fault.COMPUTER
                && refusal.code().fault() != Fault.INTERNAL) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "run {0}: {1} asked for by {2} is refused: {3} ({4})",
                    request.run(),
                    request.action().word(),
                    request.by(),
                    refusal.getMessage(),
                    refusal.code());
            RequestFolder.refuse(file);
        }
        // Otherwise the disk failed: the request lies there and is tried again.
    }

    /** Who asked for what, for the log. */
    static void told(ControlRequest request) {
        LOG.log(
                System.Logger.Level.INFO,
                "run {0}: {1}, asked for by {2}",
                request.run(),
                request.action().word(),
                request.by());
    }
}
