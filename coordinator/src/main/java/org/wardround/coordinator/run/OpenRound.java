package org.wardround.coordinator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SecureStep;

/** The round that is open: its question, and the answers so far. Not thread-safe. */
final class OpenRound {
    private final Question question;
    private final Sha256 digest;
    private final SortedMap<SiteId, Answer> answers = new TreeMap<>();
    private final SortedMap<SiteId, RoundOutcome.Loss> lost = new TreeMap<>();
    private final @Nullable SecureSum secure;
    private RoundState state;
    private RoundOutcome.@Nullable Failure failure;

    /** @param attached whether the words are attached to the run's stream */
    record Answer(Sha256 digest, Words words, boolean attached) {}

    /** @param secure the sum under masks; null where answers come in the clear */
    OpenRound(Question question, @Nullable SecureSum secure) {
        this.question = question;
        this.secure = secure;
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

    @Nullable
    SecureSum secure() {
        return secure;
    }

    boolean isOver() {
        return secure == null || failure != null || state instanceof RoundState.Abandoned
                ? !(state instanceof RoundState.Collecting)
                : secure.isDone();
    }

    /** Number of the open step of a sum under masks; 0 where answers come in the clear. */
    int step() {
        return secure == null ? 0 : secure.step().number();
    }

    boolean invites(SiteId site) {
        return question.plan().invited().contains(site);
    }

    boolean waitsFor(SiteId site) {
        return secure == null
                ? invites(site) && !answers.containsKey(site) && !lost.containsKey(site)
                : !isOver() && secure.takesPart(site);
    }

    void answered(SiteId site, Answer answer) {
        lost.remove(site);
        answers.put(site, answer);
        if (secure == null) {
            state = state.onAnswers(List.of(site)).next();
        }
    }

    /** The answer of that site, if one was taken. */
    Optional<Answer> answer(SiteId site) {
        return Optional.ofNullable(answers.get(site));
    }

    /** What sites let go that was taken, each by its digest. */
    SortedMap<SiteId, Sha256> digests() {
        SortedMap<SiteId, Sha256> digests = new TreeMap<>();
        answers.forEach((site, answer) -> digests.put(site, answer.digest()));
        return digests;
    }

    void refused(SiteId site, RoundOutcome.Loss loss) {
        if (!waitsFor(site)) {
            return;
        }
        if (secure == null) {
            lost.put(site, loss);
            state = state.onSiteLost(site, loss.code()).next();
            return;
        }
        secure.leave(site);
        if (secure.step().compareTo(SecureStep.INPUT) <= 0) {
            lost.put(site, loss);
        }
    }

    /** Closes the step of the sum under masks that is open, with those who were heard, or ends the round where they are too few. */
    void closeStep() {
        SecureSum sum = Objects.requireNonNull(secure);
        if (!sum.isEnough()) {
            fail(
                    ErrorCode.QUORUM_NOT_MET,
                    "a sum under masks needs %d sites to its end, and fewer were heard at the step %s"
                            .formatted(sum.threshold(), sum.step()));
            return;
        }
        boolean words = sum.step() == SecureStep.INPUT;
        Optional<Refusal> culprit = sum.close();
        if (words) {
            settle(sum.members());
        }
        culprit.ifPresent(refusal -> fail(ErrorCode.SECURE_SUM_REFUSED, refusal.words()));
    }

    /** From here on it is known whose words make the sum. */
    private void settle(SortedSet<SiteId> survivors) {
        lost.keySet().removeAll(survivors);
        question.plan().invited().stream()
                .filter(site -> !survivors.contains(site))
                .forEach(site -> lost.putIfAbsent(site, new RoundOutcome.Loss(ErrorCode.SITE_LOST, "")));
        SortedMap<SiteId, ErrorCode> codes = new TreeMap<>();
        lost.forEach((site, loss) -> codes.put(site, loss.code()));
        if (!codes.isEmpty()) {
            state = state.onSitesLost(codes).next();
        }
        if (!survivors.isEmpty()) {
            state = state.onAnswers(survivors).next();
        }
    }

    private void fail(ErrorCode code, String reason) {
        if (state instanceof RoundState.Collecting) {
            settle(new TreeSet<>(answers.keySet()));
        }
        if (state instanceof RoundState.Closed) {
            failure = new RoundOutcome.Failure(code, reason);
            state = state.onSumFailed(code, reason).next();
        }
    }

    /** Everybody who has not answered is lost. */
    void deadline() {
        if (secure != null) {
            secure.deadline();
            return;
        }
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
            if (secure != null) {
                SortedMap<SiteId, Words> masked = new TreeMap<>();
                answers.forEach((site, answer) -> masked.put(site, answer.words()));
                words.add(secure.unmasked().sum(masked));
            } else {
                words.addAll(question.plan().release() == ReleaseKind.SUM ? List.of(new SummedWords(each)) : each);
            }
        }
        return new RoundOutcome(number(), new TreeSet<>(answers.keySet()), lost, failure, words);
    }
}
