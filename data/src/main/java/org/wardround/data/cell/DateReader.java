package org.wardround.data.cell;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.Range;

/** Dates, as days since 1970-01-01. Days that don't exist, such as 31 February, are refused. */
final class DateReader implements CellReader {
    private final String pattern;
    private final DateTimeFormatter format;
    private final @Nullable Range range;

    /**
     * @param pattern as of {@link DateTimeFormatter}; empty: ISO 8601
     * @throws IllegalArgumentException where the pattern is none
     */
    DateReader(String pattern, @Nullable Range range) {
        this.pattern = pattern.isEmpty() ? "yyyy-MM-dd" : pattern;
        this.format = DateTimeFormatter.ofPattern(yearWithoutEra(this.pattern), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        this.range = range;
    }

    @Override
    public double read(String text, Refusal refusal) {
        double day;
        try {
            day = LocalDate.parse(text, format).toEpochDay();
        } catch (DateTimeException e) {
            return refusal.because(
                    "date",
                    "not a date of the form %s: correct 'date' in the mapping, or the value".formatted(pattern));
        }
        if (range != null && !range.contains(day)) {
            return refusal.because(
                    "range",
                    "outside the declared range %s to %s: list a code for missing values under 'missing', or correct the value"
                            .formatted(LocalDate.ofEpochDay((long) range.low()), LocalDate.ofEpochDay((long)
                                    range.high())));
        }
        return day;
    }

    /** Strict resolving needs the era beside {@code y}, but not beside {@code u}. */
    private static String yearWithoutEra(String pattern) {
        StringBuilder result = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            result.append(c == 'y' && !quoted ? 'u' : c);
        }
        return result.toString();
    }
}
