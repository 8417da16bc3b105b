package org.wardround.core.identity;

import java.util.regex.Pattern;

/** The name of a site, such as {@code cleveland}: 1 to 64 letters, digits, dots, underscores or hyphens, not starting with a dot or hyphen. */
public record SiteId(String name) implements Comparable<SiteId> {
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,63}");

    public SiteId {
        if (!isValid(name)) {
            throw new IllegalArgumentException(
                    "a site's name has 1 to 64 letters, digits, dots, underscores or hyphens and starts with none of . and -, got '%s'"
                            .formatted(name));
        }
    }

    /** Whether {@code name} could be a site's name. */
    public static boolean isValid(String name) {
        return ALLOWED.matcher(name).matches();
    }

    /** The name in running text: {@code site 0} for {@code 0}, which would not be seen to be a name. */
    public String words() {
        return words(name);
    }

    /** The same for a site's name that may be empty, which it stays. */
    public static String words(String name) {
        return !name.isEmpty() && name.chars().allMatch(Character::isDigit) ? "site " + name : name;
    }

    @Override
    public int compareTo(SiteId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
