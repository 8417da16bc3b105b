package org.wardround.site.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardround.site.audit.SampleLog.NOW;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.trust.Refusal;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.Head;
import org.wardround.testkit.Property;

final class AuditLineTest {
    private static final String HASH = Sha256.of("hash").hex();
    private static final String ZEROS = "0".repeat(64);

    static Stream<AuditEvent> events() {
        Sha256 hash = new Sha256(HASH);
        Instant until = Instant.parse("2027-01-31T00:00:00.5Z");
        Bytes receipt =
                SampleLog.receipt(SampleLog.COORDINATOR, "north", 3, SampleLog.digest(3), new AuditHead(1, hash));
        return Stream.of(
                SampleLog.released(3),
                new AuditEvent.FigureReleased("r1", 4, hash, "AUROC", 120, hash),
                new AuditEvent.Refused("r1", 1, ErrorCode.TOO_FEW_PATIENTS, "fewer than the study demands"),
                new AuditEvent.CallRefused("the coordinator's TaskOffered", ErrorCode.QUESTION_DIFFERS, "round 2"),
                new Decision.Approved(hash, "Jörg \"J\" Müller", hash, until),
                new Decision.Rejected(hash, "Ada", hash),
                new Decision.Revoked(hash, "Ada", hash),
                new Decision.EnvelopeApproved(hash, "Ada", hash, until),
                new Decision.EnvelopeRevoked(hash, "Ada"),
                new Decision.Forgotten(hash, "Ada", new TreeSet<>(List.of("r2", "r1")), 12, 3, 4096),
                new Decision.OutboxDecided(true, "r1", hash, hash, "Ada"),
                new Decision.OutboxDecided(false, "r1", hash, hash, "Ada"),
                new Decision.RosterAccepted(2, hash, "Ada"),
                Decision.RosterRefused.of(new Refusal(ErrorCode.ROSTER_FORKED, "two of one number")),
                new AuditEvent.Joined("r1", hash, hash, new TreeSet<>(List.of(new SiteId("b"), new SiteId("a")))),
                new AuditEvent.RunEnded("r1", null),
                new AuditEvent.RunEnded("r1", ErrorCode.CANCELLED),
                AuditEvent.ReceiptKept.of(receipt),
                new AuditEvent.ReportKept("r1", hash, hash),
                new AuditEvent.TranscriptForked(
                        "r1",
                        new AuditEvent.TranscriptForked.Place(2, hash),
                        AuditEvent.TranscriptForked.Place.of(Head.newBuilder()
                                .setLength(2)
                                .setHash(Digests.toBytes(hash))
                                .build())),
                new AuditEvent.Started("0.1.0"),
                new AuditEvent.Stopped("0.1.0"));
    }

    private static AuditLine line(AuditEvent event) {
        return AuditLine.of(event, NOW, AuditHead.EMPTY);
    }

    @ParameterizedTest
    @MethodSource("events")
    void every_event_is_read_as_it_was_written(AuditEvent event) {
        AuditLine line = line(event);

        assertThat(AuditLine.read(line.bytes())).isEqualTo(line);
        assertThat(SampleLog.text(line.bytes())).doesNotContain("\n").contains("\"event\":\"" + event.word() + "\"");
        assertThat(line.fields()).extracting(AuditField::name).doesNotContain("seq", "time", "event", "previous");
    }

    @Test
    void every_event_has_a_word_of_its_own_and_is_tried_here() {
        assertThat(events().map(AuditEvent::word).distinct().count()).isEqualTo(21);
        assertThat(events().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(recordsOf(AuditEvent.class).toList());
    }

    private static Stream<Class<?>> recordsOf(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .flatMap(inner -> inner.isSealed() ? recordsOf(inner) : Stream.of(inner));
    }

    @Test
    void the_line_of_an_answer_is_this() {
        assertThat(SampleLog.text(line(SampleLog.released(3)).bytes()))
                .isEqualTo(
                        "{\"seq\":1,\"time\":\"2026-11-25T08:30:00Z\",\"event\":\"released\",\"run\":\"hearts-1\",\"round\":3,\"study\":\"%s\","
                                        .formatted(SampleLog.STUDY)
                                + "\"task\":\"train\",\"release\":\"sum\",\"protection\":\"plain\",\"words\":14,\"digest\":\"%s\",\"question\":\"%s\","
                                        .formatted(SampleLog.digest(3), Sha256.of("question 3"))
                                + "\"peers\":[\"north\",\"south\"],\"previous\":\"%s\"}".formatted(ZEROS));
    }

    @Test
    void whatever_a_text_holds_it_stays_one_line_that_can_be_seen() {
        Property.forSeeds(200, random -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                int block = random.nextInt(4);
                text.append((char) random.nextInt(block == 0 ? 0x30 : block == 1 ? 0x100 : 0x10000));
            }
            AuditLine line =
                    new AuditLine(1, Instant.EPOCH, "e", List.of(AuditField.text("t", text)), AuditHead.EMPTY.hash());

            assertThat(AuditLine.read(line.bytes())).isEqualTo(line);
            assertThat(SampleLog.text(line.bytes()).codePoints())
                    .noneMatch(character -> Character.isISOControl(character)
                            || character == 0x202e
                            || character == 0x2028
                            || character == 0x200b);
        });
    }

    @Test
    void a_reason_is_cut_to_one_line() {
        AuditEvent.CallRefused refused =
                new AuditEvent.CallRefused("somebody's call", ErrorCode.MALFORMED_MESSAGE, "a\nb" + "c".repeat(1000));

        assertThat(refused.reason()).startsWith("a bc").hasSize(500);
    }

    @Test
    void a_name_that_breaks_its_rule_is_refused() {
        assertThatThrownBy(() -> new AuditEvent.RunEnded("Run 1", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 'Run 1'");
        assertThatThrownBy(() -> new AuditEvent.Refused("r", 0, ErrorCode.TOO_LATE, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0");
        assertThatThrownBy(() -> new AuditEvent.Started("\u0007"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0");
        assertThatThrownBy(() -> AuditEvent.ReceiptKept.of(Bytes.of("no receipt")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"seq\":1}",
                "{\"seq\":0,\"time\":\"T\",\"event\":\"e\",\"previous\":\"H\"}",
                "{\"seq\":01,\"time\":\"T\",\"event\":\"e\",\"previous\":\"H\"}",
                "{\"seq\":1.0,\"time\":\"T\",\"event\":\"e\",\"previous\":\"H\"}",
                "{\"seq\":-1,\"time\":\"T\",\"event\":\"e\",\"previous\":\"H\"}",
                "{\"seq\":9999999999999999999,\"time\":\"T\",\"event\":\"e\",\"previous\":\"H\"}",
                "{\"seq\":\"1\",\"time\":\"T\",\"event\":\"e\",\"previous\":\"H\"}",
                "{\"seq\": 1,\"time\":\"T\",\"event\":\"e\",\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"e\",\"previous\":\"H\"} ",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"e\",\"previous\":\"H\"",
                "{\"time\":\"T\",\"seq\":1,\"event\":\"e\",\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"2026-11-25T08:30Z\",\"event\":\"e\",\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"2026-11-25T08:30:00.5Z\",\"event\":\"e\",\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"e\",\"previous\":\"\"}",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"e\",\"a\":1,\"a\":2,\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"e\",\"a\":null,\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"e\",\"a\":[1],\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"e\",\"a\":[\"1\",],\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"\\u0065\",\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"\\n\",\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"\\u000A\",\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"\n\",\"previous\":\"H\"}",
                "{\"seq\":1,\"time\":\"T\",\"event\":\"\\",
            })
    void a_line_in_any_other_form_is_refused(String text) {
        Bytes line = Bytes.of(text.replace("\"T\"", "\"2026-11-25T08:30:00Z\"").replace("\"H\"", "\"" + ZEROS + "\""));

        assertThatThrownBy(() -> AuditLine.read(line))
                .isInstanceOfSatisfying(
                        FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_CORRUPT));
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        assertThatThrownBy(() -> AuditLine.read(Bytes.copyOf(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80})))
                .hasMessageContaining("not UTF-8");
    }
}
