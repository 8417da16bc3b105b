package org.wardround.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names nearest to one that was not found, for messages. */
public final class Nearest {
    private static final int OFFERED = 3;
    private static final int LISTED = 8;

    private Nearest() {}

    /** {@code ; nearest: 'chol', 'Chol'}, or the first names that there are, or the empty text where there are none. */
    public static String hint(String wanted, Collection<String> names) {
        List<String> near = near(wanted, names);
        if (!near.isEmpty()) {
            return "; nearest: " + quoted(near);
        }
        List<String> first = names.stream().limit(LISTED).toList();
        if (first.isEmpty()) {
            return "";
        }
        return "; there are: " + quoted(first)
                + (names.size() > LISTED ? " and %d more".formatted(names.size() - LISTED) : "");
    }

    /** Whether one name could be a misspelling of the other. */
    public static boolean isNear(String name, String other) {
        return !near(name, List.of(other)).isEmpty();
    }

    private static List<String> near(String wanted, Collection<String> names) {
        String plain = plain(wanted);
        int within = Math.max(1, plain.length() / 3);
        return names.stream()
                .distinct()
                .filter(name -> distance(plain, plain(name)) <= within)
                .sorted(Comparator.comparingInt((String name) -> distance(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(OFFERED)
                .toList();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]", "");
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
