package org.wardround.site.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.storage.Journal;
import org.wardround.testkit.storage.MemoryDisk;

class AuditTasksTest {
    private Instant now = Instant.parse("2026-11-23T22:00:00Z");
    private final InstantSource clock = () -> now;

    @Test
    void tasks_of_today_are_counted_and_nothing_else_also_after_a_restart() {
        Journal journal = new MemoryDisk().journal(clock);
        AuditLog log = AuditLog.open(journal, clock);
        for (int i = 0; i < 150; i++) {
            log.write(refused());
        }
        AuditTasks tasks = new AuditTasks(journal, clock, ZoneOffset.UTC);
        assertThat(tasks.today()).isEqualTo(150);

        now = now.plus(Duration.ofHours(3));
        assertThat(tasks.today()).as("a new day").isZero();
        log.write(refused());
        log.write(new AuditEvent.Started("1"));
        log.write(refused());
        assertThat(tasks.today()).isEqualTo(2);
        assertThat(new AuditTasks(journal, clock, ZoneOffset.UTC).today()).isEqualTo(2);
        assertThat(new AuditTasks(journal, clock, ZoneOffset.ofHours(-4)).today())
                .as("where it is still yesterday")
                .isEqualTo(152);
    }

    private static AuditEvent refused() {
        return new AuditEvent.Refused("run-1", 1, ErrorCode.NOT_ALLOWED, "no");
    }
}
