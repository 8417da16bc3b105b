package org.wardround.simulation;

/** Numbers of things in sentences. */
final class Words {
    private Words() {}

    /** {@code 1 site}, {@code 3 sites}. */
    static String counted(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
