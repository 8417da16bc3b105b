package org.wardround.site.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditHead;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.audit.AuditVerifier;
import org.wardround.site.audit.Verification;

final class SiteStorageTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-25T08:30:00Z");
    private static final Event EVENT = new Event("Round", Bytes.copyOf(new byte[] {1}));
    private static final AuditEvent STARTED = new AuditEvent.Started("0.1.0");

    @TempDir
    Path folder;

    private Path agent() {
        return folder.resolve("agent");
    }

    @Test
    void what_was_written_is_there_after_a_restart() {
        AuditHead head;
        try (SiteStorage storage = SiteStorage.open(agent(), CLOCK)) {
            head = AuditLog.open(storage.journal(), CLOCK).write(STARTED);
            assertThat(storage.blobs().digests()).isEmpty();
        }

        try (SiteStorage storage = SiteStorage.open(agent(), CLOCK)) {
            assertThat(AuditLog.open(storage.journal(), CLOCK).head()).isEqualTo(head);
        }
    }

    @Test
    void the_journal_is_read_while_the_agent_writes() throws IOException {
        try (SiteStorage storage = SiteStorage.open(agent(), CLOCK)) {
            AuditLog log = AuditLog.open(storage.journal(), CLOCK);
            log.write(STARTED);
            try (Journal reading = SiteStorage.read(agent())) {
                assertThat(reading.head(AuditLog.STREAM).length()).isEqualTo(1);
                log.write(STARTED);
                assertThat(reading.read(AuditLog.STREAM, 0, 10)).hasSize(2);
                assertThat(reading.streams()).containsExactly(AuditLog.STREAM);
                assertThat(reading.attachment(AuditLog.STREAM, log.head().hash()))
                        .isEmpty();
                assertThatThrownBy(() -> AuditLog.open(reading, CLOCK).write(STARTED))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
        }
    }

    @Test
    void reading_changes_no_byte_and_ends_with_close() throws IOException {
        SiteStorage.open(agent(), CLOCK).close();
        byte[] before = Files.readAllBytes(agent().resolve(SiteStorage.JOURNAL));
        Journal reading = SiteStorage.read(agent());
        reading.head(AuditLog.STREAM);
        reading.close();

        assertThat(agent().resolve(SiteStorage.JOURNAL)).hasBinaryContent(before);
        assertThatThrownBy(() -> reading.head(AuditLog.STREAM)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_second_process_is_kept_out() {
        try (SiteStorage storage = SiteStorage.open(agent(), CLOCK)) {
            assertThatThrownBy(() -> SiteStorage.open(agent(), CLOCK)).isInstanceOf(FederationException.class);
            AuditLog.open(storage.journal(), CLOCK).write(STARTED);
        }
    }

    @Test
    void a_folder_without_a_journal_is_refused() {
        assertThatThrownBy(() -> SiteStorage.read(folder)).isInstanceOf(NoSuchFileException.class);
        assertThat(folder).isEmptyDirectory();
    }

    /** As whoever reads finds it while another process makes it: the file is there before its tables. */
    @Test
    void a_journal_that_is_just_being_made_is_none_yet() throws Exception {
        Path file = folder.resolve(SiteStorage.JOURNAL);
        try (Connection made = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = made.createStatement()) {
            statement.execute("CREATE TABLE other (number INTEGER)");
            assertThatThrownBy(() -> SiteStorage.view(file)).isInstanceOf(NoSuchFileException.class);
            statement.execute("DROP TABLE other");
        }
        SiteStorage.journal(file, CLOCK).close();
        SiteStorage.view(file).close();
    }

    @Test
    void a_file_that_is_no_database_is_refused() throws IOException {
        Files.writeString(
                folder.resolve(SiteStorage.JOURNAL),
                "no database at all, but long enough to be looked at\n".repeat(99));

        assertThatThrownBy(() -> SiteStorage.open(folder, CLOCK)).isInstanceOf(FederationException.class);
        assertThatThrownBy(() -> {
                    try (Journal reading = SiteStorage.read(folder)) {
                        reading.head(AuditLog.STREAM);
                    }
                })
                .isInstanceOf(FederationException.class);
    }

    @Test
    void an_event_changed_in_the_database_is_named_by_the_verifier() throws IOException, SQLException {
        try (SiteStorage storage = SiteStorage.open(agent(), CLOCK)) {
            AuditLog log = AuditLog.open(storage.journal(), CLOCK);
            for (int i = 0; i < 150; i++) {
                log.write(STARTED);
            }
        }
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + agent().resolve(SiteStorage.JOURNAL));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE journal_event SET at_millis = 0 WHERE sequence = 123");
        }

        try (Journal reading = SiteStorage.read(agent())) {
            assertThat(AuditVerifier.trusting(List.of()).verify(reading))
                    .isInstanceOfSatisfying(Verification.Broken.class, broken -> {
                        assertThat(broken.line()).isEqualTo(123);
                        assertThat(broken.problem()).contains("event 123 of stream audit does not follow");
                    });
            assertThatThrownBy(() -> reading.read(AuditLog.STREAM, 100, 50))
                    .isInstanceOfSatisfying(
                            FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_CORRUPT));
        }
    }

    /** Seeds of masks lie in the journal until their round is over. Whoever gets the disk later finds none, and so can read nothing of what was sent. */
    @Test
    void what_was_dropped_is_in_no_file() throws IOException {
        SeededStream random = SeededStream.of(3, "seeds");
        List<String> gone = new ArrayList<>();
        try (SiteStorage storage = SiteStorage.open(agent(), CLOCK)) {
            Journal journal = storage.journal();
            StreamHead head = journal.head(new StreamName("run/one"));
            for (int round = 0; round < 25; round++) {
                byte[] seed = bytes(random, 32);
                byte[] told = bytes(random, 32 + random.nextInt(9000));
                head = journal.append(
                                Batch.of(Append.of(head, EVENT).attaching(Bytes.copyOf(seed), Bytes.copyOf(told))))
                        .get(0);
                assertThat(files()).contains(text(seed));
                head = journal.append(Batch.of(Append.of(head, EVENT).dropping(Sha256.of(seed), Sha256.of(told))))
                        .get(0);
                gone.add(text(seed));
                gone.add(text(Arrays.copyOfRange(told, told.length - 32, told.length)));
                String files = files();
                assertThat(gone).as("round %d", round).noneMatch(files::contains);
            }
        }
    }

    private static byte[] bytes(SeededStream random, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /** All bytes of all files in the folder, each as a character. */
    private String files() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(agent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(text(Files.readAllBytes(file)));
            }
        }
        return all.toString();
    }
}
