package org.wardround.coordinator.membership;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.wardround.coordinator.membership.MembershipAudit.Refused;
import org.wardround.coordinator.membership.MembershipEvent.CertificateRenewed;
import org.wardround.coordinator.membership.MembershipEvent.CertificateRevoked;
import org.wardround.coordinator.membership.MembershipEvent.RosterAdopted;
import org.wardround.coordinator.membership.MembershipEvent.SiteEnrolled;
import org.wardround.coordinator.membership.MembershipEvent.SiteRevoked;
import org.wardround.coordinator.membership.MembershipEvent.TokenMade;
import org.wardround.coordinator.request.RequestFolder;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;
import org.wardround.core.trust.Pem;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.RosterRules;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.v1.EnrolReply;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.Enrolment;
import org.wardround.protocol.v1.RenewReply;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterReply;
import org.wardround.protocol.v1.RosterRequest;

/**
 * Who may call this coordinator, kept in the stream {@code federation} of its journal, which nobody else writes. Everything is durable before it takes effect; what
 * the journal refuses to write (STORAGE_FULL, say) has not happened. Thread-safe; {@link #admit} waits for nothing.
 */
public final class Membership {
    /** The stream of the journal. */
    public static final StreamName STREAM = new StreamName("federation");

    /** How many certificates a site gets in a day: a lost key is renewed more often than a sound one, and the journal is never emptied. */
    static final int CERTIFICATES_A_DAY = 10;

    private final Journal journal;
    private final CertificateAuthority authority;
    private final VerifyingKey coordinator;
    private final InstantSource clock;
    private final MembershipAudit audit;
    private final MembershipState state = new MembershipState();
    private StreamHead head;

    private Membership(
            Journal journal,
            CertificateAuthority authority,
            VerifyingKey coordinator,
            InstantSource clock,
            MembershipAudit audit) {
        this.journal = journal;
        this.authority = authority;
        this.coordinator = coordinator;
        this.clock = clock;
        this.audit = audit;
        this.head = StreamHead.empty(STREAM);
    }

    /**
     * Reads all that the journal says.
     *
     * @param coordinator the key that signs receipts
     * @param clock for the life of tokens and certificates
     * @throws FederationException STORAGE_CORRUPT where an event can't be read
     */
    public static Membership open(
            Journal journal,
            CertificateAuthority authority,
            VerifyingKey coordinator,
            InstantSource clock,
            MembershipAudit audit) {
        Membership membership = new Membership(journal, authority, coordinator, clock, audit);
        synchronized (membership) {
            journal.replay(STREAM, 0, membership::replay);
        }
        return membership;
    }

    private synchronized void replay(StoredEvent stored) {
        try {
            String payload = new String(stored.event().payload().toArray(), StandardCharsets.UTF_8);
            state.apply(MembershipEvent.parse(stored.event().type(), payload), stored.at());
        } catch (IllegalArgumentException e) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT,
                    "event %d of %s can't be read; use the version that wrote it, or restore a backup"
                            .formatted(stored.sequence(), STREAM),
                    e);
        }
        head = stored.head();
    }

    /**
     * The first call of a site: its certificate for a token.
     *
     * @param address of the other end, for the audit
     * @throws FederationException TOKEN_INVALID in all cases alike; SIGNATURE_INVALID, MALFORMED_MESSAGE, WRONG_SITE or REVOKED for what is signed
     */
    public EnrolReply enrol(String address, EnrolRequest request) {
        Enrolment enrolment = enrolment(request);
        String who = "%s at %s".formatted(new SiteId(enrolment.getSite()).words(), address);
        try {
            return enrol(who, request, enrolment);
        } catch (FederationException e) {
            if (e.code() != ErrorCode.TOKEN_INVALID) {
                audit.refused(new Refused("Enrol", who, e.code(), String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    private static Enrolment enrolment(EnrolRequest request) {
        try {
            return Enrolment.parseFrom(request.getEnrolment().getContent());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the codec lets no such content pass", e);
        }
    }

    private EnrolReply enrol(String who, EnrolRequest request, Enrolment enrolment) {
        SiteId site = new SiteId(enrolment.getSite());
        VerifyingKey identity = identity(enrolment);
        Signing.check(request.getEnrolment(), SigningDomain.ENROLMENT, identity, site.words());
        PublicKey tlsKey =
                CertificateRequests.keyOf(enrolment.getCertificateRequest().toByteArray(), site);
        Sha256 digest = Sha256.of(request.getEnrolment().getContent().toByteArray());
        synchronized (this) {
            Instant now = clock.instant();
            Tokens.Answer answer =
                    state.tokens().answer(site, enrolment.getToken().toByteArray(), digest, now);
            if (answer instanceof Tokens.Answer.Repeated repeated) {
                return enrolReply(repeated.certificate());
            } else if (answer instanceof Tokens.Answer.Usable usable) {
                if (newest().roster().isRevoked(identity)) {
                    throw new FederationException(
                            ErrorCode.REVOKED, "this identity key is revoked; make another one for the site");
                }
                X509Certificate certificate = authority.issue(site, tlsKey, now);
                write(new SiteEnrolled(site, usable.token(), digest, identity, certificate));
                return enrolReply(certificate);
            }
            String reason = ((Tokens.Answer.Refused) answer).reason();
            audit.refused(new Refused("Enrol", who, ErrorCode.TOKEN_INVALID, reason));
            throw new FederationException(
                    ErrorCode.TOKEN_INVALID,
                    "this token does not let this site in: it is unknown, used, expired or another site's; ask for a new one");
        }
    }

    private static VerifyingKey identity(Enrolment enrolment) {
        try {
            return VerifyingKey.of(enrolment.getIdentityKey().toByteArray());
        } catch (IllegalArgumentException e) {
            throw new FederationException(ErrorCode.SIGNATURE_INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    private EnrolReply enrolReply(X509Certificate certificate) {
        return EnrolReply.newBuilder()
                .addAllCertificates(chain(certificate))
                .setRoster(RosterMessages.of(newest()))
                .setCoordinatorKey(ByteString.copyFrom(coordinator.bytes()))
                .build();
    }

    private List<ByteString> chain(X509Certificate certificate) {
        return List.of(
                ByteString.copyFrom(Pem.encoded(certificate)),
                ByteString.copyFrom(Pem.encoded(authority.certificate())));
    }

    /**
     * A new certificate for a site that has one. The old one stays valid until its end.
     *
     * @throws FederationException REVOKED, MALFORMED_MESSAGE, SIGNATURE_INVALID, WRONG_SITE, TOO_MANY_CALLS
     */
    public RenewReply renew(Caller caller, RenewRequest request) {
        try {
            PublicKey tlsKey =
                    CertificateRequests.keyOf(request.getCertificateRequest().toByteArray(), caller.site());
            synchronized (this) {
                admit(caller, Method.RENEW);
                VerifyingKey identity =
                        state.certificate(caller.certificate()).orElseThrow().identity();
                Instant now = clock.instant();
                if (state.issued(caller.site(), Duration.ofDays(1), now) >= CERTIFICATES_A_DAY) {
                    throw new FederationException(
                            ErrorCode.TOO_MANY_CALLS,
                            "%s got %d certificates within a day: wait for a day"
                                    .formatted(caller.site().words(), CERTIFICATES_A_DAY));
                }
                X509Certificate certificate = authority.issue(caller.site(), tlsKey, now);
                write(new CertificateRenewed(caller.site(), identity, certificate));
                return RenewReply.newBuilder()
                        .addAllCertificates(chain(certificate))
                        .build();
            }
        } catch (FederationException e) {
            String who = "%s at %s".formatted(caller.site().words(), caller.address());
            audit.refused(new Refused("Renew", who, e.code(), String.valueOf(e.getMessage())));
            throw e;
        }
    }

    /** Rosters after the one that the caller holds, as many as fit. */
    public RosterReply roster(RosterRequest request) {
        return RosterMessages.reply(state.rosters(), request.getHeld());
    }

    /**
     * Whether a caller may make a call now. A site that the roster does not name yet may call Hello, Roster and Renew. Does not tell the audit: the transport tells what
     * is thrown here.
     *
     * @throws FederationException REVOKED; NO_CERTIFICATE where the certificate has ended since the connection was made
     */
    public void admit(Caller caller, Method method) {
        Admission.check(state, caller, method, clock.instant());
    }

    /**
     * Puts a roster into the place of the one that holds, if it follows from it; the same one again changes nothing.
     *
     * @return why not; empty where it holds now
     */
    public synchronized Optional<Refusal> adopt(SignedRoster offered) {
        Optional<Refusal> refusal = state.newest()
                .map(held -> RosterRules.ofNext(held, offered))
                .orElseGet(() -> RosterRules.ofFirst(offered))
                .or(() -> RosterMessages.tooLarge(offered));
        if (refusal.isPresent()) {
            audit.refused(new Refused(
                    "adopt",
                    "roster %d".formatted(offered.roster().number()),
                    refusal.get().code(),
                    refusal.get().message()));
        } else if (state.rosters().size() < offered.roster().number()) {
            write(new RosterAdopted(offered));
        }
        return refusal;
    }

    /** Has an effect on the next call that shows the certificate, also on connections that are open. One that is unknown is passed over. */
    public synchronized void revokeCertificate(Sha256 certificate) {
        if (state.certificate(certificate).filter(issued -> !issued.revoked()).isPresent()) {
            write(new CertificateRevoked(certificate));
        }
    }

    /**
     * Does what an operator asks for; a second time it changes nothing.
     *
     * @return why not; empty where it is done
     */
    public synchronized Optional<Refusal> carryOut(MembershipRequest request) {
        MembershipEvent wanted = request.wanted();
        if (wanted instanceof RosterAdopted adopted) {
            return hasHeld(adopted.roster()) ? Optional.empty() : adopt(adopted.roster());
        }
        boolean done = wanted instanceof TokenMade made && state.tokens().knows(made.digest())
                || wanted instanceof SiteRevoked revoked && state.hasRevocation(revoked.id());
        if (!done) {
            write(wanted);
        }
        return Optional.empty();
    }

    private boolean hasHeld(SignedRoster roster) {
        int number = roster.roster().number();
        List<SignedRoster> held = state.rosters();
        return number <= held.size() && held.get(number - 1).hash().equals(roster.hash());
    }

    /**
     * Carries out what lies in a folder of requests ({@link RequestFolder}), each deleted once it is durable. What can't be trusted or is refused is told to the audit and put
     * aside as {@code .refused}. To be called every second, and before an Enrol is answered.
     */
    public synchronized void takeRequests(Path folder) throws IOException {
        for (Path file : RequestFolder.list(folder)) {
            Optional<String> problem;
            try {
                problem = carryOut(MembershipRequest.parse(RequestFolder.read(file)))
                        .map(Refusal::toString);
            } catch (IllegalArgumentException e) {
                problem = Optional.of(String.valueOf(e.getMessage()));
            }
            if (problem.isPresent()) {
                audit.refused(new Refused("request", file.toString(), ErrorCode.MALFORMED_MESSAGE, problem.get()));
                RequestFolder.refuse(file);
            } else {
                RequestFolder.done(file);
            }
        }
    }

    /** When {@link #newest} was handed in, by the clock of then. */
    public synchronized Instant adopted() {
        Instant[] latest = {Instant.EPOCH};
        journal.replay(STREAM, 0, stored -> {
            if (stored.event().type().equals(MembershipEvent.RosterAdopted.class.getSimpleName())) {
                latest[0] = stored.at();
            }
        });
        return latest[0];
    }

    /** The roster that holds; IllegalStateException before the first was adopted. */
    public SignedRoster newest() {
        return state.newest().orElseThrow(() -> new IllegalStateException("there is no roster yet"));
    }

    /** Enrolled sites that no roster names with their key yet, sorted by name. */
    public List<Candidate> candidates() {
        return state.candidates(clock.instant());
    }

    private synchronized void write(MembershipEvent event) {
        head = journal.append(Batch.of(Append.of(head, event.toEvent()))).get(0);
        state.apply(event, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
