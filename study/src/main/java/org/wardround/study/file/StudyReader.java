package org.wardround.study.file;

import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.EvaluationSpec;
import org.wardround.core.study.Governance;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.NewtonSpec;
import org.wardround.core.study.PrivacySpec;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.Study;
import org.wardround.core.study.TrainingSpec;
import org.wardround.study.document.Place;

/** Reads a whole study, part by part, and holds the parts against each other. */
final class StudyReader {
    private final Place root;
    private final Place model;
    private final Dictionary dictionary;

    private StudyReader(Place root) {
        this.root = root;
        this.model = root.section("model");
        this.dictionary = Dictionary.read(root.section("data"));
    }

    /** The study; empty where anything is wrong, which is reported. */
    static Optional<Study> read(Place root) {
        return root.isSection() ? new StudyReader(root).study() : Optional.empty();
    }

    private Optional<Study> study() {
        Optional<Place> newtonPlace = root.find("training").filter(NewtonReader::isAsked);
        // An exact regression stops by itself, so patients kept for validation would be lost to it.
        Optional<DataDictionary> data =
                DataReader.read(root.section("data"), dictionary, newtonPlace.isPresent() ? 0 : DataReader.VALIDATION);
        Optional<ModelSpec> spec = model.has("type") ? ModelReader.read(model, dictionary) : Optional.empty();
        spec.ifPresent(this::checkModel);
        Optional<NewtonSpec> newton = newtonPlace.flatMap(NewtonReader::read);
        Optional<TrainingSpec> training = newtonPlace.isPresent()
                ? Optional.empty()
                : root.find("training").flatMap(place -> TrainingReader.read(place, usualInitial(spec), saysPlain()));
        checkAnalysis(spec, training);
        checkNewton(spec, newton, newtonPlace.isPresent());
        training = PrivacyReader.apply(root, training, data, spec);
        Optional<EvaluationSpec> evaluation =
                new EvaluationReader(root.section("evaluation"), dictionary).read(training);
        checkPrivacy();
        checkValidation(data);
        spec.ifPresent(found -> data.ifPresent(known -> ModelReader.checkSize(model, found, known)));
        if (data.isEmpty() || evaluation.isEmpty()) {
            return Optional.empty();
        }
        Optional<TrainingSpec> trained = training;
        return root.build(() -> new Study(
                root.at("study").text(),
                root.at("purpose").text(),
                governance(),
                data.get(),
                analysis(spec, newton, trained),
                evaluation.get(),
                new PrivacySpec(secureAggregationRequired()
                        .map(Place::flag)
                        .orElseGet(
                                () -> !trained.map(StudyReader::readsEachUpdate).orElse(false)))));
    }

    private void checkNewton(Optional<ModelSpec> spec, Optional<NewtonSpec> newton, boolean asked) {
        if (asked) {
            root.section("evaluation")
                    .refuse(
                            List.of("comparatorTraining"),
                            "with newton each comparator is the exact optimum on its rows; remove %s");
            spec.flatMap(model -> newton)
                    .ifPresent(found -> NewtonReader.checkFits(root, spec.orElseThrow(), found, dictionary.outcome()));
        } else {
            spec.ifPresent(found -> NewtonReader.refuseWhatNeedsIt(model, found.formula()));
        }
    }

    private Governance governance() {
        return new Governance(
                root.text("legalBasis", ""),
                root.text("controller", ""),
                root.text("recipients", ""),
                root.text("retention", ""));
    }

    private Analysis analysis(Optional<ModelSpec> spec, Optional<NewtonSpec> newton, Optional<TrainingSpec> training) {
        if (spec.isPresent() && newton.isPresent()) {
            return new Analysis.Fit(spec.get(), newton.get());
        }
        return spec.isPresent()
                ? new Analysis.Train(spec.get(), training.orElseThrow())
                : new Analysis.Validate(model.at("from").text());
    }

    private void checkModel(ModelSpec spec) {
        dictionary.outcome().ifPresent(outcome -> ModelReader.checkFits(model, spec, outcome));
    }

    private void checkAnalysis(Optional<ModelSpec> spec, Optional<TrainingSpec> training) {
        boolean existing = model.has("from");
        if (!model.isSection() || existing == model.has("type")) {
            if (model.isSection() && root.has("model") && !model.hasErrorWithin()) {
                model.error(
                        "say which model: type, to train one, or from, to evaluate an existing one; one of the two");
            }
            return;
        }
        if (existing) {
            refuseWhatTrains();
        } else if (!root.has("training")) {
            root.errorMissing(
                    "training",
                    "a model of a type must be trained; add training, or name an existing model: {from: FOLDER}");
        }
        if (spec.isPresent() && training.isPresent()) {
            checkInitial(spec.get(), training.get());
        }
    }

    private void refuseWhatTrains() {
        model.refuse(List.of("hidden", "activation"), "an existing model has its own layers; remove %s");
        model.refuse(
                List.of("terms", "offset", "weights", "randomIntercept"),
                "an existing model has its own formula; remove %s");
        root.refuse(
                List.of("training"),
                "an existing model is evaluated and not trained; remove %s, or give model a type instead of from");
        root.section("evaluation")
                .refuse(
                        List.of("comparators", "comparatorTraining"),
                        "an existing model is evaluated and nothing is trained, so there can be no %s; remove it");
    }

    private void checkInitial(ModelSpec spec, TrainingSpec training) {
        if (hasHiddenLayers(spec) && training.initial() instanceof InitialParameters.Zeros) {
            root.at("training")
                    .at("initial")
                    .error(
                            "hidden layers that start at zeros never learn, because their units stay alike; choose uniform");
        }
    }

    private static InitialParameters usualInitial(Optional<ModelSpec> spec) {
        return spec.filter(ModelSpec.Mlp.class::isInstance).isPresent()
                ? new InitialParameters.Uniform()
                : new InitialParameters.Zeros();
    }

    private static boolean hasHiddenLayers(ModelSpec spec) {
        return spec instanceof ModelSpec.Mlp mlp && !mlp.hidden().isEmpty();
    }

    private Optional<Place> secureAggregationRequired() {
        return root.section("privacy")
                .section("secureAggregation")
                .find("required")
                .filter(required -> !required.hasErrorWithin());
    }

    private static boolean readsEachUpdate(TrainingSpec training) {
        return training.strategy().aggregation() instanceof RobustAggregation;
    }

    private boolean saysPlain() {
        return secureAggregationRequired().filter(required -> !required.flag()).isPresent();
    }

    private void checkPrivacy() {
        Optional<Place> demanded = secureAggregationRequired().filter(Place::flag);
        Optional<Place> aggregation =
                root.section("training").section("strategy").find("aggregation");
        if (demanded.isPresent()) {
            aggregation
                    .filter(place -> !place.hasErrorWithin() && AggregationReader.PER_SITE.contains(place.text()))
                    .ifPresent(place -> place.error(
                            "%s reads each hospital's update in the clear, and privacy.secureAggregation.required is true; choose mean, which needs only the sum, or say required: false"
                                    .formatted(place.text())));
        }
    }

    private void checkValidation(Optional<DataDictionary> data) {
        if (data.isEmpty() || data.get().split().validation() > 0) {
            return;
        }
        String remedy = "needs validation patients, and data.split.validation is 0; raise it";
        Place judged = root.section("evaluation");
        for (Place trained : List.of(root.section("training"), judged.section("comparatorTraining"))) {
            trained.find("earlyStopping")
                    .filter(stopping -> !stopping.hasErrorWithin())
                    .ifPresent(stopping -> stopping.errorAtKey("early stopping " + remedy));
        }
        judged.find("threshold")
                .filter(threshold -> !threshold.hasErrorWithin() && !threshold.has("value"))
                .ifPresent(threshold -> threshold.error("a threshold that is chosen " + remedy));
    }
}
