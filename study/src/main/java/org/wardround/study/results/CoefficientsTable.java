package org.wardround.study.results;

/** {@code coefficients.csv}: a row for each term of the model, in model order, with errors where it comes from exact regression; only the header for models without coefficients. */
final class CoefficientsTable {
    static final String NAME = "coefficients.csv";

    private CoefficientsTable() {}

    static CsvText of(Results results) {
        Regression regression = results.model().regression();
        CsvText csv = regression.isNone()
                ? new CsvText("term", "estimate", "per_unit", "unit")
                : new CsvText(
                        "term",
                        "estimate",
                        "per_unit",
                        "unit",
                        "standard_error",
                        "low",
                        "high",
                        "p",
                        "per_unit_low",
                        "per_unit_high",
                        "robust_standard_error",
                        "robust_low",
                        "robust_high",
                        "robust_p");
        results.model().coefficients().forEach((term, coefficient) -> {
            if (regression.isNone()) {
                csv.row(term, coefficient.estimate(), coefficient.perUnit(), coefficient.unit());
            } else {
                addWithErrors(csv, term, coefficient, regression);
            }
        });
        return csv;
    }

    private static void addWithErrors(
            CsvText csv, String term, ModelResult.Coefficient coefficient, Regression regression) {
        ModelResult.Uncertainty uncertainty = coefficient.uncertainty();
        Regression.Robust robust = regression
                .robust()
                .getOrDefault(term, new Regression.Robust(Double.NaN, Double.NaN, Double.NaN, Double.NaN));
        csv.row(
                term,
                coefficient.estimate(),
                coefficient.perUnit(),
                coefficient.unit(),
                uncertainty.standardError(),
                uncertainty.low(),
                uncertainty.high(),
                uncertainty.p(),
                uncertainty.perUnitLow(),
                uncertainty.perUnitHigh(),
                robust.standardError(),
                robust.low(),
                robust.high(),
                robust.p());
    }
}
