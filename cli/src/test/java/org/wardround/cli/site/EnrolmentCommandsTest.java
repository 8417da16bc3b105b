package org.wardround.cli.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.cli.Program;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.membership.Membership;
import org.wardround.coordinator.membership.MembershipAudit;
import org.wardround.coordinator.storage.CoordinatorStorage;
import org.wardround.core.doctor.Finding;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.TokenFile;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.grpc.GrpcServer;
import org.wardround.protocol.grpc.GrpcTransport;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.site.doctor.SiteDoctor;
import org.wardround.site.identity.CertificateRenewal;
import org.wardround.site.identity.RosterPins;
import org.wardround.site.identity.Rosters;
import org.wardround.site.identity.SiteEnrolment;
import org.wardround.site.identity.SiteFolder;

/** From the first roster to a member that polls, with the commands that people type and over real TLS on loopback. */
final class EnrolmentCommandsTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private final List<MembershipAudit.Refused> audit = new ArrayList<>();
    private int port;
    private @Nullable GrpcServer server;
    private @Nullable CoordinatorStorage storage;
    private @Nullable Membership membership;

    private record Ran(int exitCode, String out, String err) {}

    @BeforeEach
    void federation() throws IOException {
        Files.writeString(path("pass"), "a long enough passphrase\n");
        owned(path("pass"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        succeed("federation init Hearts --administrator Ada --signatures 1 --out @hearts --passphrase-file @pass");
        sign();
        succeed("coordinator init --out @coordinator --roster @hearts --host 127.0.0.1,localhost --port " + port);
        succeed("federation coordinator set --key @coordinator/coordinator.pub --federation @hearts");
        sign();
        succeed("coordinator roster --roster @hearts --coordinator @coordinator");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        if (storage != null) {
            storage.close();
        }
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    /** A word after @ is a path in the folder. */
    private Ran run(String line) {
        List<String> words = Arrays.stream(line.split(" "))
                .map(word -> word.startsWith("@") ? path(word.substring(1)).toString() : word)
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session = new Session(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Screen.PLAIN,
                CLOCK,
                folder);
        int exitCode = new Program(session).run(words);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Ran succeed(String line) {
        Ran ran = run(line);
        assertThat(ran.exitCode()).as("%s%n%s%s", line, ran.out(), ran.err()).isZero();
        return ran;
    }

    private void assertFails(String message, String line) {
        Ran ran = run(line);
        assertThat(ran.exitCode()).as("%s%n%s", line, ran.out()).isEqualTo(1);
        assertThat(ran.err()).startsWith("error: ").contains(message).doesNotContain("Exception", "\tat ");
    }

    private void sign() {
        succeed("federation sign --federation @hearts --key @hearts/private/administrator.key --passphrase-file @pass");
    }

    private Membership start() throws IOException {
        CoordinatorFolder coordinator = CoordinatorFolder.open(path("coordinator"));
        storage = coordinator.storage(CLOCK);
        membership = coordinator.membership(storage, CLOCK, audit::add);
        server = GrpcServer.start(
                new GrpcServer.Settings(
                        new InetSocketAddress("127.0.0.1", port),
                        coordinator.server(CLOCK),
                        List.of(coordinator.authority().certificate())),
                new MembershipApi(membership, coordinator.requests()));
        return membership;
    }

    private static GrpcTransport transport(SiteFolder site, RenewableKey key) {
        return GrpcTransport.of(new Route(site.coordinator().server(), List.of(site.authority())), key);
    }

    private static void poll(Transport transport) {
        transport.call(Method.POLL, PollRequest.getDefaultInstance());
    }

    private static void assertRefused(ErrorCode code, Transport transport) {
        assertThatExceptionOfType(FederationException.class)
                .isThrownBy(() -> poll(transport))
                .extracting(FederationException::code)
                .isEqualTo(code);
    }

    @Test
    void a_site_enrols_becomes_a_member_renews_and_is_revoked() throws IOException {
        Membership running = start();
        Ran token = succeed("coordinator token north --coordinator @coordinator --out @north.token");
        assertThat(token.out()).contains("The coordinator is running");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path("north.token"))))
                .isEqualTo("rw-------");

        Ran enrolled = succeed("site enroll --token @north.token --out @north");
        SiteFolder site = SiteFolder.open(path("north"));
        assertThat(enrolled.out())
                .contains(
                        "pinned roster 2 of Hearts",
                        site.identity().fingerprint().toString())
                .contains("wardround federation site add north");
        assertThat(running.candidates()).hasSize(1);
        try (Stream<Path> files = Files.list(path("north"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "identity.key",
                            "identity.pub",
                            "tls.key",
                            "tls.pem",
                            "ca.pem",
                            "coordinator.address",
                            "rosters");
        }

        RenewableKey key = new RenewableKey(site.tls());
        try (GrpcTransport old = transport(site, key)) {
            assertRefused(ErrorCode.REVOKED, old);
            succeed("federation site add north --title Northside --key @north/identity.pub --federation @hearts");
            sign();
            succeed("coordinator roster --roster @hearts --coordinator @coordinator");
            poll(old);

            Rosters.update(old, site.rosters());
            Ran waiting = succeed("site peers --site @north");
            assertThat(waiting.out())
                    .contains("by roster 2, which it has accepted", "Roster 3 waits for your yes")
                    .contains("site north (Northside) is new", "--accept 3");
            assertFails("roster 3 is the one that waits, not 2", "site peers --site @north --accept 2");
            assertThat(succeed("site peers --site @north --accept 3").out()).contains("has accepted roster 3");
            assertFails("no roster waits", "site peers --site @north --accept 3");
            assertThat(site.rosters().waiting()).isEmpty();

            TlsIdentity before = site.tls();
            assertThat(CertificateRenewal.isDue(before, CLOCK.instant())).isFalse();
            assertThat(CertificateRenewal.isDue(before, CLOCK.instant().plus(Duration.ofDays(21))))
                    .isTrue();
            TlsIdentity fresh = CertificateRenewal.renew(site, old, CLOCK.instant());
            assertThat(fresh.certificates()).isNotEqualTo(before.certificates());
            try (GrpcTransport next = transport(site, new RenewableKey(fresh))) {
                poll(next);
                poll(old);
                succeed("coordinator revoke north --coordinator @coordinator");
                assertRefused(ErrorCode.REVOKED, next);
                assertRefused(ErrorCode.REVOKED, old);
            }
        }
    }

    @Test
    void a_token_is_made_while_nothing_runs_and_lets_in_once() throws IOException {
        assertThat(succeed("coordinator token north --coordinator @coordinator --out @north.token --hours 2")
                        .out())
                .contains("Written to the coordinator's journal");
        start();
        succeed("site enroll --token @north.token --out @north");
        assertFails("is there already", "site enroll --token @north.token --out @north");
        assertFails("[TOKEN_INVALID]", "site enroll --token @north.token --out @south");
        assertThat(path("south")).doesNotExist();
        assertThat(path(".south.enrolling")).doesNotExist();
        assertThat(audit).extracting(MembershipAudit.Refused::reason).containsExactly("the token was used before");

        Files.setPosixFilePermissions(path("north.token"), PosixFilePermissions.fromString("rw-r--r--"));
        assertFails("others than you may read", "site enroll --token @north.token --out @south");
        assertFails("not a token", "site enroll --token @pass --out @south");
    }

    @Test
    void a_key_under_a_passphrase_opens_with_it_alone() throws IOException {
        succeed("coordinator token north --coordinator @coordinator --out @north.token");
        start();
        succeed("site enroll --token @north.token --out @north --passphrase-file @pass");
        SiteFolder site = SiteFolder.open(path("north"));

        assertThat(site.needsPassphrase()).isTrue();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> site.identityKey(Optional.empty()))
                .withMessageContaining("needs its passphrase");
        succeed("site studies --site @north --passphrase-file @pass");
        assertFails("nobody is at a terminal to be asked; give --passphrase-file", "site studies --site @north");
    }

    @Test
    void isolation_is_tried_before_the_first_start_as_after_it_and_leaves_nothing() throws IOException {
        succeed("coordinator token north --coordinator @coordinator --out @north.token");
        start();
        succeed("site enroll --token @north.token --out @north");
        List<Finding> before = isolation();
        assertThat(path("north/snapshots")).doesNotExist();
        Files.createDirectories(path("north/snapshots"));

        assertThat(before).hasSize(1).isEqualTo(isolation());
        assertThat(path("north/snapshots")).exists();
    }

    private List<Finding> isolation() throws IOException {
        return SiteDoctor.here(SiteFolder.open(path("north")), Clock.systemUTC()).stream()
                .filter(finding -> finding.where().startsWith("worker"))
                .toList();
    }

    @Test
    void what_stands_there_already_or_makes_no_sense_is_refused() {
        assertFails("is there already", "coordinator init --out @coordinator --roster @hearts --host 127.0.0.1");
        assertFails("--host", "coordinator init --out @south --roster @hearts --host wrong_name");
        assertThat(path("south")).doesNotExist();
        assertFails("a site's name", "coordinator token -x --coordinator @coordinator".replace("-x", ".x"));
    }

    @Test
    void a_proxy_or_an_address_that_makes_no_sense_is_refused_before_anything_is_made() throws IOException {
        succeed("coordinator token north --coordinator @coordinator --out @north.token");
        String enroll = "site enroll --token @north.token --out @north ";
        assertFails("belong together", enroll + "--proxy http://127.0.0.1:3128 --proxy-user ada");
        assertFails("--proxy-user needs a --proxy", enroll + "--proxy-user ada --proxy-password-file @pass");
        assertThat(run(enroll + "--proxy https://127.0.0.1:3128").err()).contains("a proxy is called by http://");
        assertThat(run(enroll + "--coordinator ftp://127.0.0.1").err()).contains("--coordinator");

        Files.setPosixFilePermissions(path("pass"), PosixFilePermissions.fromString("rw-r--r--"));
        assertFails(
                "others than you may read",
                enroll + "--proxy http://127.0.0.1:3128 --proxy-user ada --proxy-password-file @pass");
        owned(path("pass"));
        assertFails(
                "nothing answers at the proxy 127.0.0.1:1 ",
                enroll + "--proxy http://127.0.0.1:1 --proxy-user ada --proxy-password-file @pass");
        assertThat(path("north")).doesNotExist();
    }

    /** Fails at a call that is chosen, before or after the coordinator has answered. */
    private record Broken(SiteEnrolment.Ways ways, Method method, boolean answered) implements SiteEnrolment.Ways {
        @Override
        public Transport stranger() {
            return new BrokenTransport(ways.stranger(), method, answered);
        }

        @Override
        public Transport site(TlsIdentity identity) {
            return new BrokenTransport(ways.site(identity), method, answered);
        }
    }

    private record Calls(Route route) implements SiteEnrolment.Ways {
        @Override
        public Transport stranger() {
            return GrpcTransport.ofStranger(route);
        }

        @Override
        public Transport site(TlsIdentity identity) {
            return GrpcTransport.of(route, new RenewableKey(identity));
        }
    }

    @Test
    void an_enrolment_that_broke_anywhere_goes_on_with_the_same_key() throws IOException {
        succeed("coordinator token north --coordinator @coordinator --out @north.token");
        Membership running = start();
        try (TokenFile token = TokenFile.read(path("north.token"))) {
            Calls calls = new Calls(new Route(token.coordinator(), List.of(token.authority())));
            for (Method method : List.of(Method.ENROL, Method.HELLO, Method.ROSTER)) {
                for (boolean answered : List.of(false, true)) {
                    SiteEnrolment enrolment =
                            new SiteEnrolment(path("north"), token, new Broken(calls, method, answered));
                    assertThatExceptionOfType(FederationException.class)
                            .isThrownBy(() -> enrolment.enrol(Optional.empty(), CLOCK.instant()))
                            .extracting(FederationException::code)
                            .isEqualTo(ErrorCode.UNREACHABLE);
                    assertThat(path("north")).doesNotExist();
                }
                // The address is allowed five calls a minute: each pass needs a server that has not counted.
                stop();
                running = start();
            }
            SiteFolder site = new SiteEnrolment(path("north"), token, calls).enrol(Optional.empty(), CLOCK.instant());
            assertThat(running.candidates())
                    .singleElement()
                    .satisfies(candidate -> assertThat(candidate.identity()).isEqualTo(site.identity()));
        }
    }

    @Test
    void a_renewal_that_was_killed_anywhere_leaves_a_key_with_its_certificate() throws IOException {
        succeed("coordinator token north --coordinator @coordinator --out @north.token");
        start();
        succeed("site enroll --token @north.token --out @north");
        SiteFolder site = SiteFolder.open(path("north"));
        Path north = path("north");
        byte[] oldKey = Files.readAllBytes(north.resolve("tls.key"));
        byte[] oldCertificate = Files.readAllBytes(north.resolve("tls.pem"));
        try (GrpcTransport transport = transport(site, new RenewableKey(site.tls()))) {
            CertificateRenewal.renew(site, transport, CLOCK.instant());
        }
        byte[] newCertificate = Files.readAllBytes(north.resolve("tls.pem"));

        // As it stands after each step: next key; and next certificate; and key moved.
        move(north, "tls.key", "tls.next.key");
        Files.write(north.resolve("tls.key"), oldKey);
        owned(north.resolve("tls.key"));
        Files.write(north.resolve("tls.pem"), oldCertificate);
        assertThat(SiteFolder.open(north).tls().certificates())
                .isEqualTo(site.tls().certificates());
        Files.write(north.resolve("tls.next.pem"), newCertificate);
        owned(north.resolve("tls.next.pem"));
        SiteFolder.open(north).tls();
        assertThat(Files.readAllBytes(north.resolve("tls.pem"))).isEqualTo(newCertificate);
        move(north, "tls.pem", "tls.next.pem");
        Files.write(north.resolve("tls.pem"), oldCertificate);
        owned(north.resolve("tls.pem"));
        SiteFolder.open(north).tls();
        assertThat(Files.readAllBytes(north.resolve("tls.pem"))).isEqualTo(newCertificate);
    }

    private static void move(Path folder, String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void owned(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void rosters_that_do_not_follow_are_not_kept_by_a_site() throws IOException {
        succeed("coordinator token north --coordinator @coordinator --out @north.token");
        Membership running = start();
        succeed("site enroll --token @north.token --out @north");
        RosterPins pins = SiteFolder.open(path("north")).rosters();
        SignedRoster pinned = pins.pinned();
        SignedRoster older = running.newest();
        assertThat(older.hash()).isEqualTo(pinned.hash());

        SignedRoster unsigned = new SignedRoster(
                pinned.roster().next(pinned.hash()),
                org.wardround.study.roster.RosterWriter.write(pinned.roster().next(pinned.hash())),
                org.wardround.core.trust.SignatureList.EMPTY);
        assertThat(pins.offer(List.of(unsigned)).map(found -> found.code())).contains(ErrorCode.ROSTER_UNDERSIGNED);
        try (SigningKey stranger = SigningKey.generate()) {
            assertThat(pins.offer(List.of(unsigned.signedBy(stranger))).map(found -> found.code()))
                    .contains(ErrorCode.ROSTER_SIGNATURE_WRONG);
        }
        SignedRoster forked = new SignedRoster(
                pinned.roster()
                        .withAuthor(new org.wardround.core.trust.Roster.Person(
                                "Eve", SigningKey.generate().verifyingKey())),
                new byte[] {1},
                org.wardround.core.trust.SignatureList.EMPTY);
        assertThat(pins.offer(List.of(forked)).map(found -> found.code())).contains(ErrorCode.ROSTER_FORKED);
        assertThat(pins.held()).isEqualTo(2);
        assertThatExceptionOfType(FederationException.class)
                .isThrownBy(() -> pins.accept(1))
                .extracting(FederationException::code)
                .isEqualTo(ErrorCode.ROSTER_ROLLED_BACK);

        Files.writeString(path("north/rosters/pinned"), "1 %s\n".formatted("0".repeat(64)));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(pins::pinned)
                .withMessageContaining("does not fit the rosters");
    }

    @Test
    void the_coordinators_own_certificate_is_made_anew_at_two_thirds_of_its_life() throws IOException {
        CoordinatorFolder coordinator = CoordinatorFolder.open(path("coordinator"));
        Instant now = CLOCK.instant();
        TlsIdentity first = coordinator.server(CLOCK);

        assertThat(coordinator.server(() -> now.plus(Duration.ofDays(59))).certificates())
                .isEqualTo(first.certificates());
        TlsIdentity second = coordinator.server(() -> now.plus(Duration.ofDays(61)));
        assertThat(second.certificates()).isNotEqualTo(first.certificates());
        assertThat(coordinator.server(() -> now.plus(Duration.ofDays(61))).certificates())
                .isEqualTo(second.certificates());
    }
}
