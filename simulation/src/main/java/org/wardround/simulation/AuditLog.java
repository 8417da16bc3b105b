package org.wardround.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.release.Release;
import org.wardround.simulation.exchange.ReleaseLog;

/**
 * What left each virtual site, and what became of each round, as lines of JSON. The lines of a round are sorted by site, so the log has the same
 * bytes whatever the order in which answers came. Thread-safe.
 */
final class AuditLog implements ReleaseLog {
    private final List<Released> pending = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private record Released(SiteId site, ObjectNode line) {}

    @Override
    public synchronized void released(Release release, Sha256 digest) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("event", "released");
        line.put("round", release.order().round());
        line.put("site", release.order().site().name());
        line.put("task", release.order().kind().name().toLowerCase(Locale.ROOT));
        line.put("protection", release.protection().name().toLowerCase(Locale.ROOT));
        line.put("values", release.length());
        line.put("sha256", digest.hex());
        pending.add(new Released(release.order().site(), line));
    }

    /** Ends a round: its releases, then one line that says how it ended. */
    synchronized void roundEnded(int round, String outcome, Iterable<SiteId> contributors) {
        pending.sort(Comparator.comparing(Released::site));
        pending.forEach(released -> lines.add(released.line.toString()));
        pending.clear();
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("event", outcome);
        line.put("round", round);
        ArrayNode names = line.putArray("contributors");
        contributors.forEach(site -> names.add(site.name()));
        lines.add(line.toString());
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
