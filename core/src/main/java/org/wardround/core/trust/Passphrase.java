package org.wardround.core.trust;

import java.util.Arrays;

/** What protects a key file: {@value #LEAST} to {@value #MOST} characters, never shown, overwritten when closed. Not thread-safe while it is being closed. */
public final class Passphrase implements AutoCloseable {
    public static final int LEAST = 12;
    public static final int MOST = 1000;

    private final char[] characters;

    private Passphrase(char[] characters) {
        this.characters = characters;
    }

    /**
     * Copies {@code characters}, which the caller overwrites.
     *
     * @throws IllegalArgumentException where there are too few or too many
     */
    public static Passphrase of(char[] characters) {
        if (characters.length < LEAST || characters.length > MOST) {
            throw new IllegalArgumentException(
                    "a passphrase has %d to %d characters, this one has %d".formatted(LEAST, MOST, characters.length));
        }
        return new Passphrase(characters.clone());
    }

    /** A copy, which the caller overwrites when it is done. */
    public char[] read(SecretAccess access) {
        return characters.clone();
    }

    /** Overwrites the characters. */
    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "a passphrase";
    }
}
