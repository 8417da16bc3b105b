package org.wardround.data.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wardround.data.cell.Codes;
import org.wardround.data.text.Numbers;

/** What one column holds, gathered while the rows pass. Not thread-safe. */
final class ColumnSummary {
    /** Texts that mean "missing" in most tables. */
    static final Set<String> MISSING =
            Set.of("NA", "N/A", "n/a", "na", "NaN", "nan", "NULL", "null", "None", "?", ".", "-", "missing");

    private static final int COUNTED = 2000;

    private final String name;
    private final Map<String, Integer> counts = new HashMap<>();
    private final TreeSet<String> missingTexts = new TreeSet<>();
    private final List<DateForm> dateForms = new ArrayList<>(List.of(DateForm.values()));
    private double[] numbers = new double[64];
    private int numberCount;
    private int rows;
    private int missing;
    private boolean tooMany;

    ColumnSummary(String name) {
        this.name = name;
    }

    void add(String text) {
        rows++;
        if (text.isEmpty() || MISSING.contains(text)) {
            missing++;
            if (!text.isEmpty()) {
                missingTexts.add(text);
            }
            return;
        }
        count(text);
        double number = Numbers.parse(text);
        if (Double.isNaN(number)) {
            dateForms.removeIf(form -> !form.matches(text));
        } else {
            dateForms.clear();
            if (numberCount == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.multiplyExact(numberCount, 2));
            }
            numbers[numberCount++] = number;
        }
    }

    private void count(String text) {
        String code = Codes.canonical(text);
        if (counts.containsKey(code) || counts.size() < COUNTED) {
            counts.merge(code, 1, Integer::sum);
        } else {
            tooMany = true;
        }
    }

    String name() {
        return name;
    }

    int rows() {
        return rows;
    }

    int present() {
        return rows - missing;
    }

    /** The share of rows without a value. */
    double missingShare() {
        return rows == 0 ? 0 : (double) missing / rows;
    }

    /** The usual texts for "missing" that were met. */
    Set<String> missingTexts() {
        return missingTexts;
    }

    boolean isNumeric() {
        return numberCount > 0 && numberCount == present();
    }

    /** The numbers in ascending order. */
    double[] sortedNumbers() {
        double[] sorted = Arrays.copyOf(numbers, numberCount);
        Arrays.sort(sorted);
        return sorted;
    }

    boolean isWhole() {
        return isNumeric() && Arrays.stream(numbers, 0, numberCount).allMatch(value -> value == Math.rint(value));
    }

    /** Different values, in order: numbers by size, other texts by letters. Only where {@link #hasAtMost} holds. */
    List<String> codes() {
        return isNumeric()
                ? Arrays.stream(sortedNumbers())
                        .distinct()
                        .mapToObj(Numbers::plain)
                        .toList()
                : counts.keySet().stream().sorted().toList();
    }

    boolean hasAtMost(int values) {
        return !tooMany && counts.size() <= values;
    }

    /** How many different values stand in at least that many rows. */
    long codesWithRows(int atLeast) {
        return counts.values().stream().filter(count -> count >= atLeast).count();
    }

    boolean isConstant() {
        return hasAtMost(1);
    }

    /** Whether no value comes twice. */
    boolean isUnique() {
        return present() > 1
                && (tooMany
                        ? isNumeric()
                                && Arrays.stream(sortedNumbers()).distinct().count() == numberCount
                        : counts.size() == present());
    }

    /** Whether the values are whole numbers from 0 or 1 on, without gap and without repetition, in any order. */
    boolean isCountOfRows() {
        if (!isWhole() || present() < 3) {
            return false;
        }
        double[] sorted = sortedNumbers();
        return (sorted[0] == 0 || sorted[0] == 1)
                && sorted[sorted.length - 1] - sorted[0] == sorted.length - 1.0
                && Arrays.stream(sorted).distinct().count() == sorted.length;
    }

    /** The form in which all values are dates; none where some are not. */
    List<DateForm> dateForms() {
        return present() == 0 ? List.of() : dateForms;
    }

    /** Days since 1970-01-01 of the values, in ascending order. */
    double[] sortedDays(DateForm form) {
        return counts.keySet().stream().mapToDouble(form::day).sorted().toArray();
    }

    boolean hasNumbers() {
        return numberCount > 0;
    }
}
