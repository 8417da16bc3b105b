package org.wardround.cli.argument;

import java.util.Locale;
import org.wardround.cli.terminal.LogLines;

/** The option of commands that run for long: how their log looks. */
public final class LogArguments {
    public static final Argument<LogLines.Form> LOG = new Argument<>(
            "--log",
            "FORM",
            "how the log on standard error looks: plain or json (default: plain)",
            false,
            LogArguments::form);

    private LogArguments() {}

    private static LogLines.Form form(String text) {
        for (LogLines.Form form : LogLines.Form.values()) {
            if (form.name().toLowerCase(Locale.ROOT).equals(text)) {
                return form;
            }
        }
        throw new IllegalArgumentException("must be plain or json, got '%s'".formatted(text));
    }
}
