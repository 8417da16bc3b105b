package org.wardround.inference.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.NewtonSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.Standardisation;
import org.wardround.inference.describe.ColumnLimits;
import org.wardround.inference.regression.Extras;
import org.wardround.inference.regression.Family;
import org.wardround.inference.regression.RegressionSpec;
import org.wardround.inference.regression.cox.Ties;
import org.wardround.inference.regression.cox.TimeGrid;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.newton.Stopping;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.result.RegressionResult;

/** A study's regression in the words of the inference module, once its sites have been described. */
public record RegressionDesign(ExactRegression.Definition definition, Describe.Description description) {
    /** More likelihood-ratio tests of single terms would take longer than the fit. */
    private static final int MOST_TESTED_TERMS = 60;

    private static final Range PROBABILITY = new Range(0, 1);

    /** A model whose sites can't be told apart: without an intercept of each. */
    public static ModelSpec withoutSites(ModelSpec model) {
        Formula formula = model.formula();
        return model.with(new Formula(formula.terms(), formula.offset(), formula.weights(), false));
    }

    /** Weights of the columns, then the intercept where there is one. */
    public static double[] parameters(RegressionResult result, int features) {
        double[] estimates = result.estimates();
        int intercepts = estimates.length - features;
        double[] parameters = new double[estimates.length];
        System.arraycopy(estimates, intercepts, parameters, 0, features);
        System.arraycopy(estimates, 0, parameters, features, intercepts);
        return parameters;
    }

    /**
     * @param everything whether tests, robust errors and the baseline are wanted
     */
    public RegressionSpec spec(int sites, boolean everything) {
        NewtonSpec newton = definition.newton();
        RegressionSpec spec = RegressionSpec.of(family(), columns(), outcome(), limits(sites))
                .withPenalty(penalty(newton.penalty()))
                .withStopping(new Stopping(newton.tolerance(), newton.rounds()));
        return everything ? spec.withExtras(extras()) : spec;
    }

    /** The same for one site's own fit, with its own rows and no intercept of a site. */
    public RegressionSpec specAlone() {
        ExactRegression.Definition alone = new ExactRegression.Definition(
                definition.dictionary(), withoutSites(definition.model()), definition.newton());
        return new RegressionDesign(alone, description).spec(1, false);
    }

    private Family family() {
        ModelSpec model = definition.model();
        if (model instanceof ModelSpec.Cox) {
            return new Family.Cox(Ties.valueOf(definition.newton().ties().name()));
        }
        if (model.formula().randomIntercept()) {
            return new Family.RandomIntercept(true);
        }
        if (model instanceof ModelSpec.Logistic) {
            return new Family.Glm(GlmFamily.BINOMIAL);
        }
        return new Family.Glm(model instanceof ModelSpec.Poisson ? GlmFamily.POISSON : GlmFamily.GAUSSIAN);
    }

    /** Names are those of the columns; those of one term are tested together. */
    private List<DesignColumn> columns() {
        Preprocessing encoding = description.federated();
        boolean standardised = definition.dictionary().standardisation() != Standardisation.NONE;
        long rows = standardised ? trainingRows() : 0;
        List<ColumnLimits.Limits> limits = new ColumnLimits(definition.dictionary()).encoded(encoding, rows);
        List<DesignColumn> columns = new ArrayList<>();
        byTerm().forEach((term, own) -> own.forEach(column -> {
            ColumnLimits.Limits of = limits.get(columns.size());
            columns.add(new DesignColumn(column.term(), term, of.low(), of.high()));
        }));
        return definition.dictionary().standardisation() == Standardisation.SITE ? anywhere(columns) : columns;
    }

    /** Each site's own centres and scales are not known here, but how far out a value can lie. */
    private List<DesignColumn> anywhere(List<DesignColumn> columns) {
        List<FeatureColumn> encoded = description.federated().columns();
        ColumnLimits limits = new ColumnLimits(definition.dictionary());
        List<DesignColumn> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            double furthest = limits.furthest(encoded.get(i), trainingRows());
            all.add(new DesignColumn(columns.get(i).name(), columns.get(i).term(), -furthest, furthest));
        }
        return all;
    }

    private Map<String, List<FeatureColumn>> byTerm() {
        return FeatureColumns.byTerm(definition.dictionary(), description.formula());
    }

    private long trainingRows() {
        return Math.max(1, description.counts().rows(Side.TRAIN));
    }

    private Range outcome() {
        Outcome outcome = definition.dictionary().outcome();
        Range range = outcome.range();
        return range == null ? PROBABILITY : range;
    }

    private Limits limits(int sites) {
        DataDictionary dictionary = definition.dictionary();
        Formula formula = description.formula();
        Range offset = range(dictionary, formula.offset());
        Range weight = range(dictionary, formula.weights());
        return new Limits(
                sites, trainingRows(), weight == null ? 1 : weight.high(), offset == null ? 0 : offset.magnitude());
    }

    private static @Nullable Range range(DataDictionary dictionary, String name) {
        return name.isEmpty()
                ? null
                : dictionary.variables().get(dictionary.indexOf(name)).range();
    }

    private static Penalty penalty(NewtonSpec.Penalty penalty) {
        if (penalty instanceof NewtonSpec.Penalty.Ridge ridge) {
            return new Penalty.Ridge(ridge.lambda());
        }
        return penalty instanceof NewtonSpec.Penalty.Firth ? new Penalty.Firth() : new Penalty.None();
    }

    private Extras extras() {
        boolean cox = definition.model() instanceof ModelSpec.Cox;
        boolean mixed = definition.model().formula().randomIntercept();
        boolean few = byTerm().size() <= MOST_TESTED_TERMS;
        return new Extras(!mixed, few && !mixed, cox, cox ? grid() : null);
    }

    private @Nullable TimeGrid grid() {
        Outcome outcome = definition.dictionary().outcome();
        Range range = outcome.range();
        return range == null || outcome.grid().step(outcome.unit()).isEmpty()
                ? null
                : TimeGrid.upTo(
                        range.high(), outcome.grid().step(outcome.unit()).getAsDouble());
    }

    /** A site's training rows. */
    public RegressionRows rows(Table table, Preprocessing encoding) {
        Formula formula = description.formula();
        return RegressionRows.of(
                table.encode(encoding, Side.TRAIN),
                column(table, formula.offset(), encoding),
                column(table, formula.weights(), encoding));
    }

    private double[] column(Table table, String name, Preprocessing encoding) {
        return name.isEmpty()
                ? new double[0]
                : RowColumn.of(table, Side.TRAIN, definition.dictionary().indexOf(name), encoding);
    }
}
