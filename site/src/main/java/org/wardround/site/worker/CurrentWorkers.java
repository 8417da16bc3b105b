package org.wardround.site.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.FederationException;
import org.wardround.site.policy.Limits;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.WorkerRule;

/** The workers by the policy as it is now: what can be taken away from them is tried anew when the policy says something else about them. Thread-safe. */
public final class CurrentWorkers implements AutoCloseable {
    private final List<Path> hidden;
    private final Path shown;
    private final List<Workers> opened = new ArrayList<>();
    private @Nullable Rules rules;

    private record Rules(WorkerRule worker, Limits.Worker limits) {}

    /** @param hidden as {@link Workers#open} has it, as is {@code shown} */
    public CurrentWorkers(List<Path> hidden, Path shown) {
        this.hidden = List.copyOf(hidden);
        this.shown = shown;
    }

    /**
     * Those to start for a run that begins or goes on now.
     *
     * @throws FederationException NOT_ALLOWED as {@link Workers#open} does
     */
    public synchronized Workers by(Policy policy) {
        Rules now = new Rules(policy.worker(), policy.limits().worker());
        if (!now.equals(rules)) {
            opened.add(Workers.open(policy, hidden, shown));
            rules = now;
        }
        return opened.get(opened.size() - 1);
    }

    /** Runs are closed before. */
    @Override
    public synchronized void close() {
        opened.forEach(Workers::close);
    }
}
