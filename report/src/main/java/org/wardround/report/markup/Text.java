package org.wardround.report.markup;

/** A text; escaped when written. */
public record Text(String text) implements Node {
    @Override
    public void write(StringBuilder out) {
        escape(text, out);
    }

    /** Also leaves out what XML can't hold: control characters other than tab and line ends, and lone surrogates. */
    static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> append(c, out);
            }
        }
    }

    private static void append(int c, StringBuilder out) {
        if (isAllowed(c)) {
            out.appendCodePoint(c);
        }
    }

    private static boolean isAllowed(int c) {
        boolean whitespace = c == '\t' || c == '\n' || c == '\r';
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return whitespace || (c >= 0x20 && !surrogate && c != 0xFFFE && c != 0xFFFF);
    }
}
