package org.wardround.inference.estimate;

/** Joins remarks. */
final class Notes {
    private Notes() {}

    static String join(String first, String second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first + second;
        }
        return first + "; " + second;
    }
}
