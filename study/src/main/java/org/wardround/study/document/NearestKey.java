package org.wardround.study.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user may have meant, by edit distance with swaps of neighbours. */
public final class NearestKey {
    private NearestKey() {}

    /** The nearest of {@code known} that is near enough to be meant; the first of several. */
    public static Optional<String> of(String given, Collection<String> known) {
        int limit = Math.max(1, given.length() / 3);
        return known.stream()
                .filter(key -> distance(given, key) <= limit)
                .min(Comparator.comparingInt(key -> distance(given, key)));
    }

    /** {@code ; did you mean 'x'?}, or nothing. */
    public static String hint(String given, Collection<String> known) {
        return of(given, known).map("; did you mean '%s'?"::formatted).orElse("");
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one into the other; capitals do not count. */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : fewest(steps, a, b, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int fewest(int[][] steps, String a, String b, int i, int j) {
        int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
