package org.wardround.report;

import java.util.List;
import java.util.stream.IntStream;
import org.wardround.core.study.Metric;

/**
 * What an invented study looks like.
 *
 * @param type of the outcome, as in results
 * @param model type of model
 * @param sites names
 * @param metrics the first is the primary one
 * @param labels of the classes; empty for other outcomes
 * @param variables names, with units after a comma; names in capitals are codes
 */
record Invention(
        String name,
        String type,
        String model,
        List<String> sites,
        List<Metric> metrics,
        List<String> labels,
        List<String> variables) {
    static final Invention HEART = new Invention(
            "heart-disease",
            "binary",
            "logistic",
            List.of("cleveland", "hungary", "switzerland", "va"),
            List.of(
                    Metric.AUROC,
                    Metric.ACCURACY,
                    Metric.BALANCED_ACCURACY,
                    Metric.SENSITIVITY,
                    Metric.SPECIFICITY,
                    Metric.PPV,
                    Metric.NPV,
                    Metric.F1,
                    Metric.AUPRC,
                    Metric.BRIER,
                    Metric.LOG_LOSS,
                    Metric.CALIBRATION_INTERCEPT,
                    Metric.CALIBRATION_SLOPE,
                    Metric.NET_BENEFIT),
            List.of("0", "1"),
            List.of(
                    "age,years",
                    "SEX",
                    "CP4",
                    "trestbps,mmHg",
                    "chol,mg/dL",
                    "FBS",
                    "RESTECG3",
                    "thalach,/min",
                    "EXANG",
                    "oldpeak,mm"));

    static final Invention SURVIVAL = new Invention(
            "tcga-brca",
            "time-to-event",
            "cox",
            List.of("canada", "europe", "midwest", "northeast", "south", "west"),
            List.of(Metric.CONCORDANCE, Metric.CONCORDANCE_ALL_PAIRS),
            List.of(),
            List.of("age,years", "STAGE4", "ER", "PR", "HER2"));

    static final Invention REGRESSION = new Invention(
            "length-of-stay",
            "number",
            "linear",
            List.of("east", "north", "west"),
            List.of(Metric.RMSE, Metric.R2),
            List.of(),
            List.of("age,years", "SEX", "creatinine,mg/dL"));

    static final Invention MULTICLASS = new Invention(
            "skin-lesions",
            "category",
            "mlp",
            List.of("vidir_molemax", "vidir_modern", "rosendahl", "vienna_dias"),
            List.of(Metric.LOG_LOSS, Metric.ACCURACY, Metric.BALANCED_ACCURACY, Metric.BRIER),
            List.of("melanoma", "naevus", "basal cell carcinoma", "benign keratosis", "dermatofibroma"),
            List.of("area,mm2", "asymmetry,"));

    static final Invention MULTINOMIAL = new Invention(
            MULTICLASS.name(),
            MULTICLASS.type(),
            "logistic",
            MULTICLASS.sites(),
            MULTICLASS.metrics(),
            MULTICLASS.labels(),
            MULTICLASS.variables());

    static final Invention MANY = new Invention(
            "forty-hospitals", "binary", "logistic", names(40), HEART.metrics(), List.of("0", "1"), HEART.variables());

    Metric primary() {
        return metrics.get(0);
    }

    boolean hasEvents() {
        return !type.equals("number") && !type.equals("category");
    }

    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj("university-hospital-of-a-city-with-a-long-name-%02d"::formatted)
                .toList();
    }
}
