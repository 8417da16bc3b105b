package org.wardround.site.text;

import java.util.List;

/** Makes a text fit to be shown. Thread-safe. */
public final class Shown {
    private static final int LONGEST_IN_LINE = 200;
    private static final int REPLACEMENT = 0xFFFD;

    private Shown() {}

    /** The whole text on one line; what can't be seen, or turns text around, becomes the replacement character. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.strip()
                .replaceAll("\\s+", " ")
                .codePoints()
                .forEach(character -> shown.appendCodePoint(visible(character)));
        return shown.toString();
    }

    /** The same, cut after 200 characters. */
    public static String inLine(String text) {
        String shown = text(text);
        if (shown.length() <= LONGEST_IN_LINE) {
            return shown;
        }
        return shown.substring(0, shown.offsetByCodePoints(0, shown.codePointCount(0, LONGEST_IN_LINE))) + "…";
    }

    /** {@code a, b and c}. */
    public static String list(List<String> words) {
        return joined(words, " and ");
    }

    /** {@code a, b or c}. */
    public static String alternatives(List<String> words) {
        return joined(words, " or ");
    }

    private static String joined(List<String> words, String last) {
        int size = words.size();
        return size < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, size - 1)) + last + words.get(size - 1);
    }

    private static int visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> REPLACEMENT;
            default -> Character.isSpaceChar(character) ? ' ' : character;
        };
    }
}
