package org.wardround.privacy.secure;

/** What a site sends in a secure sum, in order. */
public enum SecureStep {
    /** Its fresh keys. */
    KEYS,
    /** Shares of its secrets, to each of the others. */
    SHARES,
    /** Its masked words. */
    INPUT,
    /** Its word on whose masked words make the sum. */
    CONFIRMATION,
    /** The shares that take the masks off. */
    ANSWER;

    /** Counted from 1. */
    public int number() {
        return switch (this) {
            case KEYS -> 1;
            case SHARES -> 2;
            case INPUT -> 3;
            case CONFIRMATION -> 4;
            case ANSWER -> 5;
        };
    }

    /** The step after this one; of the last, itself. */
    public SecureStep next() {
        return switch (this) {
            case KEYS -> SHARES;
            case SHARES -> INPUT;
            case INPUT -> CONFIRMATION;
            case CONFIRMATION, ANSWER -> ANSWER;
        };
    }
}
