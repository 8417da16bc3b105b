package org.wardround.cli.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The log of a command that runs for long, one line an event, on standard error: for people, or as JSON for programs. A line names run, site and round where the message does: by
 * {@code run {0}}, {@code round {1}}, {@code site {2}}. Stateless.
 */
public final class LogLines {
    private static final Pattern NAMED = Pattern.compile("\\b(run|site|round) \\{(\\d)\\}");
    private static final Pattern OF_THREAD = Pattern.compile("run-([a-z0-9][a-z0-9-]{0,63})");

    private LogLines() {}

    /** How lines look. */
    public enum Form {
        PLAIN,
        JSON
    }

    /** From now on the process logs to {@code err} in this form, and nowhere else. */
    public static void begin(Form form, PrintStream err) {
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler each : root.getHandlers()) {
            root.removeHandler(each);
        }
        Handler handler = new Lines(err);
        handler.setFormatter(form == Form.JSON ? new JsonLine() : new PlainLine());
        // What is logged is the loggers' to say: from INFO on, unless a logging configuration says otherwise.
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    private static final class Lines extends Handler {
        private final PrintStream out;

        Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        public synchronized void publish(LogRecord event) {
            if (isLoggable(event)) {
                out.print(getFormatter().format(event));
                out.flush();
            }
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {}
    }

    static final class PlainLine extends Formatter {
        @Override
        public String format(LogRecord event) {
            Throwable thrown = event.getThrown();
            return "%s %-7s %s%n%s"
                    .formatted(
                            at(event),
                            level(event),
                            printable(formatMessage(event)),
                            thrown == null ? "" : trace(thrown));
        }
    }

    static final class JsonLine extends Formatter {
        @Override
        public String format(LogRecord event) {
            StringBuilder line = new StringBuilder("{");
            field(line, "time", at(event).toString());
            field(line, "level", level(event));
            field(line, "logger", String.valueOf(event.getLoggerName()));
            field(line, "message", formatMessage(event));
            named(line, event);
            Throwable thrown = event.getThrown();
            if (thrown != null) {
                field(line, "trace", trace(thrown));
            }
            return line.append("}\n").toString();
        }
    }

    private static Instant at(LogRecord event) {
        return event.getInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String level(LogRecord event) {
        Level level = event.getLevel();
        if (level == Level.SEVERE) {
            return "ERROR";
        }
        return level.intValue() < Level.INFO.intValue()
                ? "DEBUG"
                : level.getName().toUpperCase(Locale.ROOT);
    }

    private static void named(StringBuilder line, LogRecord event) {
        boolean run = false;
        @Nullable Object[] parameters = event.getParameters();
        Matcher names = NAMED.matcher(event.getMessage() == null ? "" : event.getMessage());
        while (parameters != null && names.find()) {
            int index = Integer.parseInt(names.group(2));
            if (index < parameters.length && line.indexOf("\"%s\":".formatted(names.group(1))) < 0) {
                field(line, names.group(1), String.valueOf(parameters[index]));
                run |= names.group(1).equals("run");
            }
        }
        Matcher thread = OF_THREAD.matcher(Thread.currentThread().getName());
        if (!run && thread.matches()) {
            field(line, "run", thread.group(1));
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Without what could make two lines of one, or move a terminal's cursor. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]", " ");
    }

    private static void field(StringBuilder line, String name, String value) {
        line.append(line.length() > 1 ? "," : "").append('"').append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            switch (each) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                default -> {
                    if (each < ' '
                            || Character.isSurrogate(each)
                            || each == '\u2028'
                            || each == '\u2029'
                            || each == 0x7f) {
                        line.append("\\u%04x".formatted((int) each));
                    } else {
                        line.append(each);
                    }
                }
            }
        }
        line.append('"');
    }
}
