package org.wardround.site.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;

/** Counts the answers and refusals of a day in the audit log, where they stand whatever happens to the process. Thread-safe. */
public final class AuditTasks {
    private final Journal journal;
    private final InstantSource clock;
    private final ZoneId zone;
    private LocalDate day = LocalDate.MIN;
    private long read;
    private int count;

    /** @param zone in which days begin */
    public AuditTasks(Journal journal, InstantSource clock, ZoneId zone) {
        this.journal = journal;
        this.clock = clock;
        this.zone = zone;
    }

    /** How many tasks were answered or refused today. */
    public synchronized int today() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        if (!today.equals(day)) {
            day = today;
            count = 0;
            read = beforeToday();
        }
        List<StoredEvent> page = journal.read(AuditLog.STREAM, read, Journal.PAGE);
        while (!page.isEmpty()) {
            page.forEach(this::count);
            read += page.size();
            page = journal.read(AuditLog.STREAM, read, Journal.PAGE);
        }
        return count;
    }

    private void count(StoredEvent stored) {
        AuditLine line = AuditLine.read(stored.event().payload());
        boolean task =
                line.event().equals(AuditEvent.Released.WORD) || line.event().equals(AuditEvent.Refused.WORD);
        if (task && isToday(line.time())) {
            count++;
        }
    }

    /** The length of the log before a page that begins before today, from its end. */
    private long beforeToday() {
        long start = journal.head(AuditLog.STREAM).length();
        while (start > 0) {
            start = Math.max(0, start - Journal.PAGE);
            List<StoredEvent> first = journal.read(AuditLog.STREAM, start, 1);
            if (!isToday(AuditLine.read(first.get(0).event().payload()).time())) {
                return start;
            }
        }
        return start;
    }

    private boolean isToday(Instant time) {
        return LocalDate.ofInstant(time, zone).equals(day);
    }
}
