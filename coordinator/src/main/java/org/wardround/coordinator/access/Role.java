package org.wardround.coordinator.access;

import java.util.Locale;
import java.util.Optional;

/** What somebody is to the coordinator. What each may do is in the table of endpoints; a role that is not named there may not. */
public enum Role {
    /** Runs the coordinator: may do everything. */
    ADMINISTRATOR,
    /** Hands in runs and reads what they came to. */
    RESEARCHER,
    /** Reads what happens and changes nothing; sees no model. */
    AUDITOR;

    /** As files and commands write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
