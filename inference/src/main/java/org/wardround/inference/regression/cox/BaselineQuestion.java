package org.wardround.inference.regression.cox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.Standardiser;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;
import org.wardround.inference.regression.result.BaselineCurve;

/**
 * One baseline for all sites on the time grid: for each step the events, their weights and risks, and the risks {@code w·e^η} of all whose time ends
 * there; those at risk follow by adding up from the end. The estimator is Breslow's, or Efron's, of the grid's times as if all sites were one
 * (Therneau and Grambsch 2000, section 10.2.3).
 */
public record BaselineQuestion(String purpose, CoxDesign design, Point point, TimeGrid grid) implements Question {
    private static final String EVENTS = "events";
    private static final String EVENT_WEIGHTS = "event weights";
    private static final String EVENT_RISKS = "event risks";
    private static final String LEAVING = "risks that end";

    private WideSums sums() {
        int steps = grid.steps();
        return WideSums.builder()
                .block(EVENTS, steps, design.limits().maxRows())
                .block(EVENT_WEIGHTS, steps, design.totalWeight())
                .block(EVENT_RISKS, steps, design.largestRisk(point))
                .block(LEAVING, steps, design.largestRisk(point))
                .build(design.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        double[] events = new double[grid.steps()];
        double[] eventWeights = new double[grid.steps()];
        double[] eventRisks = new double[grid.steps()];
        double[] leaving = new double[grid.steps()];
        Standardiser standardiser = new Standardiser(design.scaling(), point.columns());
        double[] values = point.values();
        double[] line = new double[values.length];
        for (int row = 0; row < rows.count(); row++) {
            standardiser.write(rows.dataset().values(), row * rows.dataset().features(), line, 0);
            double predictor = rows.offset(row);
            for (int k = 0; k < line.length; k++) {
                predictor += values[k] * line[k];
            }
            double weight = rows.weight(row);
            double risk = weight * StrictMath.exp(predictor);
            int step = grid.indexOf(rows.dataset().outcomes()[row]);
            leaving[step] += risk;
            if (rows.dataset().events()[row] != 0 && weight > 0) {
                events[step]++;
                eventWeights[step] += weight;
                eventRisks[step] += risk;
            }
        }
        return sums().values()
                .set(EVENTS, events)
                .set(EVENT_WEIGHTS, eventWeights)
                .set(EVENT_RISKS, eventRisks)
                .set(LEAVING, leaving)
                .encode();
    }

    /** The curve; empty where a site's sums were beyond their bounds. */
    public Optional<BaselineCurve> read(SumReader sum) {
        WideSums sums = sums();
        if (sums.beyond(sum) > 0) {
            return Optional.empty();
        }
        double[] events = sums.values(sum, EVENTS);
        double[] eventWeights = sums.values(sum, EVENT_WEIGHTS);
        double[] eventRisks = sums.values(sum, EVENT_RISKS);
        double[] atRisk = sums.values(sum, LEAVING);
        for (int step = atRisk.length - 2; step >= 0; step--) {
            atRisk[step] += atRisk[step + 1];
        }
        List<BaselineCurve.Point> points = new ArrayList<>();
        double cumulative = 0;
        for (int step = 0; step < events.length; step++) {
            long count = Math.round(events[step]);
            if (count > 0) {
                cumulative += increment(count, eventWeights[step], eventRisks[step], atRisk[step]);
                points.add(new BaselineCurve.Point(grid.end(step), count, cumulative, StrictMath.exp(-cumulative)));
            }
        }
        return Optional.of(new BaselineCurve(points));
    }

    private double increment(long events, double eventWeights, double eventRisks, double atRisk) {
        if (design.ties() == Ties.BRESLOW) {
            return eventWeights / atRisk;
        }
        double sum = 0;
        for (long part = 0; part < events; part++) {
            sum += eventWeights / events / (atRisk - (double) part / events * eventRisks);
        }
        return sum;
    }
}
