package org.wardround.coordinator.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wardround.coordinator.membership.CertificateAuthority;
import org.wardround.coordinator.membership.Membership;
import org.wardround.coordinator.membership.MembershipAudit;
import org.wardround.coordinator.storage.CoordinatorStorage;
import org.wardround.coordinator.storage.DatabaseFile;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.KeyFile;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.Pem;
import org.wardround.core.trust.PrivateFile;
import org.wardround.core.trust.ServerAddress;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.TlsKey;
import org.wardround.core.trust.UnencryptedKeyFile;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.protocol.connection.TlsIdentity;

/**
 * The folder of a coordinator, which only its owner may enter:
 *
 * <pre>
 * ca/authority.key, ca/authority.pem    the authority of TLS certificates
 * coordinator.key, coordinator.pub      signs receipts; encrypted where a passphrase was given
 * server.pem                            key and certificate of the coordinator's TLS, renewed by {@link #server}
 * coordinator.address, coordinator.hosts  how sites call it; the names of its certificate
 * journal.db, blobs/                    {@link CoordinatorStorage}
 * database.properties                   {@link DatabaseFile}, in place of journal.db
 * requests/                             {@link org.wardround.coordinator.request.RequestFolder}
 * control/                              the same, for runs: {@link org.wardround.coordinator.control.ControlRequest}
 * access.list                           who may call the REST interface: {@link org.wardround.coordinator.access.AccessFile}
 * runs/                                 runs as they were handed in, where they stand and what they came to
 * </pre>
 *
 * Immutable; the files are not kept open.
 */
public final class CoordinatorFolder {
    private static final String AUTHORITY = "ca";
    private static final String KEY = "coordinator.key";
    private static final String PUBLIC_KEY = "coordinator.pub";
    private static final String SERVER = "server.pem";
    private static final String ADDRESS = "coordinator.address";
    private static final String HOSTS = "coordinator.hosts";
    private static final int LONGEST_PEM = 64 * 1024;

    private final Path path;
    private final ServerAddress address;
    private final List<String> hosts;
    private final VerifyingKey key;

    private CoordinatorFolder(Path path, ServerAddress address, List<String> hosts, VerifyingKey key) {
        this.path = path;
        this.address = address;
        this.hosts = List.copyOf(hosts);
        this.key = key;
    }

    /**
     * What a new coordinator is.
     *
     * @param hosts names and addresses by which sites call it, the one that they are told first
     * @param rosters from number 1 on
     * @param database a file as {@link DatabaseFile} describes it, which is copied; empty: a database in the folder
     */
    public record Settings(List<String> hosts, int port, List<SignedRoster> rosters, Optional<Path> database) {
        public Settings(List<String> hosts, int port, List<SignedRoster> rosters) {
            this(hosts, port, rosters, Optional.empty());
        }

        public Settings {
            hosts = List.copyOf(hosts);
            rosters = List.copyOf(rosters);
            if (hosts.isEmpty() || rosters.isEmpty()) {
                throw new IllegalArgumentException("a coordinator needs a host and a roster");
            }
            for (String host : hosts) {
                new ServerAddress(host, port);
            }
        }
    }

    /**
     * Makes keys, certificates and journal, all or nothing: whatever happens, there is a whole folder or none.
     *
     * @param passphrase for the signing key, which is else kept so that the coordinator starts while nobody is there
     * @throws FileAlreadyExistsException where something stands there
     * @throws FederationException by one of the codes that begin with ROSTER_ where the rosters don't hold
     */
    public static CoordinatorFolder create(
            Path path, Settings settings, Optional<Passphrase> passphrase, InstantSource clock) throws IOException {
        Path target = path.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "something is there already");
        }
        Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished");
        delete(unfinished);
        boolean made = false;
        try {
            PrivateFile.createFolder(unfinished);
            fill(unfinished, settings, passphrase, clock);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            PrivateFile.sync(target.resolveSibling(""));
            made = true;
        } finally {
            if (!made) {
                delete(unfinished);
            }
        }
        return open(path);
    }

    private static void fill(Path folder, Settings settings, Optional<Passphrase> passphrase, InstantSource clock)
            throws IOException {
        Instant now = clock.instant();
        String federation = settings.rosters().get(0).roster().federation();
        CertificateAuthority authority =
                CertificateAuthority.make("Wardround TLS authority of " + shortened(federation), now);
        authority.write(folder.resolve(AUTHORITY));
        ServerAddress address = new ServerAddress(settings.hosts().get(0), settings.port());
        writeText(folder.resolve(ADDRESS), address + "\n");
        writeText(folder.resolve(HOSTS), String.join("\n", settings.hosts()) + "\n");
        writeServer(folder, authority, settings.hosts(), now);
        VerifyingKey key = writeKey(folder, passphrase);
        PrivateFile.createFolder(folder.resolve("requests"));
        if (settings.database().isPresent()) {
            DatabaseFile.copy(settings.database().get(), folder);
        }
        try (CoordinatorStorage storage = CoordinatorStorage.open(folder, clock)) {
            Membership membership = Membership.open(storage.journal(), authority, key, clock, refused -> {});
            for (SignedRoster roster : settings.rosters()) {
                membership.adopt(roster).ifPresent(refusal -> {
                    throw new FederationException(refusal.code(), refusal.message());
                });
            }
        }
    }

    private static VerifyingKey writeKey(Path folder, Optional<Passphrase> passphrase) throws IOException {
        try (SigningKey key = SigningKey.generate()) {
            if (passphrase.isPresent()) {
                KeyFile.write(folder.resolve(KEY), key, passphrase.get());
            } else {
                UnencryptedKeyFile.write(folder.resolve(KEY), key);
            }
            writeText(folder.resolve(PUBLIC_KEY), key.verifyingKey() + "\n");
            return key.verifyingKey();
        }
    }

    // A common name has at most 64 characters.
    private static String shortened(String federation) {
        return federation
                .codePoints()
                .limit(30)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * The folder that {@link #create} made.
     *
     * @throws IOException where a file is missing or damaged
     */
    public static CoordinatorFolder open(Path path) throws IOException {
        try {
            return new CoordinatorFolder(
                    path,
                    ServerAddress.parse(readText(path.resolve(ADDRESS)).strip()),
                    readText(path.resolve(HOSTS)).lines().toList(),
                    VerifyingKey.parse(readText(path.resolve(PUBLIC_KEY)).strip()));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s; restore the folder from a backup".formatted(path, e.getMessage()), e);
        }
    }

    public Path path() {
        return path;
    }

    /** Where sites call. */
    public ServerAddress address() {
        return address;
    }

    /** The key that signs receipts, for the roster. */
    public VerifyingKey key() {
        return key;
    }

    /** Where requests to a running coordinator lie. */
    public Path requests() {
        return path.resolve("requests");
    }

    /** Journal and blobs; STORAGE_BUSY where a coordinator runs. */
    public CoordinatorStorage storage(InstantSource clock) {
        return CoordinatorStorage.open(path, clock);
    }

    public CertificateAuthority authority() throws IOException {
        return CertificateAuthority.read(path.resolve(AUTHORITY));
    }

    /** Who may call, from the journal of this folder's {@link #storage}. */
    public Membership membership(CoordinatorStorage storage, InstantSource clock, MembershipAudit audit)
            throws IOException {
        return Membership.open(storage.journal(), authority(), key, clock, audit);
    }

    /** Whether {@link #signingKey} needs a passphrase. */
    public boolean needsPassphrase() throws IOException {
        return !UnencryptedKeyFile.is(keyFile());
    }

    /** Where {@link #signingKey} is read from. */
    public Path keyFile() {
        return path.resolve(KEY);
    }

    /**
     * The key that signs receipts, to be closed by the caller.
     *
     * @param passphrase which a key without one does not look at
     * @throws org.wardround.core.trust.KeyFileException where it does not open
     * @throws IOException where a passphrase is needed and missing
     */
    public SigningKey signingKey(Optional<Passphrase> passphrase) throws IOException {
        if (!needsPassphrase()) {
            return UnencryptedKeyFile.read(keyFile());
        }
        return KeyFile.read(
                keyFile(),
                passphrase.orElseThrow(
                        () -> new IOException("%s: this key needs its passphrase".formatted(keyFile()))));
    }

    /**
     * The coordinator's TLS identity: the one on disk, or a new one where that has lived two thirds of its life. To be called at the start and every hour; what it returns
     * goes to {@link org.wardround.protocol.grpc.GrpcServer#replaceIdentity}.
     */
    public TlsIdentity server(InstantSource clock) throws IOException {
        Instant now = clock.instant();
        TlsIdentity found = readServer();
        if (now.isBefore(renewal(found.certificates().get(0)))) {
            return found;
        }
        return writeServer(path, authority(), hosts, now);
    }

    /** The certificate that sites see, as it lies there; nothing is renewed. */
    public X509Certificate shown() throws IOException {
        return readServer().certificates().get(0);
    }

    private static Instant renewal(X509Certificate certificate) {
        Instant begins = certificate.getNotBefore().toInstant();
        Duration life = Duration.between(begins, certificate.getNotAfter().toInstant());
        return begins.plus(life.multipliedBy(2).dividedBy(3));
    }

    // Key and certificate in one file, since one without the other is of no use after a kill.
    private static TlsIdentity writeServer(Path folder, CertificateAuthority authority, List<String> hosts, Instant now)
            throws IOException {
        KeyPair pair = TlsKey.generate();
        X509Certificate certificate = authority.issueServer(pair.getPublic(), hosts, now);
        byte[] secret = Pem.privateKey(pair.getPrivate());
        byte[] shown = Pem.certificates(List.of(certificate)).getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(secret, secret.length + shown.length);
        System.arraycopy(shown, 0, both, secret.length, shown.length);
        PrivateFile.replace(folder.resolve(SERVER), both);
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(both, (byte) 0);
        return new TlsIdentity(pair.getPrivate(), List.of(certificate));
    }

    private TlsIdentity readServer() throws IOException {
        byte[] both = PrivateFile.read(path.resolve(SERVER), LONGEST_PEM);
        String text = new String(both, StandardCharsets.US_ASCII);
        int split = Math.max(0, text.indexOf("-----BEGIN CERTIFICATE"));
        try {
            PrivateKey secret = Pem.readPrivateKey(Arrays.copyOf(both, split));
            return new TlsIdentity(secret, Pem.readCertificates(text.substring(split)));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s: %s; restore it from a backup".formatted(path.resolve(SERVER), e.getMessage()), e);
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    private static void writeText(Path file, String text) throws IOException {
        PrivateFile.writeNew(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String readText(Path file) throws IOException {
        return new String(PrivateFile.read(file, LONGEST_PEM), StandardCharsets.UTF_8);
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
