package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.wardround.report.markup.Element;
import org.wardround.report.markup.Svg;
import org.wardround.report.plot.LineChart;
import org.wardround.report.plot.LineChart.Curve;
import org.wardround.report.plot.LineChart.Flag;
import org.wardround.report.plot.LineChart.Value;
import org.wardround.report.plot.Scale;
import org.wardround.study.results.Results;
import org.wardround.study.results.RoundResult;
import org.wardround.study.results.Training;

/** Loss by round, the round whose model was kept, and who was lost when. */
final class ConvergenceSection implements Section {
    @Override
    public String id() {
        return "convergence";
    }

    @Override
    public String title() {
        return "Convergence";
    }

    @Override
    public List<Element> of(Results results) {
        Training training = results.training();
        if (training.rounds().isEmpty()) {
            return List.of();
        }
        if (!results.model().regression().isNone()) {
            return List.of(Prose.paragraph(
                    "Newton’s method %s; all that was asked, tests and robust errors too, took %s over all training rows of all hospitals."
                            .formatted(
                                    training.stopping().stoppedBecause(),
                                    Figures.counted(training.rounds().size(), "sum"))));
        }
        List<Element> content = new ArrayList<>();
        content.add(Prose.paragraph(words(training.stopping())));
        if (!isMeasured(results)) {
            content.add(
                    Prose.paragraph(
                            "Under differential privacy the losses of the rounds are not asked: they would leave without noise."));
        } else {
            content.add(loss(results, training));
        }
        content.addAll(OutlierTable.of(results.header().study().plan().aggregation(), training));
        if (training.rounds().stream().anyMatch(round -> !round.lost().isEmpty())) {
            content.add(losses(training));
        }
        return content;
    }

    /** Whether there is a loss of every round. */
    private static boolean isMeasured(Results results) {
        return results.limits().privacy().differentialPrivacy().isNone()
                || results.training().rounds().stream()
                        .noneMatch(round -> Double.isNaN(round.losses().train()));
    }

    private static Element loss(Results results, Training training) {
        return Prose.figure(
                Element.ofClass("div", "chart-box").add(chart(training)),
                results.header().study().plan().aggregation().perSite()
                        ? "Loss a row of the federated model after each round: median over hospitals."
                        : "Mean loss a row of the federated model after each round, over all hospitals.");
    }

    private static String words(Training.Stopping stopping) {
        String kept = stopping.selectedRound() == 0
                ? "the initial model was kept"
                : "the model of round %d was kept".formatted(stopping.selectedRound());
        String because = stopping.stoppedBecause().isEmpty()
                ? ""
                : " Training stopped because: " + stopping.stoppedBecause() + ".";
        return "%d of %s were run; %s.%s"
                .formatted(
                        stopping.roundsRun(),
                        Figures.counted(stopping.roundsPlanned(), "planned round"),
                        kept,
                        because);
    }

    private static Svg chart(Training training) {
        List<RoundResult> rounds = training.rounds();
        List<Curve> curves = List.of(
                curve("training", "train", rounds, round -> round.losses().train()),
                curve(
                        "validation",
                        "validation",
                        rounds,
                        round -> round.losses().validation()));
        List<Double> losses = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .map(Value::y)
                .toList();
        int last = rounds.get(rounds.size() - 1).number();
        LineChart chart =
                new LineChart(new Scale(0, Math.max(last, 5)), Scale.around(losses), "Round", "Loss (mean a row)");
        int selected = training.stopping().selectedRound();
        String label = "Training and validation loss by round; the model of round %d was kept.".formatted(selected);
        return chart.draw(curves, List.of(new Flag(selected, "kept: round " + selected)), label);
    }

    private static Curve curve(
            String name, String classes, List<RoundResult> rounds, ToDoubleFunction<RoundResult> loss) {
        return new Curve(
                name,
                classes,
                rounds.stream()
                        .map(round -> new Value(round.number(), loss.applyAsDouble(round)))
                        .toList());
    }

    private static Element losses(Training training) {
        DataTable table = new DataTable("rounds", "Rounds without all hospitals")
                .head(List.of("Round", "Contributed", "Did not contribute"));
        for (RoundResult round : training.rounds()) {
            if (!round.lost().isEmpty()) {
                table.row(
                        Integer.toString(round.number()),
                        List.of(
                                DataTable.cell(
                                        Integer.toString(round.contributors().size())),
                                DataTable.cell(reasons(round)).with("class", "words")));
            }
        }
        return table.build();
    }

    private static String reasons(RoundResult round) {
        return round.lost().entrySet().stream()
                .map(entry -> entry.getKey().words() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }
}
