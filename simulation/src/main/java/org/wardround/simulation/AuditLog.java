package org.wardround.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundState;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.Rounds;
import org.wardround.privacy.release.Release;
import org.wardround.publish.RingsUsed;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.study.results.AuditLine;

/**
 * What left each virtual site, and what became of each round. The lines of a round are sorted by site, so the log has the same bytes whatever the
 * order in which answers came. Thread-safe.
 */
final class AuditLog implements ReleaseLog, Rounds.RoundLog {
    private final List<AuditLine.Released> pending = new ArrayList<>();
    private final RingsUsed rings = new RingsUsed();
    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void released(Release release) {
        pending.add(new AuditLine.Released(
                release.order().round(),
                release.order().site(),
                release.order().kind(),
                release.kind(),
                release.protection().name().toLowerCase(Locale.ROOT),
                release.length()));
    }

    /** Its releases, then one line that says how it ended. */
    @Override
    public synchronized void ended(Question question, RoundState state) {
        rings.ended(question, state);
        pending.sort(Comparator.comparing(AuditLine.Released::site));
        pending.forEach(released -> lines.add(released.toJson()));
        pending.clear();
        lines.add(AuditLine.RoundEnded.of(state).toJson());
    }

    /** Names a site whose update stood apart in a round that has ended. */
    synchronized void outlier(int round, int trainingRound, SiteId site, String reason) {
        lines.add(new AuditLine.Outlier(round, trainingRound, site, reason).toJson());
    }

    /** The integers in which sums were taken. */
    RingsUsed rings() {
        return rings;
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
