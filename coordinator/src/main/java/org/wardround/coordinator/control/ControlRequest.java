package org.wardround.coordinator.control;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * That a run pauses, goes on or ends, and who asks. Immutable.
 *
 * @param run its name
 * @param by who asks, as the log and the journal name them
 * @param reason in words, for an end; may be empty
 */
public record ControlRequest(Action action, String run, String by, String reason) {
    private static final String TITLE = "wardround-control 1";
    private static final Pattern RUN = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_REASON = 150;

    /** What can be asked of a run. */
    public enum Action {
        PAUSE,
        RESUME,
        CANCEL;

        /** As commands and logs write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ControlRequest {
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException(
                    "a run's name has 1 to 64 of a-z, 0-9 and -, not beginning with -, got '%s'".formatted(run));
        }
        by = line(by, LONGEST_NAME);
        reason = line(reason, LONGEST_REASON);
    }

    private static String line(String text, int longest) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest);
    }

    /** As a file of the folder holds it. */
    public String text() {
        return "%s\n%s\n%s\n%s\n%s\n".formatted(TITLE, action.word(), run, by, reason);
    }

    /** @throws IllegalArgumentException where it is another text */
    public static ControlRequest parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 6 || !lines[0].equals(TITLE) || !lines[5].isEmpty()) {
            throw new IllegalArgumentException("it does not begin with '%s' or has not five lines".formatted(TITLE));
        }
        for (Action action : Action.values()) {
            if (action.word().equals(lines[1])) {
                return new ControlRequest(action, lines[2], lines[3], lines[4]);
            }
        }
        throw new IllegalArgumentException("nobody can ask a run to " + lines[1]);
    }
}
