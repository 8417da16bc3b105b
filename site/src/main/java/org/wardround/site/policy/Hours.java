package org.wardround.site.policy;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When answers are worked out, in local time.
 *
 * @param any at every hour
 * @param windows where not at every hour; empty: never
 */
public record Hours(boolean any, List<TimeWindow> windows) {
    public static final Hours NEVER = new Hours(false, List.of());
    public static final Hours ANY = new Hours(true, List.of());

    public Hours {
        windows = List.copyOf(windows);
    }

    public boolean allow(LocalDateTime time) {
        return any || windows.stream().anyMatch(window -> window.holds(time));
    }

    /** The windows as the policy writes them. */
    @Override
    public String toString() {
        return any ? "any" : windows.stream().map(TimeWindow::toString).collect(Collectors.joining(", "));
    }
}
