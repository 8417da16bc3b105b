package org.wardround.coordinator.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.coordinator.request.RequestFolder;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Journal;
import org.wardround.core.trust.Pem;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SecretAccess;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.SignatureList;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.TlsKey;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.v1.EnrolReply;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.study.roster.RosterWriter;
import org.wardround.testkit.storage.Crash;
import org.wardround.testkit.storage.MemoryDisk;

final class MembershipTest {
    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
    private static final SiteId NORTH = new SiteId("north");

    private final SigningKey ada = SigningKey.generate();
    private final SigningKey ben = SigningKey.generate();
    private final SigningKey coordinator = SigningKey.generate();
    private final CertificateAuthority authority = CertificateAuthority.make("test", START);
    private final MemoryDisk disk = new MemoryDisk();
    private final List<MembershipAudit.Refused> audit = new ArrayList<>();
    private final Newcomer north = new Newcomer("north");
    private Instant now = START;

    private Journal journal() {
        return disk.journal(() -> now);
    }

    private Membership open() {
        InstantSource clock = () -> now;
        return Membership.open(journal(), authority, coordinator.verifyingKey(), clock, audit::add);
    }

    /** Roster 1 of Ada and Ben, both of whom sign. */
    private Membership begun() {
        Membership membership = open();
        assertThat(membership.adopt(first())).isEmpty();
        return membership;
    }

    private SignedRoster first() {
        Roster roster = Roster.first("Hearts", 2, new Roster.Person("Ada", ada.verifyingKey()))
                .withAdministrator(new Roster.Person("Ben", ben.verifyingKey()));
        return signed(roster);
    }

    private SignedRoster signed(Roster roster) {
        return new SignedRoster(roster, RosterWriter.write(roster), SignatureList.EMPTY)
                .signedBy(ada)
                .signedBy(ben);
    }

    private SignedRoster after(SignedRoster before, UnaryOperator<Roster> change) {
        return signed(change.apply(before.roster().next(before.hash())));
    }

    private static Roster.Site member(Newcomer site) {
        return new Roster.Site(new SiteId(site.site), "A hospital", site.identity.verifyingKey());
    }

    private SecretBytes token(Membership membership, String site) {
        SecretBytes token = Tokens.fresh();
        membership.carryOut(MembershipRequest.token(new SiteId(site), token, now.plus(Tokens.USUAL_LIFE)));
        return token;
    }

    private static X509Certificate own(EnrolReply reply) {
        return Pem.certificate(reply.getCertificates(0).toByteArray());
    }

    private static Caller caller(String site, X509Certificate certificate) {
        return new Caller(new SiteId(site), Sha256.of(Pem.encoded(certificate)), "10.0.0.7");
    }

    private void assertRefused(ErrorCode code, Membership membership, EnrolRequest request) {
        assertThatExceptionOfType(FederationException.class)
                .isThrownBy(() -> membership.enrol("10.0.0.7", request))
                .extracting(FederationException::code)
                .isEqualTo(code);
        assertThat(audit).last().extracting(MembershipAudit.Refused::code).isEqualTo(code);
    }

    private static void assertNotAdmitted(ErrorCode code, Membership membership, Caller caller, Method method) {
        assertThatExceptionOfType(FederationException.class)
                .isThrownBy(() -> membership.admit(caller, method))
                .extracting(FederationException::code)
                .isEqualTo(code);
    }

    @Test
    void a_site_enrols_is_a_candidate_and_becomes_a_member_by_a_roster() throws GeneralSecurityException {
        Membership membership = begun();
        EnrolReply reply = membership.enrol("10.0.0.7", north.request(token(membership, "north")));
        X509Certificate certificate = own(reply);
        Caller caller = caller("north", certificate);

        certificate.verify(authority.certificate().getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=north");
        assertThat(certificate.getPublicKey()).isEqualTo(north.tls.getPublic());
        assertThat(certificate.getNotAfter()).isEqualTo(START.plus(Duration.ofDays(30)));
        assertThat(certificate.getSerialNumber().bitLength()).isEqualTo(127);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(reply.getCoordinatorKey().toByteArray())
                .isEqualTo(coordinator.verifyingKey().bytes());
        assertThat(reply.getRoster().getRoster().toByteArray()).isEqualTo(first().bytes());

        assertThat(membership.candidates()).containsExactly(new Candidate(NORTH, north.identity.verifyingKey(), START));
        membership.admit(caller, Method.ROSTER);
        assertNotAdmitted(ErrorCode.REVOKED, membership, caller, Method.POLL);

        assertThat(membership.adopt(after(first(), roster -> roster.withSite(member(north)))))
                .isEmpty();
        membership.admit(caller, Method.POLL);
        assertThat(membership.candidates()).isEmpty();
        assertThat(membership
                        .roster(RosterRequest.newBuilder().setHeld(1).build())
                        .getRostersList())
                .hasSize(1);
        assertThat(audit).isEmpty();
    }

    @Test
    void all_of_it_is_there_after_a_restart() {
        Membership before = begun();
        SecretBytes unused = token(before, "south");
        Caller caller = caller("north", own(before.enrol("10.0.0.7", north.request(token(before, "north")))));
        before.adopt(after(first(), roster -> roster.withSite(member(north))));
        before.revokeCertificate(new Sha256("0".repeat(64)));

        Membership again = open();
        again.admit(caller, Method.POLL);
        assertThat(again.newest().roster().number()).isEqualTo(2);
        again.enrol("10.0.0.8", new Newcomer("south").request(unused));
    }

    @Test
    void a_token_that_does_not_fit_is_refused_alike_and_audited_with_its_reason() {
        Membership membership = begun();
        SecretBytes used = token(membership, "north");
        membership.enrol("10.0.0.7", north.request(used));
        SecretBytes souths = token(membership, "south");
        List<String> told = new ArrayList<>();

        SecretBytes expired = token(membership, "north");
        for (SecretBytes token : List.of(used, souths, Tokens.fresh())) {
            told.add(refusal(membership, new Newcomer("north").request(token)));
        }
        now = START.plus(Tokens.USUAL_LIFE);
        told.add(refusal(membership, new Newcomer("north").request(expired)));

        assertThat(told).hasSize(4).containsOnly(told.get(0));
        assertThat(audit)
                .extracting(MembershipAudit.Refused::reason)
                .containsExactly(
                        "the token was used before",
                        "the token is for south",
                        "the token is unknown",
                        "the token has expired at 2026-11-26T12:00:00Z");
        assertThat(audit).extracting(MembershipAudit.Refused::who).containsOnly("north at 10.0.0.7");
    }

    private static String refusal(Membership membership, EnrolRequest request) {
        try {
            membership.enrol("10.0.0.7", request);
            throw new AssertionError("let in");
        } catch (FederationException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.TOKEN_INVALID);
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void a_reply_that_was_lost_is_given_again_to_the_same_enrolment_only() {
        Membership membership = begun();
        SecretBytes token = token(membership, "north");
        EnrolRequest request = north.request(token);
        EnrolReply reply = membership.enrol("10.0.0.7", request);

        assertThat(open().enrol("10.0.0.7", request)).isEqualTo(reply);
        // The same keys, signed anew: another enrolment.
        assertRefused(ErrorCode.TOKEN_INVALID, membership, north.request(token));
    }

    @Test
    void of_two_calls_at_once_one_gets_the_certificate() throws Exception {
        Membership membership = begun();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                SecretBytes token = token(membership, "north");
                CountDownLatch go = new CountDownLatch(1);
                List<Future<Boolean>> calls = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    EnrolRequest request = new Newcomer("north").request(token);
                    calls.add(threads.submit(() -> {
                        go.await();
                        return isLetIn(membership, request);
                    }));
                }
                go.countDown();
                int letIn = 0;
                for (Future<Boolean> call : calls) {
                    letIn += call.get() ? 1 : 0;
                }
                assertThat(letIn).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean isLetIn(Membership membership, EnrolRequest request) {
        try {
            membership.enrol("10.0.0.7", request);
            return true;
        } catch (FederationException e) {
            return false;
        }
    }

    @Test
    void no_enrolment_that_is_not_signed_and_named_rightly_uses_the_token() throws GeneralSecurityException {
        Membership membership = begun();
        SecretBytes token = token(membership, "north");
        KeyPair other = TlsKey.generate();
        KeyPair p384 = pair("EC", "secp384r1");
        KeyPair rsa = pair("RSA", "");

        assertRefused(ErrorCode.SIGNATURE_INVALID, membership, north.signed(token, north.csr(), SigningKey.generate()));
        assertRefused(
                ErrorCode.SIGNATURE_INVALID,
                membership,
                north.request(token, csr("CN=north", north.tls, other, "SHA256withECDSA")));
        for (String subject : List.of("CN=south", "CN=North", "CN=north,O=x", "O=north", "CN=north+OU=y")) {
            assertRefused(
                    ErrorCode.WRONG_SITE,
                    membership,
                    north.request(token, csr(subject, north.tls, north.tls, "SHA256withECDSA")));
        }
        assertRefused(
                ErrorCode.MALFORMED_MESSAGE,
                membership,
                north.request(token, csr("CN=north", p384, p384, "SHA256withECDSA")));
        assertRefused(
                ErrorCode.MALFORMED_MESSAGE,
                membership,
                north.request(token, csr("CN=north", rsa, rsa, "SHA256withRSA")));
        assertRefused(
                ErrorCode.MALFORMED_MESSAGE,
                membership,
                north.request(token, csr("CN=north", north.tls, north.tls, "SHA1withECDSA")));
        byte[] half = java.util.Arrays.copyOf(north.csr(), 60);
        assertRefused(ErrorCode.MALFORMED_MESSAGE, membership, north.request(token, half));

        membership.enrol("10.0.0.7", north.request(token));
        assertThat(audit.toString())
                .doesNotContain(java.util.HexFormat.of().formatHex(token.read(SecretAccess.granted())));
    }

    private static byte[] csr(String subject, KeyPair key, KeyPair signer, String algorithm) {
        return Newcomer.csr(subject, key.getPublic(), signer.getPrivate(), algorithm);
    }

    private static KeyPair pair(String algorithm, String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (curve.isEmpty()) {
            generator.initialize(2048);
        } else {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair();
    }

    @Test
    void a_request_with_a_flipped_bit_is_refused_by_a_name_and_never_a_defect() {
        Membership membership = begun();
        SecretBytes token = token(membership, "north");
        byte[] good = north.csr();
        for (int i = 0; i < good.length; i++) {
            byte[] spoilt = good.clone();
            spoilt[i] ^= 1;
            assertThatExceptionOfType(FederationException.class)
                    .isThrownBy(() -> membership.enrol("10.0.0.7", north.request(token, spoilt)));
        }
    }

    @Test
    void a_renewed_certificate_counts_beside_the_old_one_until_that_ends() {
        Membership membership = begun();
        Caller old = caller("north", own(membership.enrol("10.0.0.7", north.request(token(membership, "north")))));
        membership.adopt(after(first(), roster -> roster.withSite(member(north))));
        now = START.plus(Duration.ofDays(20));

        X509Certificate certificate = Pem.certificate(
                membership.renew(old, renewal("CN=north")).getCertificates(0).toByteArray());
        Caller fresh = caller("north", certificate);
        membership.admit(old, Method.POLL);
        membership.admit(fresh, Method.POLL);
        assertThatExceptionOfType(FederationException.class)
                .isThrownBy(() -> membership.renew(old, renewal("CN=south")))
                .extracting(FederationException::code)
                .isEqualTo(ErrorCode.WRONG_SITE);

        now = START.plus(Duration.ofDays(30));
        assertNotAdmitted(ErrorCode.NO_CERTIFICATE, membership, old, Method.POLL);
        membership.admit(fresh, Method.POLL);
        for (int i = 0; i < Membership.CERTIFICATES_A_DAY; i++) {
            membership.renew(fresh, renewal("CN=north"));
        }
        assertThatExceptionOfType(FederationException.class)
                .isThrownBy(() -> membership.renew(fresh, renewal("CN=north")))
                .extracting(FederationException::code)
                .isEqualTo(ErrorCode.TOO_MANY_CALLS);
    }

    private RenewRequest renewal(String subject) {
        return RenewRequest.newBuilder()
                .setCertificateRequest(ByteString.copyFrom(csr(subject, north.tls, north.tls, "SHA256withECDSA")))
                .build();
    }

    @Test
    void what_is_revoked_is_refused_at_the_next_call_and_after_a_restart() {
        Membership membership = begun();
        X509Certificate certificate = own(membership.enrol("10.0.0.7", north.request(token(membership, "north"))));
        Caller caller = caller("north", certificate);
        SignedRoster second = after(first(), roster -> roster.withSite(member(north)));
        membership.adopt(second);
        SecretBytes later = token(membership, "north");

        // Another site's name with this certificate, and a certificate that nobody knows.
        assertNotAdmitted(ErrorCode.REVOKED, membership, caller("south", certificate), Method.HELLO);
        assertNotAdmitted(ErrorCode.REVOKED, membership, caller("north", authority.certificate()), Method.HELLO);

        MembershipRequest revocation = MembershipRequest.revocation(NORTH);
        assertThat(membership.carryOut(revocation)).isEmpty();
        assertNotAdmitted(ErrorCode.REVOKED, membership, caller, Method.HELLO);
        assertNotAdmitted(ErrorCode.REVOKED, open(), caller, Method.HELLO);
        assertRefused(ErrorCode.TOKEN_INVALID, membership, north.request(later));

        // The same key may come again, and the revocation, carried out again, is not a new one.
        Caller again = caller("north", own(membership.enrol("10.0.0.7", north.request(token(membership, "north")))));
        membership.carryOut(revocation);
        membership.admit(again, Method.POLL);
        membership.revokeCertificate(again.certificate());
        assertNotAdmitted(ErrorCode.REVOKED, membership, again, Method.HELLO);

        Caller third = caller("north", own(membership.enrol("10.0.0.7", north.request(token(membership, "north")))));
        SecretBytes last = token(membership, "north");
        membership.adopt(after(
                second,
                roster -> roster.withRevoked(new Roster.Revoked(north.identity.verifyingKey(), "site north", START))));
        assertNotAdmitted(ErrorCode.REVOKED, membership, third, Method.HELLO);
        assertRefused(ErrorCode.REVOKED, membership, north.request(last));
    }

    @Test
    void a_site_that_the_roster_names_with_another_key_is_no_member() {
        Membership membership = begun();
        membership.adopt(after(first(), roster -> roster.withSite(member(new Newcomer("north")))));
        Caller caller = caller("north", own(membership.enrol("10.0.0.7", north.request(token(membership, "north")))));

        membership.admit(caller, Method.ROSTER);
        assertNotAdmitted(ErrorCode.REVOKED, membership, caller, Method.SUBMIT);
    }

    @Test
    void rosters_that_do_not_follow_are_refused_by_name() {
        Membership membership = begun();
        SignedRoster second = after(first(), roster -> roster.withSite(member(north)));
        SignedRoster forked = after(first(), roster -> roster.withSite(member(new Newcomer("south"))));
        Roster undersigned = second.roster().next(second.hash());
        membership.adopt(second);

        assertThat(membership.adopt(second)).isEmpty();
        assertThat(membership.adopt(first())).map(Refusal::code).contains(ErrorCode.ROSTER_ROLLED_BACK);
        assertThat(membership.adopt(forked)).map(Refusal::code).contains(ErrorCode.ROSTER_FORKED);
        assertThat(membership.adopt(new SignedRoster(undersigned, RosterWriter.write(undersigned), SignatureList.EMPTY)
                        .signedBy(ada)))
                .map(Refusal::code)
                .contains(ErrorCode.ROSTER_UNDERSIGNED);
        assertThat(audit).hasSize(3);
        assertThat(open().newest().hash()).isEqualTo(second.hash());
        // An operator hands over all rosters of his folder: those that have held change nothing.
        assertThat(membership.carryOut(MembershipRequest.roster(first()))).isEmpty();
    }

    /** Killed at each call to the disk, started again, asked again: the token lets one key in, and a certificate that was told counts. */
    @Test
    void killed_at_any_moment_nothing_is_used_twice_and_nothing_is_lost() {
        int calls = calls(Integer.MAX_VALUE);
        assertThat(calls).isGreaterThanOrEqualTo(12);
        for (int stop = 1; stop <= calls; stop++) {
            calls(stop);
        }
    }

    private int calls(int stop) {
        MemoryDisk crashing = new MemoryDisk();
        crashing.stopAt(stop);
        Newcomer other = new Newcomer("north");
        SecretBytes token = Tokens.fresh();
        EnrolRequest request = north.request(token);
        MembershipRequest made = MembershipRequest.token(NORTH, token, START.plus(Tokens.USUAL_LIFE));
        MembershipRequest revocation = MembershipRequest.revocation(NORTH);
        List<EnrolReply> told = new ArrayList<>();
        List<Runnable> steps = new ArrayList<>();
        Membership[] running = {start(crashing)};
        steps.add(() -> assertThat(running[0].adopt(first())).isEmpty());
        steps.add(() -> running[0].carryOut(made));
        steps.add(() -> told.add(running[0].enrol("10.0.0.7", request)));
        steps.add(() -> assertThat(running[0].carryOut(revocation)).isEmpty());
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (Crash e) {
                crashing.processDies();
                running[0] = start(crashing);
                step.run();
            }
            if (!told.isEmpty()) {
                told.forEach(reply -> assertThat(reply).isEqualTo(told.get(0)));
                assertThat(isLetIn(running[0], other.request(token))).isFalse();
            }
        }
        assertThat(told).hasSize(1);
        assertNotAdmitted(ErrorCode.REVOKED, running[0], caller("north", own(told.get(0))), Method.HELLO);
        return crashing.calls();
    }

    private Membership start(MemoryDisk crashing) {
        InstantSource clock = () -> START;
        return Membership.open(crashing.journal(clock), authority, coordinator.verifyingKey(), clock, refused -> {});
    }

    @Test
    void requests_in_the_folder_are_taken_in_order_once_and_only_from_its_owner(@TempDir Path temporary)
            throws IOException {
        Membership membership = begun();
        Path folder = temporary.resolve("requests");
        membership.takeRequests(folder);
        SecretBytes token = Tokens.fresh();
        RequestFolder.write(
                folder,
                MembershipRequest.token(NORTH, token, now.plusSeconds(60)).text(),
                now);
        RequestFolder.write(
                folder,
                MembershipRequest.roster(after(first(), roster -> roster.withSite(member(north))))
                        .text(),
                now.plusMillis(1));
        membership.takeRequests(folder);

        membership.admit(caller("north", own(membership.enrol("10.0.0.7", north.request(token)))), Method.POLL);
        assertThat(files(folder)).isEmpty();

        RequestFolder.write(folder, MembershipRequest.revocation(NORTH).text(), now);
        Path open = Path.of(files(folder).get(0));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw----"));
        Files.writeString(folder.resolve("2.request"), "wardround-request 1\nCertificateRenewed\nnorth x y\n");
        Files.createSymbolicLink(folder.resolve("3.request"), folder.resolve("2.request"));
        membership.takeRequests(folder);
        membership.takeRequests(folder);

        assertThat(files(folder)).hasSize(3).allMatch(name -> name.endsWith(".refused"));
        assertThat(audit).hasSize(3);
        assertThat(membership.newest().roster().number()).isEqualTo(2);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void the_journal_holds_no_token() {
        Membership membership = begun();
        SecretBytes token = token(membership, "north");
        membership.enrol("10.0.0.7", north.request(token));
        StringBuilder all = new StringBuilder();
        journal()
                .replay(
                        Membership.STREAM,
                        0,
                        event ->
                                all.append(new String(event.event().payload().toArray(), StandardCharsets.ISO_8859_1)));

        byte[] secret = token.read(SecretAccess.granted());
        assertThat(all.toString())
                .contains(Sha256.of(secret).hex())
                .doesNotContain(
                        java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(secret))
                .doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
    }

    @Test
    void the_authority_is_read_as_it_was_written_by_its_owner_alone(@TempDir Path temporary) throws IOException {
        Path folder = temporary.resolve("ca");
        authority.write(folder);
        CertificateAuthority again = CertificateAuthority.read(folder);

        assertThat(again.certificate()).isEqualTo(authority.certificate());
        assertThat(again.certificate().getBasicConstraints()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("authority.key"))))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(folder.resolve("authority.key"), PosixFilePermissions.fromString("rw-r-----"));
        assertThatExceptionOfType(org.wardround.core.trust.KeyFileException.class)
                .isThrownBy(() -> CertificateAuthority.read(folder));
    }
}
