package org.wardround.study.results;

/**
 * Whether a site took part.
 *
 * @param reasonLeftOut in words; empty for a site that took part
 */
public record Participation(boolean included, String reasonLeftOut) {
    public static final Participation INCLUDED = new Participation(true, "");

    public static Participation leftOut(String reason) {
        return new Participation(false, reason);
    }
}
