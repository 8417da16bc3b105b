package org.wardround.site.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.site.Federation;
import org.wardround.testkit.Property;

final class SignedApprovalTest {
    private static final Instant NOW = Instant.parse("2026-11-23T22:00:00Z");
    private static final Sha256 STUDY = new Sha256("11".repeat(32));
    private static final Sha256 DOSSIER = new Sha256("33".repeat(32));
    private static final Person ADA = new Person("Ada Müller");
    private static final String KEY = "ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"; // RFC 8032, 7.1, test 1

    /** Bytes of version 1: they are never changed, because journals hold them. */
    private static final String GOLDEN = """
            wardround-decision 1
            type Approved
            subject study %s
            roster %s
            peer va %s
            dossier %s
            person Ada Müller
            time 2026-11-23T22:00:00Z
            until 2027-03-31T22:00:00Z
            """.formatted(STUDY, "22".repeat(32), KEY, DOSSIER);

    static Stream<ApprovalEvent> events() {
        Subject study = Subject.study(STUDY);
        Subject envelope = Subject.envelope(STUDY);
        return Stream.of(
                approved(study),
                approved(envelope),
                new ApprovalEvent.Approved(
                        study, new Binding(STUDY, new TreeMap<>(), DOSSIER), ADA, NOW, NOW.plusSeconds(1)),
                new ApprovalEvent.Rejected(study, DOSSIER, ADA, NOW, ""),
                new ApprovalEvent.Rejected(envelope, DOSSIER, ADA, NOW, "no legal basis"),
                new ApprovalEvent.Revoked(study, ADA, NOW.plusMillis(300), "time 2026"),
                new ApprovalEvent.RunBegun("run-7f", STUDY, study, NOW),
                new ApprovalEvent.RunBegun("7", Sha256.of("x"), envelope, NOW),
                new ApprovalEvent.RosterAccepted(3, STUDY, ADA, NOW),
                new ApprovalEvent.OutboxDecided(true, "run-7", STUDY, DOSSIER, ADA, NOW, ""),
                new ApprovalEvent.OutboxDecided(false, "run-7", STUDY, DOSSIER, ADA, NOW, "too small"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void every_event_is_read_as_it_was_written(ApprovalEvent event) {
        SignedApproval signed = SignedApproval.sign(event, Federation.key());
        Event stored = signed.toJournal();
        assertThat(stored.type()).isEqualTo(event.type());
        assertThat(read(stored)).isEqualTo(signed);
        assertThat(read(stored).event()).isEqualTo(event);
    }

    @Test
    void bytes_of_an_approval_are_those_of_version_1() {
        assertThat(ApprovalText.write(approved(Subject.study(STUDY)))).isEqualTo(GOLDEN);
        assertThat(events().map(ApprovalEvent::type).distinct())
                .containsExactly(
                        "Approved",
                        "EnvelopeApproved",
                        "Rejected",
                        "Revoked",
                        "RunBegun",
                        "RosterAccepted",
                        "OutboxReleased",
                        "OutboxRefused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wardround-decision 2",
                "type EnvelopeApproved",
                "type Confirmed",
                "subject envelope",
                "subject study study",
                "subject model 1111111111111111111111111111111111111111111111111111111111111111",
                "roster 22",
                "peer va",
                "dossier 33",
                "person  Ada",
                "person",
                "time 2026-11-23T22:00Z",
                "time 2026-11-23T22:00:00.5Z",
                "time yesterday",
                "until 2026-11-23T22:00:00Z",
                "until 2027-03-31T22:00:00Z\nuntil 2027-03-31T22:00:00Z",
                "person Ada\nperson Ben",
            })
    void another_line_is_refused(String line) {
        String name = line.split("[ \n]", -1)[0];
        String changed = GOLDEN.replaceFirst("(?m)^" + name + " .*$", line);
        assertThat(changed).isNotEqualTo(GOLDEN);
        assertThatThrownBy(() -> ApprovalText.read(changed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lines_left_out_swapped_or_added_are_refused() {
        List<String> lines = GOLDEN.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String without = GOLDEN.replace(lines.get(i) + "\n", "");
            if (!lines.get(i).startsWith("peer")) {
                assertThatThrownBy(() -> ApprovalText.read(without))
                        .as(lines.get(i))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        String peer = lines.get(4) + "\n";
        for (String changed : List.of(
                GOLDEN + "\n",
                GOLDEN + "more 1\n",
                GOLDEN.strip(),
                GOLDEN.replace("\n", "\r\n"),
                GOLDEN.replace(peer, peer + peer),
                GOLDEN.replace(peer, peer + peer.replace(" va ", " hungarian ")),
                "")) {
            assertThatThrownBy(() -> ApprovalText.read(changed)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_stored_event_of_another_type_or_key_is_refused() {
        SignedApproval signed = SignedApproval.sign(approved(Subject.study(STUDY)), Federation.key());
        Event stored = signed.toJournal();
        assertThatThrownBy(() -> read(new Event("Rejected", stored.payload())))
                .isInstanceOf(IllegalArgumentException.class);
        SignedApproval foreign = SignedApproval.sign(signed.event(), Federation.strangersKey());
        assertThatThrownBy(() -> read(foreign.toJournal()))
                .hasMessage("this decision is not signed by this site's key");
        SignedApproval borrowed =
                new SignedApproval(approved(Subject.envelope(STUDY)), signed.key(), signed.signature());
        assertThatThrownBy(() -> read(borrowed.toJournal()))
                .hasMessage("this decision is not signed by this site's key");
    }

    @Test
    void one_changed_byte_is_always_found() {
        Event stored = SignedApproval.sign(approved(Subject.study(STUDY)), Federation.key())
                .toJournal();
        Property.forSeeds(500, random -> {
            byte[] bytes = stored.payload().toArray();
            int position = (int) (random.nextDouble() * bytes.length);
            bytes[position] ^= (byte) (1 << (int) (random.nextDouble() * 8));
            assertThatThrownBy(() -> read(new Event(stored.type(), Bytes.copyOf(bytes))))
                    .isInstanceOf(IllegalArgumentException.class);
        });
    }

    private static SignedApproval read(Event stored) {
        return SignedApproval.of(stored, Federation.key().verifyingKey());
    }

    private static ApprovalEvent approved(Subject subject) {
        TreeMap<SiteId, VerifyingKey> peers = new TreeMap<>();
        peers.put(new SiteId("va"), VerifyingKey.parse(KEY));
        Binding binding = new Binding(new Sha256("22".repeat(32)), peers, DOSSIER);
        return new ApprovalEvent.Approved(subject, binding, ADA, NOW, Instant.parse("2027-03-31T22:00:00Z"));
    }
}
