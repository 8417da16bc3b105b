package org.wardround.site.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.PrivateFile;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.TlsKey;
import org.wardround.core.trust.UnencryptedKeyFile;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.protocol.connection.CoordinatorAddress;
import org.wardround.protocol.connection.HttpProxy;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.connection.TlsIdentity;

/**
 * The folder of a site that has enrolled, which only its owner may enter:
 *
 * <pre>
 * identity.key, identity.pub    who the site is; encrypted where a passphrase was given
 * patients.key                  by which patients are known again; made by the agent's first start
 * tls.key, tls.pem              for TLS connections; renewed by {@link CertificateRenewal}
 * ca.pem                        the authority of the coordinator's certificate
 * coordinator.address           HOST:PORT, or https://HOST:PORT for plain HTTPS
 * proxy.properties              {@link ProxyFile}, where the site calls through a proxy
 * rosters/                      {@link RosterPins}
 * </pre>
 *
 * Immutable; the files are not kept open.
 */
public final class SiteFolder {
    private final Path path;
    private final SiteId site;
    private final CoordinatorAddress coordinator;
    private final X509Certificate authority;
    private final VerifyingKey identity;

    private SiteFolder(
            Path path, SiteId site, CoordinatorAddress coordinator, X509Certificate authority, VerifyingKey identity) {
        this.path = path;
        this.site = site;
        this.coordinator = coordinator;
        this.authority = authority;
        this.identity = identity;
    }

    /**
     * The folder that {@link SiteEnrolment} made; a renewal that a kill has interrupted is finished first.
     *
     * @throws NoSiteFolderException where no site has enrolled there
     * @throws IOException where a file is missing or damaged
     */
    public static SiteFolder open(Path path) throws IOException {
        finishRenewal(path);
        if (Files.notExists(path.resolve(SiteFiles.TLS_CERTIFICATE))) {
            throw new NoSiteFolderException(
                    "%s is not the folder of a site that has enrolled (it has no %s); check --site, or make it with `wardround site enroll`"
                            .formatted(path, SiteFiles.TLS_CERTIFICATE));
        }
        X509Certificate own = SiteFiles.readCertificate(path.resolve(SiteFiles.TLS_CERTIFICATE));
        try {
            return new SiteFolder(
                    path,
                    name(own),
                    CoordinatorAddress.parse(
                            SiteFiles.readText(path.resolve(SiteFiles.ADDRESS)).strip()),
                    SiteFiles.readCertificate(path.resolve(SiteFiles.AUTHORITY)),
                    VerifyingKey.parse(SiteFiles.readText(path.resolve(SiteFiles.IDENTITY_PUBLIC))
                            .strip()));
        } catch (IllegalArgumentException e) {
            throw SiteFiles.damaged(path, e);
        }
    }

    /** Whose folder it is; empty where nobody's is there. */
    public static Optional<VerifyingKey> identityOf(Path path) throws IOException {
        Path file = path.resolve(SiteFiles.IDENTITY_PUBLIC);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(VerifyingKey.parse(SiteFiles.readText(file).strip()));
        } catch (IllegalArgumentException e) {
            throw SiteFiles.damaged(path, e);
        }
    }

    private static SiteId name(X509Certificate own) {
        try {
            return new SiteId(new LdapName(own.getSubjectX500Principal().getName())
                    .getRdn(0)
                    .getValue()
                    .toString());
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException("the certificate names no site", e);
        }
    }

    public Path path() {
        return path;
    }

    public SiteId site() {
        return site;
    }

    /** Where to call. */
    public CoordinatorAddress coordinator() {
        return coordinator;
    }

    /**
     * The way to the coordinator, by the proxy of {@link ProxyFile} where there is one.
     *
     * @throws IOException where that file or the password that it names can't be read
     */
    public Route route() throws IOException {
        return route(coordinator, proxy());
    }

    /** What the folder says of a proxy; empty where calls go straight. */
    public Optional<ProxyFile> proxy() throws IOException {
        return ProxyFile.read(path);
    }

    /** Another way than the folder's, to be tried before {@link #connect}. */
    public Route route(CoordinatorAddress to, Optional<ProxyFile> through) throws IOException {
        Optional<HttpProxy> proxy =
                through.isPresent() ? Optional.of(through.get().open()) : Optional.empty();
        return new Route(to, proxy, List.of(authority));
    }

    /** Calls that way from the agent's next start on. Each of the two files is replaced as a whole or not at all. */
    public void connect(CoordinatorAddress to, Optional<ProxyFile> through) throws IOException {
        if (through.isPresent()) {
            through.get().write(path);
        } else {
            Files.deleteIfExists(path.resolve(ProxyFile.NAME));
        }
        PrivateFile.replace(path.resolve(SiteFiles.ADDRESS), (to + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Which issued the coordinator's certificate and this site's. */
    public X509Certificate authority() {
        return authority;
    }

    /** The public half of {@link #identityKey}. */
    public VerifyingKey identity() {
        return identity;
    }

    /** Whether {@link #identityKey} needs a passphrase. */
    public boolean needsPassphrase() throws IOException {
        return !UnencryptedKeyFile.is(identityFile());
    }

    /** Where {@link #identityKey} is read from. */
    public Path identityFile() {
        return path.resolve(SiteFiles.IDENTITY_KEY);
    }

    /**
     * The key that signs what the site says, to be closed by the caller.
     *
     * @param passphrase which a key without one does not look at
     * @throws org.wardround.core.trust.KeyFileException where it does not open
     * @throws IOException where a passphrase is needed and missing
     */
    public SigningKey identityKey(Optional<Passphrase> passphrase) throws IOException {
        return SiteFiles.readIdentity(identityFile(), passphrase);
    }

    /** Key and certificate for connections. */
    public TlsIdentity tls() throws IOException {
        Path file = path.resolve(SiteFiles.TLS_KEY);
        PrivateKey key = SiteFiles.readTlsKey(file);
        X509Certificate own = SiteFiles.readCertificate(path.resolve(SiteFiles.TLS_CERTIFICATE));
        if (!TlsKey.areOnePair(own.getPublicKey(), key)) {
            throw new IOException(
                    "%s: is not the key of the certificate beside it; restore both from a backup".formatted(file));
        }
        return new TlsIdentity(key, List.of(own));
    }

    public RosterPins rosters() throws IOException {
        return RosterPins.open(path.resolve(SiteFiles.ROSTERS));
    }

    /** Puts key and certificate into the place of those before. The new key is on disk already, as the next one. */
    void replaceTls(X509Certificate certificate) throws IOException {
        SiteFiles.writeCertificate(path.resolve(SiteFiles.NEXT_TLS_CERTIFICATE), certificate);
        finishRenewal(path);
    }

    // From the moment when the next certificate is there, the pair changes, however often this is killed: key first,
    // and the certificate says that it has begun.
    static void finishRenewal(Path path) throws IOException {
        Path key = path.resolve(SiteFiles.NEXT_TLS_KEY);
        Path certificate = path.resolve(SiteFiles.NEXT_TLS_CERTIFICATE);
        if (Files.notExists(certificate)) {
            return;
        }
        if (Files.exists(key)) {
            Files.move(key, path.resolve(SiteFiles.TLS_KEY), StandardCopyOption.ATOMIC_MOVE);
            PrivateFile.sync(path);
        }
        Files.move(certificate, path.resolve(SiteFiles.TLS_CERTIFICATE), StandardCopyOption.ATOMIC_MOVE);
        PrivateFile.sync(path);
    }
}
