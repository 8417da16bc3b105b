package org.wardround.coordinator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.round.RoundState;
import org.wardround.core.task.ReleaseKind;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.Rounds;
import org.wardround.privacy.release.Protection;
import org.wardround.protocol.v1.RoundClosed;
import org.wardround.protocol.v1.Words;
import org.wardround.publish.RingsUsed;
import org.wardround.study.results.AuditLine;

/** What this coordinator opened in each round of a run, and how the round ended: lines for the run's audit log, the same after a restart. Not thread-safe. */
final class RoundAudit implements Rounds.RoundLog {
    private final RingsUsed rings = new RingsUsed();
    private final List<String> lines = new ArrayList<>();

    /**
     * Before a round is told how it ended: the sum over its contributors, or each contributor's own words.
     *
     * @param told the round's line in the transcript, which every site checks
     * @param sent what each site let go, by its digest; also of sites that are not in the sum
     */
    void opened(OpenRound round, RoundOutcome outcome, RoundClosed told, SortedMap<SiteId, Sha256> sent) {
        SortedMap<SiteId, Sha256> parts = new TreeMap<>(sent);
        parts.keySet().retainAll(outcome.answered());
        if (round.question().plan().release() == ReleaseKind.SUM) {
            told.getWordsList().forEach(words -> opened(round, parts, words));
            return;
        }
        List<SiteId> sites = List.copyOf(outcome.answered());
        for (int i = 0; i < told.getWordsCount(); i++) {
            SortedMap<SiteId, Sha256> alone = new TreeMap<>(parts);
            alone.keySet().retainAll(List.of(sites.get(i)));
            opened(round, alone, told.getWords(i));
        }
    }

    private void opened(OpenRound round, SortedMap<SiteId, Sha256> parts, Words words) {
        Question question = round.question();
        RoundPlan plan = question.plan();
        Protection protection = round.secure() == null ? Protection.PLAIN : Protection.MASKED;
        SortedMap<SiteId, Optional<Sha256>> hidden = new TreeMap<>();
        parts.forEach((site, digest) ->
                hidden.put(site, protection == Protection.MASKED ? Optional.of(digest) : Optional.empty()));
        lines.add(new AuditLine.Opened(
                        plan,
                        protection.name().toLowerCase(Locale.ROOT),
                        round.digest(),
                        hidden,
                        question.layout().ring().bits(),
                        words.getLength())
                .toJson());
    }

    @Override
    public void ended(Question question, RoundState state) {
        rings.ended(question, state);
        lines.add(AuditLine.RoundEnded.of(state).toJson());
    }

    /** In which sums were taken. */
    RingsUsed rings() {
        return rings;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
