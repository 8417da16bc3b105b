package org.wardround.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.TextTable;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.core.text.Counted;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.study.results.Count;
import org.wardround.study.results.ModelResult.Coefficient;
import org.wardround.study.results.ModelResult.Uncertainty;
import org.wardround.study.results.Regression;
import org.wardround.study.results.Results;

/** The coefficients of an exact regression as a table: estimate, what it multiplies, interval, p. Nothing for other models. */
final class CoefficientWords {
    private static final int MOST = 60;
    private static final String NONE = "–";

    private final Results results;
    private final Regression regression;

    CoefficientWords(Results results) {
        this.results = results;
        this.regression = results.model().regression();
    }

    void print(Session session) {
        if (regression.isNone()) {
            return;
        }
        Map<String, Coefficient> coefficients = results.model().coefficients();
        session.out().println();
        session.out().println("%s coefficients, with 95 %% intervals (%s)".formatted(family(), scale()));
        session.out().println();
        TextTable table = TextTable.of(List.of("Term", ">Estimate", ">" + effect(), ">95 % interval", ">p"));
        coefficients.entrySet().stream().limit(MOST).forEach(entry -> table.row(row(entry.getKey(), entry.getValue())));
        table.lines().forEach(session.out()::println);
        if (coefficients.size() > MOST) {
            session.out().println("… and %d more in coefficients.csv".formatted(coefficients.size() - MOST));
        }
        session.out().println();
        sentence(session, fitted());
        if (coefficients.keySet().stream().anyMatch(regression::isCurved)) {
            sentence(
                    session,
                    "Parts of a curve can't be read alone and have no %s: see the curves in the report."
                            .formatted(effect().toLowerCase(Locale.ROOT)));
        }
    }

    private static void sentence(Session session, String words) {
        Wrapped.lines(words, session.screen().outWidth(), 0).forEach(session.out()::println);
    }

    /** How many rows there were, and how many events. */
    private String fitted() {
        Count rows = regression.fit().rows();
        Count events = regression.fit().events();
        String words = "Fitted to " + counted(rows, "training row")
                + (events.equals(Count.of(0)) ? "" : " with " + counted(events, "event"));
        return rows.isSuppressed() || events.isSuppressed()
                ? words
                        + "; suppressed: a count of 1 to %d patients or one from which such a count would follow."
                                .formatted(SmallCellRule.DEFAULT.minimum() - 1)
                : words + ".";
    }

    private static String counted(Count count, String thing) {
        return count.isSuppressed()
                ? "a %s number of %ss".formatted(Count.WORD, thing)
                : Counted.of(count.value(), thing);
    }

    private String family() {
        String family = regression.method().family();
        return Character.toUpperCase(family.charAt(0)) + family.substring(1);
    }

    private String scale() {
        return switch (results.model().standardise()) {
            case "none" -> "for one unit of each variable";
            case "site" ->
                "for one standard deviation (%s) at each site"
                        .formatted(results.model().moments());
            default ->
                "estimate for one standard deviation (%s), the rest for one unit of each variable"
                        .formatted(results.model().moments());
        };
    }

    private boolean isRatio() {
        return !regression.method().family().startsWith("linear");
    }

    private String effect() {
        return switch (regression.method().family()) {
            case "logistic" -> "Odds ratio";
            case "poisson" -> "Rate ratio";
            case "cox" -> "Hazard ratio";
            default -> "Difference";
        };
    }

    private List<String> row(String term, Coefficient coefficient) {
        Uncertainty uncertainty = coefficient.uncertainty();
        boolean perUnit = Double.isFinite(coefficient.perUnit());
        boolean read = !term.equals("intercept") && !regression.isCurved(term);
        double value = perUnit ? coefficient.perUnit() : coefficient.estimate();
        double low = perUnit ? uncertainty.perUnitLow() : uncertainty.low();
        double high = perUnit ? uncertainty.perUnitHigh() : uncertainty.high();
        return List.of(
                term,
                digits(coefficient.estimate()),
                read ? digits(shown(value)) : NONE,
                read ? "%s to %s".formatted(digits(shown(low)), digits(shown(high))) : NONE,
                p(uncertainty.p()));
    }

    private double shown(double predictor) {
        return isRatio() ? StrictMath.exp(predictor) : predictor;
    }

    private static String p(double p) {
        return !Double.isFinite(p) ? NONE : p < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    /** Three significant digits, and a true minus sign. */
    private static String digits(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        int decimals = size == 0 ? 2 : (int) Math.max(0, Math.min(6, 2 - Math.floor(StrictMath.log10(size))));
        String text = size != 0 && (size >= 1e6 || size < 1e-4)
                ? String.format(Locale.ROOT, "%.2e", value)
                : String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.replace('-', '−');
    }
}
