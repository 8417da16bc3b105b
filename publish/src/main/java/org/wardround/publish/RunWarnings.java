package org.wardround.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.core.text.Counted;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.evaluate.Thresholds;
import org.wardround.inference.program.EvaluationProgram.Evaluated;
import org.wardround.study.results.Warning;

/** What a reader of the results should know about how a run went. Not thread-safe. */
public class RunWarnings {
    private final List<Warning> warnings = new ArrayList<>();

    protected final void add(Warning warning) {
        warnings.add(warning);
    }

    public final List<Warning> all() {
        return List.copyOf(warnings);
    }

    /**
     * Sites that were to take part and did not, with the reason.
     *
     * @param included how many take part
     */
    public final void leftOut(SortedMap<SiteId, String> sites, int included) {
        sites.forEach((site, reason) -> warnings.add(new Warning("left-out", site.name(), "left out: " + reason)));
        if (included == 1 && !sites.isEmpty()) {
            warnings.add(new Warning("one-site", "", "one site alone takes part, so nothing was federated"));
        }
    }

    public final void refused(SortedMap<SiteId, String> refusals) {
        refusals.forEach((site, reason) -> warnings.add(
                new Warning("update-refused", site.name(), "its answer was refused in one round or more: " + reason)));
    }

    public final void droppedOut(SortedMap<SiteId, Integer> rounds, int asked) {
        if (!rounds.isEmpty()) {
            String sites = rounds.entrySet().stream()
                    .map(entry -> "%s from %d".formatted(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(", "));
            warnings.add(new Warning(
                    "dropped-out",
                    "",
                    "of %s, sites dropped out: %s".formatted(Counted.of(asked, "training round"), sites)));
        }
    }

    /** A negative share of explained variance: the model has not learnt, most often for want of rounds or of a smaller learning rate. */
    public final void worseThanMean(Evaluated federated, boolean exact) {
        if (federated.overall().get(0).of(Metric.R2) instanceof Estimate.Measured explained && explained.value() < 0) {
            warnings.add(new Warning(
                    "worse-than-mean",
                    "",
                    String.format(
                            Locale.ROOT,
                            "R² is −%.2f: the federated model predicts worse than the mean would; %s",
                            -explained.value(),
                            exact
                                    ? "its terms do not explain the outcome, or the test rows are few"
                                    : "train for more rounds, or with another learning rate")));
        }
    }

    /** Where none could be chosen, or only the one from which on everybody is positive. */
    public final void aboutThreshold(String model, Evaluated evaluated) {
        String problem = evaluated.thresholdProblem();
        if (evaluated.threshold() == Thresholds.EVERYBODY) {
            warnings.add(new Warning(
                    "threshold-of-few",
                    "",
                    "%s: the sensitivity asked for needs the score of one of a few validation patients with the event, so the threshold is 0 and everybody is called positive; ask for a lower sensitivity, or for more validation patients"
                            .formatted(model)));
        }
        if (!problem.isEmpty()) {
            warnings.add(new Warning(
                    "no-threshold",
                    "",
                    "%s: %s; figures that need a threshold are not defined".formatted(model, problem)));
        }
    }

    public final void recalibratedOnTestRows() {
        warnings.add(new Warning(
                "recalibrated-on-test",
                "",
                "the split has no validation side, so recalibration was fitted to the test rows: check it on others"));
    }

    public final void notRecalibrated(String reason) {
        warnings.add(new Warning("not-recalibrated", "", "no recalibration could be fitted: " + reason));
    }

    /** Says so where sites that the model was trained at stand among those that it is validated at. */
    public final void perhapsTrainedOn(SortedSet<SiteId> validated, SortedSet<SiteId> trained) {
        String names =
                validated.stream().filter(trained::contains).map(SiteId::name).collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            warnings.add(new Warning(
                    "perhaps-trained-on",
                    "",
                    "the model was trained at sites of the same names (%s): where these test rows were among its training rows, the figures are too good"
                            .formatted(names)));
        }
    }
}
