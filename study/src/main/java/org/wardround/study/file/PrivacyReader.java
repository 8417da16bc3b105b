package org.wardround.study.file;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.PrivateTraining.Limit;
import org.wardround.core.study.PrivateTraining.Share;
import org.wardround.core.study.PrivateTraining.Statistics;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Aggregation;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.Weights;
import org.wardround.core.study.TrainingSpec;
import org.wardround.study.document.Place;

/** Reads {@code privacy.differentialPrivacy} and holds the rest of the study against it: what would follow from rows other than through noise is refused. */
final class PrivacyReader {
    private static final double SAMPLING_RATE = 0.1;
    private static final double CLIP_NORM = 1;
    private static final Set<String> NEWTON_MODELS = Set.of("linear", "logistic", "poisson");

    private final Place root;
    private final Place wanted;
    private final Optional<DataDictionary> data;
    private final Optional<ModelSpec> model;

    private PrivacyReader(Place root, Place wanted, Optional<DataDictionary> data, Optional<ModelSpec> model) {
        this.root = root;
        this.wanted = wanted;
        this.data = data;
        this.model = model;
    }

    /** The training as the study's section on privacy wants it; as it is where that wants nothing. */
    static Optional<TrainingSpec> apply(
            Place root, Optional<TrainingSpec> training, Optional<DataDictionary> data, Optional<ModelSpec> model) {
        Optional<Place> wanted = root.section("privacy").find("differentialPrivacy");
        if (wanted.isEmpty()) {
            training.filter(found -> found.strategy().local() instanceof LocalRule.Curvature)
                    .ifPresent(
                            found -> root.at("training")
                                    .at("strategy")
                                    .at("type")
                                    .error(
                                            "fednewton is Newton's method under differential privacy; choose newton for the exact optimum, or add privacy: {differentialPrivacy: {epsilon: 3, delta: 1e-5}}"));
            return training;
        }
        return new PrivacyReader(root, wanted.get(), data, model).read(training);
    }

    private Optional<TrainingSpec> read(Optional<TrainingSpec> training) {
        checkModel();
        checkInputs();
        training.ifPresent(this::check);
        Optional<PrivateTraining> spec = wanted.build(this::spec);
        // What was refused above would not fit together: the study is not read further.
        if (spec.isEmpty() || root.section("training").hasErrorWithin()) {
            return training;
        }
        return training.map(found -> equal(found).with(spec.get()));
    }

    private PrivateTraining spec() {
        if (wanted.has("epsilon") == wanted.has("noiseMultiplier")) {
            throw new IllegalArgumentException(
                    "say what fixes the noise: epsilon: 3, or noiseMultiplier: 1.1; one of the two");
        }
        Limit limit = wanted.has("epsilon")
                ? new Limit.Epsilon(wanted.at("epsilon").number())
                : new Limit.Noise(wanted.at("noiseMultiplier").number());
        return new PrivateTraining(
                limit,
                wanted.at("delta").number(),
                wanted.number("samplingRate", SAMPLING_RATE),
                wanted.number("clipNorm", CLIP_NORM),
                share(),
                statistics());
    }

    private Statistics statistics() {
        int passes = data.isPresent() && model.isPresent()
                ? Statistics.passes(data.get(), model.get().formula())
                : 0;
        return new Statistics(wanted.number("statisticsShare", Statistics.USUAL_SHARE), passes);
    }

    /** What is known of inputs must come from all sites, and with noise. */
    private void checkInputs() {
        data.filter(found -> found.moments() == MomentsRule.EXACT)
                .ifPresent(
                        found -> root.section("data")
                                .at("moments")
                                .error(
                                        "with differential privacy means and deviations have noise, so none is exact; remove it"));
        data.filter(found -> found.standardisation() == Standardisation.SITE)
                .ifPresent(
                        found -> root.section("data")
                                .at("standardise")
                                .error(
                                        "scaled by its own site's numbers, one patient would change the inputs of all others there, which no clip bounds: with differential privacy say federated or none"));
    }

    private Share share() {
        if (!isDistributed()) {
            wanted.refuse(
                    List.of("toleratedColluders"),
                    "%s belongs to noise: distributed; where each site adds all the noise, none needs to be trusted; remove it");
            return new Share.Whole();
        }
        return new Share.Distributed(wanted.integer("toleratedColluders", Share.Distributed.USUAL_COLLUDERS));
    }

    private boolean isDistributed() {
        return wanted.text("noise", "local").equals("distributed");
    }

    private void checkModel() {
        Place place = root.section("model");
        boolean exact = root.find("training").filter(NewtonReader::isAsked).isPresent();
        if (exact || place.has("from")) {
            wanted.errorAtKey("differential privacy is not offered for %s; remove it%s"
                    .formatted(
                            exact ? "exact regression (newton)" : "the evaluation of an existing model",
                            exact
                                    ? ", or choose the strategy fednewton, which takes noisy steps of Newton's method"
                                    : ""));
        }
        place.find("type")
                .filter(type -> !type.hasErrorWithin() && type.text().equals("cox"))
                .ifPresent(
                        type -> type.error(
                                "a Cox model compares patients with each other, so that the loss of one can't be bounded: with differential privacy choose another model"));
    }

    private void check(TrainingSpec training) {
        if (isDistributed()) {
            checkDistributed(training);
        }
        if (training.strategy().local() instanceof LocalRule.Curvature) {
            checkCurvature();
        }
        Place place = root.section("training");
        Place local = place.section("local");
        Place strategy = place.section("strategy");
        if (!(training.strategy().local() instanceof LocalRule.Plain
                || training.strategy().local() instanceof LocalRule.Proximal
                || isOneSum(training))) {
            strategy.error(
                    "differential privacy is offered with fedavg, fedprox, fedsgd, fednewton, fedadam, fedyogi, fedadagrad and fedavgm; choose one of these");
        } else if (!(training.strategy().aggregation() instanceof Aggregation.Mean)) {
            strategy.error("with differential privacy changes are averaged; say aggregation: mean");
        } else if (training.local().work() instanceof LocalSpec.Work.Epochs) {
            local.error(
                    "with differential privacy the number of steps must not follow from rows; say steps: 100, not epochs");
        } else if (training.local().batchSize() == 0) {
            local.error(
                    "with differential privacy sums are divided by batchSize, the patients that a step is expected to draw: a public number, not 'all'");
        }
        strategy.find("weights")
                .filter(weights -> !weights.hasErrorWithin() && weights.text().equals("rows"))
                .ifPresent(
                        weights -> weights.error(
                                "row counts are data: with differential privacy all sites weigh the same; say weights: equal, or remove it"));
        place.find("earlyStopping")
                .ifPresent(
                        stopping -> stopping.errorAtKey(
                                "early stopping looks at validation rows without noise; remove it with differential privacy, and choose rounds"));
    }

    private static boolean isOneSum(TrainingSpec training) {
        return training.strategy().local() instanceof LocalRule.Gradient
                || training.strategy().local() instanceof LocalRule.Curvature;
    }

    /** Newton's method needs one linear predictor, and one vector that is clipped a patient at a time. */
    private void checkCurvature() {
        Place strategy = root.section("training").section("strategy");
        Optional<String> kind = root.section("model")
                .find("type")
                .filter(found -> !found.hasErrorWithin())
                .map(Place::text);
        boolean category = root.section("data")
                .section("outcome")
                .find("type")
                .filter(type -> !type.hasErrorWithin() && type.text().equals("category"))
                .isPresent();
        if (category || kind.filter(NEWTON_MODELS::contains).isEmpty()) {
            strategy.at("type")
                    .error(
                            "fednewton fits linear models of a number, logistic ones of a binary outcome and poisson ones of a count; choose one of these, or another strategy, such as fedsgd");
        }
        strategy.find("clip")
                .ifPresent(clip -> clip.errorAtKey(
                        "with fednewton what each patient adds is clipped, and no site's sum; remove clip"));
    }

    /** Where sites add a share of the noise, one sum must leave per round and nothing but it, under masks. */
    private void checkDistributed(TrainingSpec training) {
        Place noise = wanted.at("noise");
        if (!isOneSum(training)) {
            noise.error(
                    "noise can be shared out among the sites where one sum leaves in a round, and %s makes steps at each site, each of which needs all the noise there; choose fedsgd or fednewton, or noise: local"
                            .formatted(training.strategy().name()));
        }
        root.section("training")
                .section("strategy")
                .find("clip")
                .ifPresent(clip -> clip.errorAtKey(
                        "with noise: distributed each patient's gradient is clipped, and no site's sum; remove clip"));
        root.section("privacy")
                .section("secureAggregation")
                .find("required")
                .filter(required -> !required.hasErrorWithin() && !required.flag())
                .ifPresent(
                        required -> required.error(
                                "with noise: distributed a site's answer has less noise than the guarantee needs, and only the sum has enough: it must be under masks; remove required: false, or say noise: local"));
    }

    private static TrainingSpec equal(TrainingSpec training) {
        StrategySpec strategy = training.strategy();
        return new TrainingSpec(
                training.initial(),
                new StrategySpec(
                        strategy.name(),
                        strategy.selection(),
                        strategy.clip(),
                        new Aggregation.Mean(Weights.EQUAL),
                        strategy.local(),
                        strategy.server()),
                training.rounds(),
                training.quorum(),
                training.local(),
                training.earlyStopping());
    }
}
