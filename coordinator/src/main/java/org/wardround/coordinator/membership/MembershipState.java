package org.wardround.coordinator.membership;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.coordinator.membership.MembershipEvent.CertificateRenewed;
import org.wardround.coordinator.membership.MembershipEvent.CertificateRevoked;
import org.wardround.coordinator.membership.MembershipEvent.RosterAdopted;
import org.wardround.coordinator.membership.MembershipEvent.SiteEnrolled;
import org.wardround.coordinator.membership.MembershipEvent.SiteRevoked;
import org.wardround.coordinator.membership.MembershipEvent.TokenMade;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Pem;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.VerifyingKey;

/** What follows from the events so far. Written by one thread at a time, under the lock of {@link Membership}; certificates and rosters may be read by others meanwhile. */
final class MembershipState {
    private final Tokens tokens = new Tokens();
    private final Map<Sha256, IssuedCertificate> certificates = new ConcurrentHashMap<>();
    private final Set<String> revocations = new HashSet<>();
    private volatile List<SignedRoster> rosters = List.of();

    /** @param at when the event was written */
    void apply(MembershipEvent event, Instant at) {
        if (event instanceof RosterAdopted adopted) {
            List<SignedRoster> more = new ArrayList<>(rosters);
            more.add(adopted.roster());
            rosters = List.copyOf(more);
        } else if (event instanceof TokenMade made) {
            tokens.add(made.site(), made.digest(), made.expires(), at);
        } else if (event instanceof SiteEnrolled enrolled) {
            tokens.use(enrolled.token(), enrolled.enrolment(), enrolled.certificate());
            issue(enrolled.site(), enrolled.identity(), enrolled.certificate(), at);
        } else if (event instanceof CertificateRenewed renewed) {
            issue(renewed.site(), renewed.identity(), renewed.certificate(), at);
        } else if (event instanceof CertificateRevoked revoked) {
            certificates.computeIfPresent(revoked.certificate(), (hash, certificate) -> certificate.withRevoked());
        } else if (event instanceof SiteRevoked revoked) {
            revocations.add(revoked.id());
            tokens.revoke(revoked.site());
            certificates.replaceAll((hash, certificate) ->
                    certificate.site().equals(revoked.site()) ? certificate.withRevoked() : certificate);
        }
    }

    private void issue(SiteId site, VerifyingKey identity, X509Certificate certificate, Instant at) {
        certificates.values().removeIf(issued -> issued.ends().isBefore(at));
        certificates.put(Sha256.of(Pem.encoded(certificate)), IssuedCertificate.of(site, identity, certificate, at));
    }

    Tokens tokens() {
        return tokens;
    }

    boolean hasRevocation(String id) {
        return revocations.contains(id);
    }

    Optional<IssuedCertificate> certificate(Sha256 hash) {
        return Optional.ofNullable(certificates.get(hash));
    }

    /** How many certificates a site got in the time before {@code now}. */
    long issued(SiteId site, Duration time, Instant now) {
        return certificates.values().stream()
                .filter(certificate ->
                        certificate.site().equals(site) && certificate.issued().isAfter(now.minus(time)))
                .count();
    }

    /** Oldest first, without gaps from number 1. */
    List<SignedRoster> rosters() {
        return rosters;
    }

    Optional<SignedRoster> newest() {
        List<SignedRoster> now = rosters;
        return now.isEmpty() ? Optional.empty() : Optional.of(now.get(now.size() - 1));
    }

    /** Sites that may call and are not members by that key. */
    List<Candidate> candidates(Instant now) {
        Set<VerifyingKey> known = new HashSet<>();
        newest().ifPresent(roster -> {
            known.addAll(roster.roster().keys());
            roster.roster().revoked().forEach(entry -> known.add(entry.key()));
        });
        Comparator<IssuedCertificate> order = Comparator.comparing(IssuedCertificate::site)
                .thenComparing(IssuedCertificate::identity)
                .thenComparing(IssuedCertificate::issued);
        List<Candidate> candidates = new ArrayList<>();
        certificates.values().stream()
                .filter(issued -> !issued.revoked() && issued.ends().isAfter(now))
                .sorted(order)
                .filter(issued -> known.add(issued.identity()))
                .forEach(issued -> candidates.add(new Candidate(issued.site(), issued.identity(), issued.issued())));
        return List.copyOf(candidates);
    }
}
