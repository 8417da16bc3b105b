package org.wardround.coordinator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.SummedWords;
import org.wardround.core.sum.Words;
import org.wardround.core.task.ReleaseKind;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.QuestionDigest;

/** The round that is open: its question, and the answers so far. Not thread-safe. */
final class OpenRound {
    private final Question question;
    private final Sha256 digest;
    private final SortedMap<SiteId, Answer> answers = new TreeMap<>();
    private final SortedMap<SiteId, RoundOutcome.Loss> lost = new TreeMap<>();
    private RoundState state;

    /** @param attached whether the words are attached to the run's stream */
    record Answer(Sha256 digest, Words words, boolean attached) {}

    OpenRound(Question question) {
        this.question = question;
        this.digest = QuestionDigest.of(question);
        this.state = new RoundState.Planned(question.plan()).onStart().next();
    }

    Question question() {
        return question;
    }

    Sha256 digest() {
        return digest;
    }

    int number() {
        return question.plan().number();
    }

    boolean isOver() {
        return !(state instanceof RoundState.Collecting);
    }

    boolean invites(SiteId site) {
        return question.plan().invited().contains(site);
    }

    boolean waitsFor(SiteId site) {
        return invites(site) && !answers.containsKey(site) && !lost.containsKey(site);
    }

    void answered(SiteId site, Answer answer) {
        lost.remove(site);
        answers.put(site, answer);
        state = state.onAnswers(List.of(site)).next();
    }

    void refused(SiteId site, RoundOutcome.Loss loss) {
        if (waitsFor(site)) {
            lost.put(site, loss);
            state = state.onSiteLost(site, loss.code()).next();
        }
    }

    /** Everybody who has not answered is lost. */
    void deadline() {
        for (SiteId site : question.plan().invited()) {
            if (waitsFor(site)) {
                // Without words: words are a refusal, and where all refuse the training has diverged.
                lost.put(site, new RoundOutcome.Loss(ErrorCode.SITE_LOST, ""));
            }
        }
        state = state.onDeadline().next();
    }

    List<Answer> answers() {
        return List.copyOf(answers.values());
    }

    /** What came of the round; its words are a view of the answers. */
    RoundOutcome outcome() {
        List<Words> words = new ArrayList<>();
        if (state instanceof RoundState.Closed) {
            List<Words> each = answers.values().stream().map(Answer::words).toList();
            words.addAll(question.plan().release() == ReleaseKind.SUM ? List.of(new SummedWords(each)) : each);
        }
        return new RoundOutcome(number(), new TreeSet<>(answers.keySet()), lost, null, words);
    }
}
