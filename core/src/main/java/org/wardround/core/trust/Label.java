package org.wardround.core.trust;

/** Names and titles that people read: one line without characters that can't be seen or that turn text around. */
final class Label {
    private static final int LONGEST = 100;

    private Label() {}

    /** @param what is named, such as {@code a site's title} */
    static String checked(String what, String text) {
        boolean fits = !text.isEmpty()
                && text.length() <= LONGEST
                && text.equals(text.strip())
                && text.codePoints().allMatch(Label::isVisible);
        if (!fits) {
            throw new IllegalArgumentException(
                    "%s has 1 to %d characters that can be seen, with no blank at either end, got %d characters that do not fit"
                            .formatted(what, LONGEST, text.length()));
        }
        return text;
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> character == ' ' || !Character.isSpaceChar(character);
        };
    }
}
