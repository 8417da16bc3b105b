package org.wardround.coordinator.membership;

import java.time.Instant;
import java.util.Optional;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.Caller;

/** Who may make which call: certificate, its enrolment's identity key, and the roster that names this key for this site. Stateless. */
final class Admission {
    private Admission() {}

    static void check(MembershipState state, Caller caller, Method method, Instant now) {
        IssuedCertificate certificate = state.certificate(caller.certificate())
                .filter(issued -> issued.site().equals(caller.site()))
                .orElseThrow(() -> revoked(caller, "its certificate is none that the coordinator has issued and kept"));
        if (certificate.revoked()) {
            throw revoked(caller, "its certificate is revoked");
        }
        if (!certificate.ends().isAfter(now)) {
            throw new FederationException(
                    ErrorCode.NO_CERTIFICATE,
                    "the certificate of %s has ended at %s; connect with the renewed one, or enrol again"
                            .formatted(caller.site().words(), certificate.ends()));
        }
        Roster roster =
                state.newest().map(SignedRoster::roster).orElseThrow(() -> revoked(caller, "there is no roster yet"));
        if (roster.isRevoked(certificate.identity())) {
            throw revoked(caller, "roster %d revokes its key".formatted(roster.number()));
        }
        if (!isForCandidates(method)) {
            requireMember(caller, certificate, roster);
        }
    }

    private static void requireMember(Caller caller, IssuedCertificate certificate, Roster roster) {
        Optional<VerifyingKey> key = roster.sites().stream()
                .filter(site -> site.id().equals(caller.site()))
                .map(Roster.Site::key)
                .findFirst();
        if (key.isEmpty()) {
            throw revoked(caller, "roster %d does not name it".formatted(roster.number()));
        }
        if (!key.get().equals(certificate.identity())) {
            throw revoked(caller, "roster %d names it with another key".formatted(roster.number()));
        }
    }

    /** What a site needs to learn that it has become a member. */
    private static boolean isForCandidates(Method method) {
        return method == Method.HELLO || method == Method.ROSTER || method == Method.RENEW;
    }

    private static FederationException revoked(Caller caller, String why) {
        return new FederationException(
                ErrorCode.REVOKED,
                "%s may not call: %s; ask the federation's administrators"
                        .formatted(caller.site().words(), why));
    }
}
