package org.wardround.study.model;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.model.ModelShape;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.VariableType;
import org.wardround.core.vector.Vector;

/**
 * A model with all that applying it to a new patient needs. Immutable, if the parameters are.
 *
 * @param model its formula is resolved
 * @param data the dictionary of the study that trained it
 * @param encoding its columns are those that follow from dictionary and formula
 * @param parameters in the order of {@link #shape()}
 * @param threshold null where the outcome is not binary
 * @param recalibration null where the model's own linear predictor stands
 */
public record TrainedModel(
        ModelSpec model,
        DataDictionary data,
        Encoding encoding,
        Vector parameters,
        @Nullable DecisionThreshold threshold,
        @Nullable Recalibration recalibration,
        Provenance provenance) {
    public TrainedModel {
        if (!encoding.columns().equals(FeatureColumns.of(data, model.formula()))) {
            throw new IllegalArgumentException("the columns of the encoding are not those of the model's formula");
        }
        int expected = shape(model, data, encoding).parameterCount();
        if (parameters.length() != expected) {
            throw new IllegalArgumentException(
                    "the model has %d parameters, got %d".formatted(expected, parameters.length()));
        }
        if (threshold != null && data.outcome().type() != VariableType.BINARY) {
            throw new IllegalArgumentException(
                    "a threshold belongs to a binary outcome, and '%s' is not one: its type is %s"
                            .formatted(
                                    data.outcome().name(), data.outcome().type().yamlName()));
        }
    }

    /** The variables that the model asks of a patient: those of its terms, and the offset. */
    public Set<String> used() {
        Set<String> used = new TreeSet<>();
        model.formula().terms(data).forEach(term -> used.addAll(term.variables()));
        if (model.formula().hasOffset()) {
            used.add(model.formula().offset());
        }
        return used;
    }

    /** @throws FederationException {@code STUDY_UNFIT} where the model's columns can't be made from a study's variables */
    public void requireFits(DataDictionary own) {
        Formula formula = model.formula();
        if (!hasSameVariables(own)
                || !FeatureColumns.of(own, formula).equals(FeatureColumns.of(data, formula))
                || own.outcome().type() != data.outcome().type()) {
            String columns = FeatureColumns.of(data, formula).stream()
                    .map(column -> column.term())
                    .collect(Collectors.joining(", "));
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "the study's variables are not the model's, which has the columns %s: take data.variables and data.outcome over from the study that trained it"
                            .formatted(columns));
        }
    }

    /** Columns can be derived only where every variable that a term names is there. */
    private boolean hasSameVariables(DataDictionary own) {
        return model.formula().terms(data).stream()
                .flatMap(term -> term.variables().stream())
                .allMatch(name -> own.indexOf(name) >= 0
                        && own.variables()
                                .get(own.indexOf(name))
                                .levels()
                                .equals(data.variables().get(data.indexOf(name)).levels()));
    }

    /** Names and sizes of the tensors that the parameters are made of. */
    public ModelShape shape() {
        return shape(model, data, encoding);
    }

    private static ModelShape shape(ModelSpec model, DataDictionary data, Encoding encoding) {
        return ModelShape.of(model, data.outcome(), encoding.columns().size());
    }
}
