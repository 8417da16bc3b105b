package org.wardround.cli.command;

import org.wardround.core.identity.SiteId;

/** A site's name in running text, where a bare number would not be seen to be one. */
final class SiteWords {
    private SiteWords() {}

    static String of(SiteId site) {
        return of(site.name());
    }

    /** {@code site 0} for {@code 0}, {@code north} for {@code north}. */
    static String of(String name) {
        return name.chars().allMatch(Character::isDigit) ? "site " + name : name;
    }
}
