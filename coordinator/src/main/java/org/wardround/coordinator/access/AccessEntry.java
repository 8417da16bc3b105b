package org.wardround.coordinator.access;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.wardround.core.identity.Sha256;

/**
 * Somebody who may call. Holds no secret. Immutable.
 *
 * @param name for the log: 1 to 64 of letters, digits, dots, underscores and hyphens
 * @param digest SHA-256 of the token
 * @param added when, in whole seconds
 */
public record AccessEntry(String name, Role role, Sha256 digest, Instant added) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

    public AccessEntry {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name has 1 to 64 letters, digits, dots, underscores or hyphens, got '%s'".formatted(name));
        }
    }

    String line() {
        return "%s %s %s %s".formatted(name, role.word(), digest.hex(), added);
    }

    /** @throws IllegalArgumentException where it is another text */
    static AccessEntry parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 4) {
            throw new IllegalArgumentException("a line has not four words");
        }
        Role role = Role.of(words[1])
                .orElseThrow(() -> new IllegalArgumentException("there is no role '%s'".formatted(words[1])));
        try {
            return new AccessEntry(words[0], role, new Sha256(words[2]), Instant.parse(words[3]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'%s' is no time".formatted(words[3]), e);
        }
    }
}
