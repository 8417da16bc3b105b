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
    ANSWER
}
