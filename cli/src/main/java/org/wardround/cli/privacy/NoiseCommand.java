package org.wardround.cli.privacy;

import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.privacy.accounting.Accountant;
import org.wardround.privacy.accounting.LossDistributionAccountant;
import org.wardround.privacy.accounting.NoiseSearch;
import org.wardround.privacy.accounting.RenyiAccountant;

/** {@code wardround privacy noise}. */
final class NoiseCommand {
    private static final Argument<Double> EPSILON = Argument.number(
                    "--epsilon", 0.001, 1000, "the ε that all rounds together may cost")
            .needed();

    private NoiseCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "noise",
                "Say what noise keeps a limit: from ε to noise",
                "Prints the least Gaussian noise with which all rounds together cost at most this ε, by two ways of counting, and how ε grows over the rounds with it.",
                "wardround privacy noise --epsilon 3 --sampling 0.1 --rounds 40 --delta 1e-5",
                List.of(
                        EPSILON,
                        Schedule.SAMPLING,
                        Schedule.ROUNDS,
                        Schedule.STEPS,
                        Schedule.DELTA,
                        Schedule.PLOT,
                        Schedule.FORCE),
                NoiseCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Schedule.requirePlot(arguments);
        Schedule schedule = Schedule.of(arguments);
        double epsilon = arguments.get(EPSILON);
        double renyi = least(new RenyiAccountant(), schedule, epsilon);
        double losses = least(new LossDistributionAccountant(), schedule, epsilon);
        SpendingWords words = new SpendingWords(session);
        words.line("noise = %s (by Rényi: %s)".formatted(Figure.up(losses), Figure.up(renyi)));
        words.line("keeps ε at %s with δ = %s in %s"
                .formatted(Figure.of(epsilon), Figure.of(schedule.delta()), schedule.words()));
        List<Spending> spent = Spending.over(schedule, losses);
        words.table(spent);
        words.notes(schedule.everybody());
        words.plot(arguments, schedule, spent);
        return ExitCode.OK;
    }

    private static double least(Accountant accountant, Schedule schedule, double epsilon) {
        try {
            return new NoiseSearch(accountant)
                    .leastNoise(noise -> schedule.uses(noise, schedule.rounds()), epsilon, schedule.delta());
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    "--epsilon: no noise keeps %s in %s; ask for more, or take fewer rounds or a smaller sample"
                            .formatted(Figure.of(epsilon), schedule.words()));
        }
    }
}
