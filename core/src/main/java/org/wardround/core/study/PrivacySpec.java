package org.wardround.core.study;

/**
 * What protects the hospitals' answers.
 *
 * @param secureAggregation whether sums between hospitals are taken under masks and in no other way
 */
public record PrivacySpec(boolean secureAggregation) {
    /** Sums in the clear. */
    public static final PrivacySpec PLAIN = new PrivacySpec(false);
}
