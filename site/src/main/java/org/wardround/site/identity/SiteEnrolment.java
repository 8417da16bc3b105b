package org.wardround.site.identity;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.PrivateFile;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.RosterRules;
import org.wardround.core.trust.SecretAccess;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.TlsKey;
import org.wardround.core.trust.TokenFile;
import org.wardround.protocol.connection.CoordinatorAddress;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.EnrolReply;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.Enrolment;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.Signed;

/**
 * A site's way into a federation: keys made here, a certificate for a token, and the rosters to be pinned. All lies in a folder {@code .NAME.enrolling} beside the
 * site's until it is whole, and is then renamed at once: a kill at any moment leaves no site's folder, or a usable one. Whoever starts again with the same token goes on
 * with the same keys and sends the same request, which the coordinator answers as before. Not thread-safe.
 */
public final class SiteEnrolment {
    private static final Set<ErrorCode> FOR_GOOD =
            EnumSet.of(ErrorCode.TOKEN_INVALID, ErrorCode.WRONG_SITE, ErrorCode.MALFORMED_MESSAGE, ErrorCode.REVOKED);

    private final Path target;
    private final Path unfinished;
    private final TokenFile token;
    private final Ways ways;
    private final Way way;

    /** How to reach the coordinator that a token names. Transports are closed here. */
    public interface Ways {
        /** Without a certificate. */
        Transport stranger();

        /** With the certificate that the first call has brought. */
        Transport site(TlsIdentity identity);
    }

    /** Where the site calls, from its enrolment on. */
    public record Way(CoordinatorAddress coordinator, Optional<ProxyFile> proxy) {}

    /** @param target the site's folder, which is not there yet */
    public SiteEnrolment(Path target, TokenFile token, Ways ways) {
        this(target, token, ways, new Way(CoordinatorAddress.grpc(token.coordinator()), Optional.empty()));
    }

    /** @param way by which {@code ways} lead, for the site's folder */
    public SiteEnrolment(Path target, TokenFile token, Ways ways, Way way) {
        this.target = target.toAbsolutePath().normalize();
        this.unfinished = this.target.resolveSibling("." + this.target.getFileName() + ".enrolling");
        this.token = token;
        this.ways = ways;
        this.way = way;
    }

    /**
     * Enrols the site.
     *
     * @param passphrase for the identity key, which is else kept so that the agent starts while nobody is there; the same as before where an earlier try goes on
     * @throws FileAlreadyExistsException where something stands in the folder's place
     * @throws FederationException TOKEN_INVALID and others as the coordinator says; a code that begins with ROSTER_, SIGNATURE_INVALID or CONNECTION_UNTRUSTED where its
     *     reply is not to be trusted; UNREACHABLE, after which the same call may succeed
     */
    public SiteFolder enrol(Optional<Passphrase> passphrase, Instant now) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "something is there already");
        }
        PrivateFile.createFolder(unfinished);
        try {
            fill(passphrase, now);
        } catch (FederationException e) {
            // Who was refused for good begins anew with the next token; who was not reached goes on with this one.
            if (FOR_GOOD.contains(e.code())) {
                forget();
            }
            throw e;
        }
        Files.deleteIfExists(unfinished.resolve(SiteFiles.TLS_REQUEST));
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        PrivateFile.sync(target.resolveSibling(""));
        return SiteFolder.open(target);
    }

    private void fill(Optional<Passphrase> passphrase, Instant now) throws IOException {
        byte[] request = tlsRequest();
        PrivateKey tlsKey = SiteFiles.readTlsKey(at(SiteFiles.TLS_KEY));
        EnrolReply reply;
        try (SigningKey identity = identity(passphrase)) {
            SiteFiles.writeText(at(SiteFiles.IDENTITY_PUBLIC), identity.verifyingKey() + "\n");
            reply = call(signed(identity, request));
        }
        X509Certificate certificate =
                IssuedChain.own(reply.getCertificatesList(), tlsKey, token.site(), token.authority(), now);
        List<SignedRoster> rosters = rosters(new TlsIdentity(tlsKey, List.of(certificate)), reply);
        SiteFiles.writeCertificate(at(SiteFiles.TLS_CERTIFICATE), certificate);
        SiteFiles.writeCertificate(at(SiteFiles.AUTHORITY), token.authority());
        SiteFiles.writeText(at(SiteFiles.ADDRESS), way.coordinator() + "\n");
        Files.deleteIfExists(at(ProxyFile.NAME));
        if (way.proxy().isPresent()) {
            way.proxy().get().write(unfinished);
        }
        delete(at(SiteFiles.ROSTERS));
        RosterPins.begin(at(SiteFiles.ROSTERS), rosters);
    }

    private SigningKey identity(Optional<Passphrase> passphrase) throws IOException {
        Path file = at(SiteFiles.IDENTITY_KEY);
        if (Files.exists(file)) {
            return SiteFiles.readIdentity(file, passphrase);
        }
        SigningKey key = SigningKey.generate();
        boolean written = false;
        try {
            SiteFiles.writeIdentity(file, key, passphrase);
            written = true;
            return key;
        } finally {
            if (!written) {
                key.close();
            }
        }
    }

    // The request is kept too: signed anew it would be other bytes, and to the coordinator another enrolment.
    private byte[] tlsRequest() throws IOException {
        Path file = at(SiteFiles.TLS_REQUEST);
        if (Files.exists(file) && Files.exists(at(SiteFiles.TLS_KEY))) {
            return PrivateFile.read(file, 8 * 1024);
        }
        KeyPair fresh = TlsKey.generate();
        byte[] request = CertificateRequest.of(fresh, token.site());
        SiteFiles.writeTlsKey(at(SiteFiles.TLS_KEY), fresh.getPrivate());
        PrivateFile.replace(file, request);
        return request;
    }

    private Signed signed(SigningKey identity, byte[] request) {
        byte[] secret = token.token().read(SecretAccess.granted());
        try {
            return Signing.sign(
                    identity,
                    SigningDomain.ENROLMENT,
                    Enrolment.newBuilder()
                            .setSite(token.site().name())
                            .setToken(ByteString.copyFrom(secret))
                            .setCertificateRequest(ByteString.copyFrom(request))
                            .setIdentityKey(
                                    ByteString.copyFrom(identity.verifyingKey().bytes()))
                            .build());
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private EnrolReply call(Signed enrolment) {
        try (Transport stranger = ways.stranger()) {
            return (EnrolReply) stranger.call(
                    Method.ENROL,
                    EnrolRequest.newBuilder().setEnrolment(enrolment).build());
        }
    }

    /** All rosters from the first on, each held against the one before it; the one of the reply is among them. */
    private List<SignedRoster> rosters(TlsIdentity identity, EnrolReply reply) {
        List<SignedRoster> chain;
        try (Transport site = ways.site(identity)) {
            site.hello(HelloRequest.newBuilder()
                    .setLowestMinor(ProtocolVersion.OLDEST.minor())
                    .setSoftware("wardround")
                    .build());
            chain = Rosters.after(site, 0);
        }
        RosterRules.ofChain(chain).ifPresent(SiteEnrolment::refuse);
        SignedRoster told = Rosters.of(reply.getRoster());
        boolean among = chain.stream().anyMatch(roster -> roster.hash().equals(told.hash()));
        if (!among) {
            refuse(new Refusal(ErrorCode.ROSTER_FORKED, "the coordinator tells two different rosters"));
        }
        Roster newest = chain.get(chain.size() - 1).roster();
        boolean itsKey = newest.coordinator() == null
                || Arrays.equals(
                        newest.coordinator().bytes(), reply.getCoordinatorKey().toByteArray());
        if (!itsKey) {
            refuse(new Refusal(
                    ErrorCode.SIGNATURE_INVALID,
                    "roster %d names another key for the coordinator than the one that answers"
                            .formatted(newest.number())));
        }
        return chain;
    }

    private static void refuse(Refusal refusal) {
        throw new FederationException(refusal.code(), refusal.message() + "; call the federation's administrators");
    }

    /** Deletes what an earlier try has left. */
    public void forget() throws IOException {
        delete(unfinished);
    }

    private Path at(String name) {
        return unfinished.resolve(name);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
