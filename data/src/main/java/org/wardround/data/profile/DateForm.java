package org.wardround.data.profile;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** The forms of dates that are recognised; of several that fit, the first is proposed. */
enum DateForm {
    ISO("yyyy-MM-dd"),
    DAY_FIRST_DOTS("dd.MM.yyyy"),
    DAY_FIRST("dd/MM/yyyy"),
    MONTH_FIRST("MM/dd/yyyy"),
    DAY_FIRST_SHORT("d/M/yyyy"),
    MONTH_FIRST_SHORT("M/d/yyyy"),
    YEAR_FIRST("yyyy/MM/dd");

    private final String pattern;
    private final DateTimeFormatter format;

    DateForm(String pattern) {
        this.pattern = pattern;
        this.format = DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** The pattern for a mapping; empty for ISO dates, which need none. */
    String mappingPattern() {
        return this == ISO ? "" : pattern;
    }

    boolean matches(String text) {
        try {
            LocalDate.parse(text, format);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    double day(String text) {
        return LocalDate.parse(text, format).toEpochDay();
    }
}
