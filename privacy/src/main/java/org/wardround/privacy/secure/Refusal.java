package org.wardround.privacy.secure;

import org.wardround.core.identity.SiteId;

/**
 * Why a session ends for the one who found it.
 *
 * @param about whose message it was; the site itself, where the list as a whole is wrong
 */
public record Refusal(Check check, SiteId about) {
    /** In running text, for the audit log. */
    public String words() {
        return "%s %s".formatted(about.words(), check.words());
    }
}
