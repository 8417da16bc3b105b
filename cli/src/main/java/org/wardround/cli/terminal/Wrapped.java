package org.wardround.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Sentences broken into lines. */
public final class Wrapped {
    private static final int WIDEST = 100;

    private Wrapped() {}

    /** Lines of at most {@code width} columns (and never more than 100), the second and later ones indented by {@code indent}. */
    public static List<String> lines(String text, int width, int indent) {
        int room = Math.min(width, WIDEST);
        List<String> lines = new ArrayList<>();
        int margin = text.length() - text.stripLeading().length();
        StringBuilder line = new StringBuilder(" ".repeat(margin));
        // A number and its percent sign are one word.
        for (String word : text.strip().split(" (?!%)", -1)) {
            if (!line.toString().isBlank() && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent)).append(word);
            } else {
                line.append(line.toString().isBlank() ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
