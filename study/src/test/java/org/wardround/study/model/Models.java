package org.wardround.study.model;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.model.ModelShape;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Term;
import org.wardround.core.study.ThresholdRule;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.vector.ArrayVector;

/** Models with every kind of variable, for tests of their files. */
final class Models {
    static final ModelCard CARD = new ModelCard("Predict.", "Adults.", "Research.", "AUROC 0.8.");

    private static final List<Variable> VARIABLES = List.of(
            new Variable(
                    "age", VariableType.NUMBER, "a", new Range(0, 120), List.of(), MissingPolicy.DROP, "Age | years"),
            new Variable("visits", VariableType.INTEGER, "", new Range(0, 50), List.of(), MissingPolicy.INDICATOR, ""),
            new Variable("stage", VariableType.CATEGORY, "", null, List.of("I", "no", "01"), MissingPolicy.IMPUTE, ""),
            new Variable("smoker", VariableType.BINARY, "", null, List.of("0", "1"), MissingPolicy.DROP, ""),
            new Variable("born", VariableType.DATE, "", new Range(-20000, 15000), List.of(), MissingPolicy.IMPUTE, ""));

    private Models() {}

    static Outcome binary() {
        return new Outcome("dead", VariableType.BINARY, "", null, List.of("0", "1"), "Death");
    }

    static Outcome category() {
        return new Outcome("class", VariableType.CATEGORY, "", null, List.of("a", "b", "2"), "");
    }

    static Outcome number() {
        return new Outcome("days", VariableType.NUMBER, "d", new Range(0, 99.5), List.of(), "");
    }

    static Outcome count() {
        return new Outcome("admissions", VariableType.INTEGER, "", new Range(0, 40), List.of(), "");
    }

    /** Every kind of term. */
    static Formula formula(SeededStream random) {
        return new Formula(
                List.of(
                        new Term.Plain("smoker"),
                        new Term.Spline(
                                "age", new Term.Knots.At(List.of(random.nextDouble(), 30 + random.nextDouble(), 77.7))),
                        new Term.Polynomial("visits", 2, 1 + 40 * random.nextDouble()),
                        new Term.Category("stage", "no", Term.Contrasts.SUM),
                        new Term.Interaction(List.of("age", "stage", "smoker"))),
                "",
                "",
                false);
    }

    static Outcome time() {
        return new Outcome("survival", VariableType.TIME_TO_EVENT, "d", new Range(0, 4000), List.of(), "");
    }

    static DataDictionary data(Outcome outcome) {
        return new DataDictionary(
                7,
                VARIABLES,
                outcome,
                List.of(
                        new Criterion("age", new Range(18.5, 90), List.of()),
                        new Criterion("born", new Range(-7305, 0), List.of()),
                        new Criterion("stage", null, List.of("I", "01"))),
                Standardisation.FEDERATED,
                new SplitSpec(0.1, 0, ""));
    }

    static TrainedModel of(ModelSpec model, Outcome outcome, SeededStream random) {
        DataDictionary data = data(outcome);
        return with(model, data, new Encoding.Common(preprocessing(model, data, random)), random);
    }

    static TrainedModel ofSites(ModelSpec model, Outcome outcome, SeededStream random) {
        DataDictionary data = data(outcome);
        TreeMap<SiteId, Preprocessing> sites = new TreeMap<>();
        sites.put(new SiteId("north"), preprocessing(model, data, random));
        sites.put(new SiteId("south"), preprocessing(model, data, random));
        return with(model, data, new Encoding.PerSite(sites), random);
    }

    private static TrainedModel with(ModelSpec model, DataDictionary data, Encoding encoding, SeededStream random) {
        Outcome outcome = data.outcome();
        int count = ModelShape.of(model, outcome, encoding.columns().size()).parameterCount();
        boolean binary = outcome.type() == VariableType.BINARY;
        return new TrainedModel(
                model,
                data,
                encoding,
                ArrayVector.owning(numbers(count, random)),
                binary ? new DecisionThreshold(rule(random), random.nextDouble()) : null,
                random.nextInt(2) == 0 ? new Recalibration(random.nextGaussian(), random.nextGaussian()) : null,
                provenance(random));
    }

    private static ThresholdRule rule(SeededStream random) {
        return switch (random.nextInt(3)) {
            case 0 -> new ThresholdRule.Value(0.1 + 0.5 * random.nextDouble());
            case 1 -> new ThresholdRule.Sensitivity(0.95);
            default -> new ThresholdRule.Youden();
        };
    }

    private static Provenance provenance(SeededStream random) {
        TreeMap<String, String> versions = new TreeMap<>();
        versions.put("wardround", "0.1.0");
        versions.put("java", "17.0.15");
        return new Provenance(
                "my-study",
                Sha256.of("study"),
                random.nextLong(),
                new TreeSet<>(List.of(new SiteId("north"), new SiteId("south"))),
                versions);
    }

    private static Preprocessing preprocessing(ModelSpec model, DataDictionary data, SeededStream random) {
        List<FeatureColumn> columns = FeatureColumns.of(data, model.formula());
        double[] scales = numbers(columns.size(), random);
        for (int i = 0; i < scales.length; i++) {
            scales[i] = i == 1 ? 0 : Math.abs(scales[i]);
        }
        double[] imputed = {Double.NaN, 3.25, 2, Double.NaN, 123.456};
        return new Preprocessing(columns, imputed, numbers(columns.size(), random), scales);
    }

    private static double[] numbers(int count, SeededStream random) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            // Every exponent of a double, and so its subnormal numbers too.
            double any = Double.longBitsToDouble(random.nextLong());
            numbers[i] = Double.isFinite(any) ? any : random.nextGaussian();
        }
        return numbers;
    }
}
