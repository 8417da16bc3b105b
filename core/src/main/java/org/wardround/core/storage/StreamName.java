package org.wardround.core.storage;

import java.util.regex.Pattern;

/**
 * The name of a stream of events, such as {@code federation} or {@code run/7f3a}: parts of letters, digits, dots, underscores and hyphens, joined by
 * slashes; at most 200 characters. Letters are a–z and A–Z; case counts.
 */
public record StreamName(String name) implements Comparable<StreamName> {
    private static final int MOST_CHARACTERS = 200;
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

    public StreamName {
        if (name.length() > MOST_CHARACTERS || !ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a stream's name has up to %d letters, digits, dots, underscores, hyphens and slashes, got '%s'"
                            .formatted(MOST_CHARACTERS, name));
        }
    }

    @Override
    public int compareTo(StreamName other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
