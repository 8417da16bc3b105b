package org.wardround.data.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.data.text.Numbers;

/** Guesses what a column is from its name and its values. */
final class Guesser {
    private static final int MOST_LEVELS = 20;
    private static final int MOST_NUMERIC_LEVELS = 5;
    private static final int ROWS_A_LEVEL = 2;

    /** Codes that say no; the other of two codes is then the event. */
    private static final Set<String> NEGATIVE = Set.of(
            "0",
            "no",
            "nein",
            "non",
            "nee",
            "nej",
            "n",
            "false",
            "f",
            "b",
            "benign",
            "alive",
            "negative",
            "neg",
            "control",
            "healthy",
            "absent",
            "censored",
            "female");

    private Guesser() {}

    static Guess guess(ColumnSummary column) {
        String name = column.name();
        if (ColumnNames.isIdentifier(name)) {
            return new Guess.LeftOut(name, "by its name it identifies people");
        }
        if (ColumnNames.isSite(name)) {
            return new Guess.LeftOut(name, "by its name it says whose the rows are");
        }
        if (column.present() == 0) {
            return new Guess.LeftOut(name, "it holds no value");
        }
        if (ColumnNames.isPatient(name)
                || column.isCountOfRows()
                || (column.isUnique() && ColumnNames.isNumberOfRow(name))) {
            return new Guess.LeftOut(name, "it numbers the rows or the patients");
        }
        if (column.isConstant()) {
            return new Guess.LeftOut(name, "it has the same value in every row");
        }
        if (column.isNumeric()) {
            return numeric(column);
        }
        return column.dateForms().isEmpty() ? texts(column) : date(column, column.dateForms());
    }

    private static Guess numeric(ColumnSummary column) {
        double[] sorted = column.sortedNumbers();
        List<Double> sentinels = Sentinels.in(sorted);
        double[] values = Arrays.stream(sorted)
                .filter(value -> !sentinels.contains(value))
                .toArray();
        List<String> codes = Arrays.stream(values)
                .distinct()
                .limit(MOST_NUMERIC_LEVELS + 1L)
                .mapToObj(Numbers::plain)
                .toList();
        double missing = column.missingShare() + (double) (sorted.length - values.length) / column.rows();
        List<String> comment = new ArrayList<>(shareRemark(missing));
        if (!sentinels.isEmpty()) {
            comment.add("far from all other values, taken as missing: " + join(sentinels) + "; the mapping says so");
        }
        Taken taken = new Taken(
                column.name(), missing, sentinels.stream().map(Numbers::plain).toList(), comment);
        if (codes.size() == 1) {
            return new Guess.LeftOut(column.name(), "it has the same value in every row");
        }
        if (codes.size() == 2) {
            return taken.binary(codes);
        }
        if (column.isWhole() && codes.size() <= MOST_NUMERIC_LEVELS) {
            comment.add(
                    "few whole numbers, taken as codes: if they are counts or grades, declare an integer with a range");
            return taken.category(codes);
        }
        VariableType type = column.isWhole() ? VariableType.INTEGER : VariableType.NUMBER;
        return taken.quantity(type, RoundRanges.around(values[0], values[values.length - 1]), "");
    }

    private static Guess date(ColumnSummary column, List<DateForm> forms) {
        double[] days = column.sortedDays(forms.get(0));
        List<String> comment = new ArrayList<>(shareRemark(column.missingShare()));
        comment.add("a date can identify people: an age or a duration is the better variable");
        if (forms.size() > 1) {
            comment.add("day and month could be the other way round: check 'date' in the mapping");
        }
        return new Taken(column.name(), column.missingShare(), List.of(), comment)
                .quantity(
                        VariableType.DATE,
                        RoundRanges.aroundDays(days[0], days[days.length - 1]),
                        forms.get(0).mappingPattern());
    }

    private static Guess texts(ColumnSummary column) {
        if (column.hasNumbers()) {
            return new Guess.LeftOut(
                    column.name(),
                    "it mixes numbers and texts: clean it, or map the texts under 'values' or 'missing'");
        }
        boolean levels = column.hasAtMost(MOST_LEVELS) && column.codes().size() * ROWS_A_LEVEL <= column.present();
        if (!levels) {
            return new Guess.LeftOut(column.name(), "it holds free text, or more than %d codes".formatted(MOST_LEVELS));
        }
        Taken taken = new Taken(
                column.name(), column.missingShare(), List.of(), new ArrayList<>(shareRemark(column.missingShare())));
        return column.codes().size() == 2 ? taken.binary(column.codes()) : taken.category(column.codes());
    }

    private static List<String> shareRemark(double share) {
        if (share == 0) {
            return List.of();
        }
        return List.of(
                share < 0.01
                        ? "missing in fewer than 1 % of the rows"
                        : "missing in about %d %% of the rows".formatted(Math.round(share * 100)));
    }

    private static String join(List<Double> values) {
        return String.join(", ", values.stream().map(Numbers::plain).toList());
    }

    /** What is known of a variable before its type. */
    private record Taken(String name, double missing, List<String> sentinels, List<String> comment) {
        Guess.Taken quantity(VariableType type, Range range, String dateFormat) {
            return new Guess.Taken(name, type, range, List.of(), missing, sentinels, Map.of(), dateFormat, comment);
        }

        Guess.Taken category(List<String> codes) {
            return new Guess.Taken(name, VariableType.CATEGORY, null, codes, missing, sentinels, Map.of(), "", comment);
        }

        Guess.Taken binary(List<String> codes) {
            Map<String, String> values = new LinkedHashMap<>();
            if (!codes.equals(List.of("0", "1"))) {
                boolean swapped = NEGATIVE.contains(codes.get(1).toLowerCase(Locale.ROOT));
                values.put(codes.get(swapped ? 1 : 0), "0");
                values.put(codes.get(swapped ? 0 : 1), "1");
                comment.add(
                        "two codes: '%s' is taken as 0, '%s' as 1, which counts as the event; turn them round in the mapping where that is wrong"
                                .formatted(codes.get(swapped ? 1 : 0), codes.get(swapped ? 0 : 1)));
            }
            return new Guess.Taken(
                    name, VariableType.BINARY, null, List.of("0", "1"), missing, sentinels, values, "", comment);
        }
    }
}
