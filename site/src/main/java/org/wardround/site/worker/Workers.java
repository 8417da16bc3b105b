package org.wardround.site.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.site.policy.Limits;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.WorkerRule;
import org.wardround.site.run.Answerer;

/** Starts the workers of an agent as its policy says. Thread-safe. */
public final class Workers implements AutoCloseable {
    private final WorkerCommand command;
    private final Isolation.Findings findings;
    private final Limits.Worker limits;
    private final ScheduledExecutorService watch;

    private Workers(WorkerCommand command, Isolation.Findings findings, Limits.Worker limits) {
        this.command = command;
        this.findings = findings;
        this.limits = limits;
        this.watch = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "worker-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Tries what can be taken away from a worker on this computer.
     *
     * @param hidden folders that no worker may see: the keys', first of all, and the journal's; each is there
     * @param shown the runs' snapshots, may lie in a hidden one; it is there
     * @throws FederationException NOT_ALLOWED where the policy gives a worker nothing, or something can't be taken away and the policy does not say that this is
     *     allowed
     */
    public static Workers open(Policy policy, List<Path> hidden, Path shown) {
        Limits.Worker limits = policy.limits().worker();
        if (limits.memoryBytes() == 0
                || limits.processors() == 0
                || limits.taskTime().isZero()) {
            throw new FederationException(
                    ErrorCode.NOT_ALLOWED,
                    "the policy gives a worker nothing to work with; say limits.memory, limits.cpu and"
                            + " limits.taskTime");
        }
        WorkerRule rule = policy.worker();
        List<String> prefix = rule.prefix().isEmpty() ? Isolation.usualPrefix(hidden, shown) : rule.prefix();
        Isolation.Findings findings = Isolation.probe(prefix, hidden);
        if (!findings.isComplete() && !rule.allowUnisolated()) {
            throw new FederationException(
                    ErrorCode.NOT_ALLOWED,
                    "workers can't be isolated on this computer: %s; change worker.prefix, or say worker.allowUnisolated: true in the policy"
                            .formatted(findings.inWords()));
        }
        if (rule.prefix().isEmpty() && !findings.started()) {
            prefix = List.of();
        }
        boolean tools = rule.prefix().isEmpty();
        return new Workers(new WorkerCommand(prefix, tools, WorkerMain.class.getName()), findings, limits);
    }

    /** What is taken away from the workers. */
    public Isolation.Findings isolation() {
        return findings;
    }

    /** Those of one run. */
    public Answerer.Maker with(WorkerInput input) {
        return definition -> new WorkerProcess(definition, input, command, limits, watch);
    }

    /** Runs are closed before. */
    @Override
    public void close() {
        watch.shutdownNow();
    }
}
