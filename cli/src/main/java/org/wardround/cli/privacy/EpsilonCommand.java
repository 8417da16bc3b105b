package org.wardround.cli.privacy;

import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;

/** {@code wardround privacy epsilon}. */
final class EpsilonCommand {
    private static final Argument<Double> NOISE = Argument.number(
                    "--noise",
                    0.1,
                    1e6,
                    "standard deviation of the noise, divided by the most that one patient changes the sum")
            .needed();

    private EpsilonCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "epsilon",
                "Say what Gaussian noise costs: from noise to ε",
                "Prints ε for one patient added or removed, by two ways of counting that never say less than the truth, and how it grows over the rounds."
                        + " The draw of patients must be one of its own for each patient and step; batches of one size from a shuffled table cost far more.",
                "wardround privacy epsilon --noise 2 --sampling 0.1 --rounds 40 --delta 1e-5",
                List.of(
                        NOISE,
                        Schedule.SAMPLING,
                        Schedule.ROUNDS,
                        Schedule.STEPS,
                        Schedule.DELTA,
                        Schedule.PLOT,
                        Schedule.FORCE),
                EpsilonCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Schedule.requirePlot(arguments);
        Schedule schedule = Schedule.of(arguments);
        double noise = arguments.get(NOISE);
        List<Spending> spent = Spending.over(schedule, noise);
        Spending end = spent.get(spent.size() - 1);
        SpendingWords words = new SpendingWords(session);
        words.line("ε = %s at δ = %s (Rényi: %s)"
                .formatted(Figure.up(end.losses()), Figure.of(schedule.delta()), Figure.up(end.renyi())));
        words.line("for noise of %s in %s".formatted(Figure.of(noise), schedule.words()));
        words.table(spent);
        words.notes(schedule.everybody());
        words.plot(arguments, schedule, spent);
        return ExitCode.OK;
    }
}
