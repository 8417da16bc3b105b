package org.wardround.core.trust;

/** What one must hold to read a secret: every place in the code that does is found by searching for this name. Has no state. */
public final class SecretAccess {
    private static final SecretAccess GRANTED = new SecretAccess();

    private SecretAccess() {}

    /** For code that hands a secret to a cipher or a signature, and nowhere else. */
    public static SecretAccess granted() {
        return GRANTED;
    }
}
