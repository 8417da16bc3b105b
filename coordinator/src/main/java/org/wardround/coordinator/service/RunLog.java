package org.wardround.coordinator.service;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.coordinator.server.RunView;

/** A line in the log for each change of a run's state and for each round. Thread-safe. */
final class RunLog {
    private static final System.Logger LOG = System.getLogger(RunLog.class.getName());

    private final Map<String, RunView> last = new ConcurrentHashMap<>();

    void changed(RunView now) {
        RunView before = last.put(now.run(), now);
        if (before == null || !before.state().equals(now.state())) {
            String reason = now.reason().isEmpty() ? "" : ": " + now.reason();
            LOG.log(
                    System.Logger.Level.INFO,
                    "run {0} of study {1} is {2}{3}",
                    now.run(),
                    now.study(),
                    now.state(),
                    reason);
        }
        if (now.round() != 0 && (before == null || before.round() != now.round())) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "run {0}, round {1} asks {2} sites",
                    now.run(),
                    Integer.toString(now.round()),
                    now.waitingFor().size());
        }
    }
}
