package org.wardround.core.text;

/** Numbers of things in sentences. */
public final class Counted {
    private Counted() {}

    /** {@code 1 site}, {@code 3 sites}. */
    public static String of(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
