package org.wardround.study.file;

import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Formula;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.NewtonSpec;
import org.wardround.core.study.NewtonSpec.Penalty;
import org.wardround.core.study.NewtonSpec.Ties;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.VariableType;
import org.wardround.study.document.Place;

/** Reads exact regression, and reports what of a study contradicts it, or needs it. */
final class NewtonReader {
    static final String TYPE = Analysis.Fit.STRATEGY;

    private static final String ADDS_ALL = "newton adds all rows of all sites as they are, so %s has no say; remove it";

    private NewtonReader() {}

    /** Whether a training section asks for exact regression. */
    static boolean isAsked(Place training) {
        return training.section("strategy")
                .find("type")
                .filter(type -> !type.hasErrorWithin() && !type.isSection() && !type.isList())
                .map(Place::text)
                .filter(TYPE::equals)
                .isPresent();
    }

    static Optional<NewtonSpec> read(Place training) {
        training.refuse(List.of("local"), "newton sums over all rows of a site and makes no steps there; remove %s");
        training.refuse(List.of("earlyStopping"), "newton goes on until it has converged; remove %s");
        training.refuse(List.of("initial"), "newton comes to the same optimum from everywhere; remove %s");
        Place strategy = training.at("strategy");
        strategy.refuse(List.of("fraction", "clip", "serverLearningRate", "aggregation"), ADDS_ALL);
        AggregationReader.refuseKeys(strategy, ADDS_ALL);
        StrategyReader.refuseKeysOfOthers(strategy, TYPE);
        return training.build(() -> new NewtonSpec(
                penalty(strategy),
                Words.constant(Ties.values(), Ties::yamlName, strategy.text("ties", Ties.EFRON.yamlName())),
                strategy.number("tolerance", NewtonSpec.USUAL_TOLERANCE),
                training.at("rounds").integer(),
                training.integer("quorum", 1)));
    }

    private static Penalty penalty(Place strategy) {
        return strategy.find("penalty")
                .<Penalty>map(penalty -> {
                    if (penalty.isSection()) {
                        return new Penalty.Ridge(penalty.at("ridge").number());
                    }
                    return penalty.text().equals("firth") ? new Penalty.Firth() : new Penalty.None();
                })
                .orElseGet(Penalty.None::new);
    }

    /** Reports models that exact regression can't find, and parts of it that they have no use for. */
    static void checkFits(Place root, ModelSpec model, NewtonSpec newton, Optional<Outcome> outcome) {
        Place strategy = root.at("training").at("strategy");
        boolean cox = model instanceof ModelSpec.Cox;
        if (model instanceof ModelSpec.Mlp) {
            strategy.at("type")
                    .error(
                            "newton finds the optimum of linear, logistic, poisson and cox models, and an mlp has many; choose one of these models, or another strategy, such as fedavg");
        }
        outcome.filter(known -> known.type() == VariableType.CATEGORY)
                .ifPresent(known -> strategy.at("type")
                        .error(
                                "newton fits a logistic model to a binary outcome, and '%s' is a category; make it a binary, or choose another strategy, such as fedavg"
                                        .formatted(known.name())));
        if (!cox) {
            strategy.refuse(List.of("ties"), "%s are of times to an event; remove it, or choose the model cox");
        }
        boolean mixed = model instanceof ModelSpec.Linear && model.formula().randomIntercept();
        if (newton.penalty() instanceof Penalty.Firth && !mixed && (cox || model instanceof ModelSpec.Linear)) {
            strategy.at("penalty")
                    .error(
                            "firth is offered for logistic and poisson models, and this one is %s; choose none, or {ridge: 1}"
                                    .formatted(model.type()));
        }
        checkMixed(root, model, newton);
        if (cox) {
            root.at("model")
                    .refuse(
                            List.of("offset", "weights"),
                            "'%s' is offered for linear, logistic and poisson models; remove it");
        }
    }

    private static void checkMixed(Place root, ModelSpec model, NewtonSpec newton) {
        if (!model.formula().randomIntercept()) {
            return;
        }
        Place key = root.at("model").at("randomIntercept");
        if (!(model instanceof ModelSpec.Linear)) {
            key.errorAtKey(
                    "a random intercept is offered for linear models, and this one is %s; remove randomIntercept%s"
                            .formatted(
                                    model.type(),
                                    model instanceof ModelSpec.Cox ? ": sites are strata of a cox model anyway" : ""));
        } else if (!(newton.penalty() instanceof Penalty.None)) {
            root.at("training")
                    .at("strategy")
                    .at("penalty")
                    .error("a model with a random intercept is fitted by likelihood alone; remove penalty");
        }
    }

    /** Reports what of a formula only exact regression can do. */
    static void refuseWhatNeedsIt(Place model, Formula formula) {
        if (formula.randomIntercept() || formula.hasOffset() || formula.hasWeights()) {
            model.refuse(
                    List.of("offset", "weights", "randomIntercept"),
                    "%s needs exact regression; choose training.strategy {type: newton}, or remove it");
        }
    }
}
