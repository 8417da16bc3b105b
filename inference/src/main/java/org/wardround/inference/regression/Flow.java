package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wardround.core.sum.Sum;
import org.wardround.inference.regression.newton.Newton;
import org.wardround.inference.regression.newton.NewtonOutcome;
import org.wardround.inference.regression.problem.Problem;
import org.wardround.inference.regression.question.Joined;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.SumReader;

/** States of a run, made of a question and what follows from its answer. */
final class Flow {
    private Flow() {}

    private record Asking(Question asked, Function<SumReader, RegressionRun> then) implements RegressionRun {
        @Override
        public Optional<Question> question() {
            return Optional.of(asked);
        }

        @Override
        public RegressionRun after(Sum sum) {
            if (!sum.layout().equals(asked.layout()) || sum.contributors() < 1) {
                throw new IllegalArgumentException("the sum must be in the question's layout, over at least one site");
            }
            return then.apply(SumReader.of(sum));
        }

        @Override
        public Optional<RegressionOutcome> outcome() {
            return Optional.empty();
        }
    }

    private record Ended(RegressionOutcome end) implements RegressionRun {
        @Override
        public Optional<Question> question() {
            return Optional.empty();
        }

        @Override
        public RegressionRun after(Sum sum) {
            throw new IllegalStateException("the regression has ended; there is nothing to answer");
        }

        @Override
        public Optional<RegressionOutcome> outcome() {
            return Optional.of(end);
        }
    }

    static RegressionRun ask(Question question, Function<SumReader, RegressionRun> then) {
        return new Asking(question, then);
    }

    static RegressionRun end(RegressionOutcome outcome) {
        return new Ended(outcome);
    }

    static RegressionRun unfitted(List<? extends Problem> problems) {
        return new Ended(new RegressionOutcome.Unfitted(List.copyOf(problems)));
    }

    /** An optimisation, step by step. */
    static RegressionRun optimise(Newton newton, Function<NewtonOutcome, RegressionRun> then) {
        return newton.outcome()
                .map(then)
                .orElseGet(() -> ask(newton.question().orElseThrow(), sum -> optimise(newton.after(sum), then)));
    }

    /** Several optimisations, each pass asking what all of those under way ask. */
    static RegressionRun optimiseAll(
            String purpose, List<Newton> newtons, Function<List<NewtonOutcome>, RegressionRun> then) {
        List<Question> questions =
                newtons.stream().flatMap(newton -> newton.question().stream()).toList();
        if (questions.isEmpty()) {
            return then.apply(newtons.stream()
                    .map(newton -> newton.outcome().orElseThrow())
                    .toList());
        }
        return ask(new Joined(purpose, questions), sum -> {
            List<Newton> next = new ArrayList<>();
            int asked = 0;
            for (Newton newton : newtons) {
                boolean underWay = newton.question().isPresent();
                next.add(underWay ? newton.after(sum.part(asked)) : newton);
                asked += underWay ? 1 : 0;
            }
            return optimiseAll(purpose, next, then);
        });
    }
}
