package org.wardround.cli.terminal;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * What is known of the terminal. The start script passes the widths, since Java can't tell them. Immutable.
 *
 * @param outWidth columns of the terminal that standard output goes to; {@link #UNLIMITED} where it goes to a file or a pipe
 * @param errWidth likewise for standard error; it is what the progress line goes by
 * @param live whether a line on standard error may be rewritten
 * @param colour whether words may be coloured
 * @param blocks whether the terminal shows block characters
 */
public record Screen(int outWidth, int errWidth, boolean live, boolean colour, boolean blocks) {
    /** The width of what is not a terminal. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** System properties in which the start script passes the widths of terminals. */
    public static final String OUT_WIDTH = "wardround.out.width";

    public static final String ERR_WIDTH = "wardround.err.width";

    /** System property by which the start script says that the user's locale shows no Unicode, where it gave Java another one. */
    public static final String PLAIN_TEXT = "wardround.plain";

    private static final int NARROWEST = 40;

    /** Neither terminal nor colours: files, pipes and tests. */
    public static final Screen PLAIN = new Screen(UNLIMITED, UNLIMITED, false, false, false);

    /**
     * From the properties that the start script sets and the usual environment variables. {@code COLUMNS} goes before the width of a terminal; it
     * makes none of what isn't one, though results are then as wide as it says.
     */
    public static Screen detect(Properties properties, Map<String, String> environment) {
        int asked = width(environment.getOrDefault("COLUMNS", ""));
        int outWidth = asked != UNLIMITED ? asked : width(properties.getProperty(OUT_WIDTH, ""));
        int errTerminal = width(properties.getProperty(ERR_WIDTH, ""));
        int errWidth = errTerminal != UNLIMITED && asked != UNLIMITED ? asked : errTerminal;
        boolean quiet = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || !environment.getOrDefault("CI", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean live = errWidth != UNLIMITED && !quiet;
        return new Screen(
                outWidth, errWidth, live, live, !properties.containsKey(PLAIN_TEXT) && showsUnicode(environment));
    }

    private static int width(String text) {
        try {
            int columns = Integer.parseInt(text);
            return columns <= 0 ? 80 : Math.max(NARROWEST, columns);
        } catch (NumberFormatException e) {
            return UNLIMITED;
        }
    }

    private static boolean showsUnicode(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value.toUpperCase(Locale.ROOT).replace("-", "").endsWith("UTF8");
            }
        }
        return false;
    }
}
