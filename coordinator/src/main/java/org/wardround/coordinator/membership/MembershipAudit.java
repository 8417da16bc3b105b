package org.wardround.coordinator.membership;

import org.wardround.core.error.ErrorCode;

/** Hears of everything that {@link Membership} refuses but calls that are not admitted, of which the transport tells. Called by several threads at a time; must not wait. */
@FunctionalInterface
public interface MembershipAudit {
    /** For an audit log. */
    void refused(Refused refused);

    /**
     * Something was refused.
     *
     * @param what was asked: {@code Enrol}, {@code Renew}, {@code adopt}, {@code request}
     * @param who asked, as far as that is known; holds no secret
     * @param code as the caller was told
     * @param reason at least as much as the caller was told, and often more
     */
    record Refused(String what, String who, ErrorCode code, String reason) {}
}
