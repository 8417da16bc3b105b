package org.wardround.simulation.predict;

import java.util.Arrays;
import java.util.Set;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.learning.model.Model;
import org.wardround.study.model.DecisionThreshold;
import org.wardround.study.model.Encoding;
import org.wardround.study.model.Recalibration;
import org.wardround.study.model.TrainedModel;

/** Applies a model to single records. Immutable and thread-safe. */
public final class Predictor {
    private final TrainedModel trained;
    private final Preprocessing preprocessing;
    private final Model model;
    private final double[] parameters;
    private final Set<String> used;

    private Predictor(TrainedModel trained, Preprocessing preprocessing) {
        this.trained = trained;
        this.preprocessing = preprocessing;
        this.model = Model.of(trained.model(), trained.data().outcome(), preprocessing.features());
        this.parameters = trained.parameters().toArray();
        this.used = trained.used();
    }

    /**
     * @param site whose numbers standardise the record, where each site has its own; empty: the model has common ones
     * @throws FederationException {@code STUDY_UNFIT} where the model needs a site and {@code site} is none of its own
     */
    public static Predictor of(TrainedModel trained, String site) {
        if (trained.encoding() instanceof Encoding.Common common) {
            return new Predictor(trained, common.preprocessing());
        }
        Encoding.PerSite perSite = (Encoding.PerSite) trained.encoding();
        Preprocessing own = SiteId.isValid(site) ? perSite.sites().get(new SiteId(site)) : null;
        if (own == null) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "this model standardises by each site's own numbers: say whose patients these are with --site, one of %s"
                            .formatted(perSite.sites().keySet()));
        }
        return new Predictor(trained, own);
    }

    /** What the model says about a record. */
    public sealed interface Prediction {
        /**
         * @param scores a number, the probability of the event, a probability for each class, or a log relative hazard (higher: earlier)
         * @param label the predicted code where the outcome has codes, and a threshold where one is needed; else empty
         */
        record Scored(double[] scores, String label) implements Prediction {}

        /** A value is missing that the model can't do without. */
        record Missing(String variable) implements Prediction {}
    }

    /**
     * @param raw for each variable of the dictionary its value or the position of its level; NaN where missing
     */
    public Prediction predict(double[] raw) {
        for (int i = 0; i < raw.length; i++) {
            Variable variable = trained.data().variables().get(i);
            boolean needed = variable.missing() == MissingPolicy.DROP && used.contains(variable.name());
            if (needed && Double.isNaN(raw[i])) {
                return new Prediction.Missing(variable.name());
            }
        }
        double[] row = new double[preprocessing.features()];
        preprocessing.encode(raw, row, 0);
        double[] scores = model.predictors(parameters, row);
        addOffset(raw, scores);
        Recalibration recalibration = trained.recalibration();
        if (recalibration != null) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = recalibration.intercept() + recalibration.slope() * scores[i];
            }
        }
        model.toScores(scores, 0);
        return new Prediction.Scored(scores, label(scores));
    }

    private void addOffset(double[] raw, double[] predictors) {
        String offset = trained.model().formula().offset();
        if (!offset.isEmpty()) {
            int variable = trained.data().indexOf(offset);
            double value = Double.isNaN(raw[variable]) ? preprocessing.imputed(variable) : raw[variable];
            for (int i = 0; i < predictors.length; i++) {
                predictors[i] += value;
            }
        }
    }

    private String label(double[] scores) {
        VariableType type = trained.data().outcome().type();
        if (type == VariableType.CATEGORY) {
            double largest = Arrays.stream(scores).max().orElseThrow();
            int position = 0;
            while (scores[position] != largest) {
                position++;
            }
            return trained.data().outcome().levels().get(position);
        }
        DecisionThreshold threshold = trained.threshold();
        return type == VariableType.BINARY && threshold != null
                ? trained.data().outcome().levels().get(scores[0] >= threshold.probability() ? 1 : 0)
                : "";
    }
}
