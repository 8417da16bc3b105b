package org.wardround.site.audit;

/**
 * Which characters stand as themselves in a line and which by their number: a fixed list, so that a text has one form only on every Java. Characters
 * that can't be seen or that turn text around never stand as themselves.
 */
final class LineCharacters {
    private LineCharacters() {}

    /** Whether {@code character} is written as a backslash, u and four digits. Quote and backslash have a short form and are not among them. */
    static boolean isNumbered(char character) {
        if (character < 0x7f) {
            return character < 0x20;
        }
        return character <= 0x9f
                || character == 0xad
                || (character >= 0x200b && character <= 0x200f)
                || (character >= 0x2028 && character <= 0x202e)
                || (character >= 0x2060 && character <= 0x206f)
                || Character.isSurrogate(character)
                || character == 0xfeff
                || character >= 0xfff0;
    }
}
