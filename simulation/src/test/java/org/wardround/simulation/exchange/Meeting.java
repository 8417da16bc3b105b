package org.wardround.simulation.exchange;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.SumLayout;
import org.wardround.inference.program.Exchange;
import org.wardround.inference.program.PerSiteQuestion;
import org.wardround.inference.program.SumQuestion;
import org.wardround.privacy.release.Release;

/** Where parties meet that each run the program for themselves: a site brings its own answer, and all go on with the sum. */
public final class Meeting {
    private final Map<Integer, Round> rounds = new ConcurrentHashMap<>();

    /** One round: what the first who came understood it to be, the answers so far, and what all wait for. */
    private static final class Round {
        private final RoundPlan plan;
        private final SumLayout layout;
        private final SortedMap<SiteId, Release> answers = new TreeMap<>();
        private final CompletableFuture<Exchange.RoundResult> result = new CompletableFuture<>();

        Round(SumQuestion question) {
            this.plan = question.plan();
            this.layout = question.layout();
        }

        synchronized void bring(SiteId site, Release answer) {
            answers.put(site, answer);
            if (answers.keySet().equals(plan.invited())) {
                Accumulator sum = new Accumulator(layout);
                answers.values().forEach(release -> {
                    StagedWords staged = new StagedWords();
                    release.writeTo(staged::append);
                    sum.add(staged);
                });
                RoundState state = new RoundState.Planned(plan)
                        .onStart()
                        .next()
                        .onAnswers(List.copyOf(answers.keySet()))
                        .next()
                        .onSummed()
                        .next();
                result.complete(new Exchange.RoundResult(state, sum.sum(), new TreeMap<>()));
            }
        }
    }

    /** The seat of somebody who only listens. */
    public Exchange coordinator() {
        return seat(question -> {});
    }

    public Exchange site(SiteId self) {
        return seat(question -> {
            if (question.plan().invited().contains(self)) {
                RoundPlan alone = new RoundPlan(
                        question.plan().number(), question.plan().kind(), new TreeSet<>(List.of(self)), 1);
                SumQuestion own = new SumQuestion(alone, question.layout(), question.weighting(), question.work());
                new InProcessExchange(
                                Workers.inline(),
                                Dropout.NONE,
                                (release, digest) -> round(question).bring(self, release))
                        .ask(own);
            }
        });
    }

    private interface Bringing {
        void to(SumQuestion question);
    }

    private Exchange seat(Bringing bringing) {
        return new Exchange() {
            @Override
            public RoundResult ask(SumQuestion question) {
                bringing.to(question);
                return round(question).result.join();
            }

            @Override
            public PerSiteResult askEach(PerSiteQuestion question) {
                throw new UnsupportedOperationException("sums only");
            }
        };
    }

    /** The round of the question; all must have understood the same. */
    private Round round(SumQuestion question) {
        Round round = rounds.computeIfAbsent(question.plan().number(), number -> new Round(question));
        if (!round.plan.equals(question.plan()) || !round.layout.equals(question.layout())) {
            throw new AssertionError("round %d is not the same question for all"
                    .formatted(question.plan().number()));
        }
        return round;
    }

    /** How many rounds there were. */
    public int held() {
        return rounds.size();
    }
}
