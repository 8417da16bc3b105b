package org.wardround.study.results;

/** {@code coefficients.csv}: a row for each term of the model, in model order; only the header for models without coefficients. */
final class CoefficientsTable {
    static final String NAME = "coefficients.csv";

    private CoefficientsTable() {}

    static CsvText of(Results results) {
        CsvText csv = new CsvText("term", "estimate", "per_unit", "unit");
        results.model()
                .coefficients()
                .forEach((term, coefficient) ->
                        csv.row(term, coefficient.estimate(), coefficient.perUnit(), coefficient.unit()));
        return csv;
    }
}
