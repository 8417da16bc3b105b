package org.wardround.site.audit;

import java.util.regex.Pattern;
import org.wardround.protocol.message.ErrorDetails;

/** What may stand in the fields of events. */
final class EventRules {
    private static final Pattern RUN = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int LONGEST = 100;

    private EventRules() {}

    /** A run's name by the protocol's rule. */
    static String run(String run) {
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException(
                    "a run's name has 1 to 64 of a-z, 0-9 and -, and no - at the start, got '%s'".formatted(run));
        }
        return run;
    }

    static int counted(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("%s counts from 1, got %d".formatted(what, number));
        }
        return number;
    }

    static long length(String what, long number) {
        if (number < 0) {
            throw new IllegalArgumentException("%s can't be negative, got %d".formatted(what, number));
        }
        return number;
    }

    /** One line of 1 to 100 characters. */
    static String label(String what, String text) {
        String line = reason(text);
        if (line.isEmpty() || line.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "%s has 1 to %d characters that can be seen, got %d".formatted(what, LONGEST, line.length()));
        }
        return line;
    }

    /** {@code text} cut to one line of at most 500 characters: what others sent must not keep the log from telling of it. */
    static String reason(String text) {
        return ErrorDetails.words(text);
    }
}
