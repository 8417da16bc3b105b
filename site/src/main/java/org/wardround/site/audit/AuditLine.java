package org.wardround.site.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Bytes;
import org.wardround.site.audit.AuditField.Value;

/**
 * A line of the log. It has one form in bytes: JSON without blanks, {@code seq}, {@code time} and {@code event} first, then the event's fields in their
 * order, {@code previous} last. Immutable.
 *
 * @param number of the line, from 1
 * @param time in whole seconds, by the site's clock: for people to read, never for deciding
 * @param event the event's word, also one that this version does not know
 * @param fields the event's own
 * @param previous SHA-256 of the line before
 */
public record AuditLine(long number, Instant time, String event, List<AuditField> fields, Sha256 previous) {
    private static final String NUMBER = "seq";
    private static final String TIME = "time";
    private static final String EVENT = "event";
    private static final String PREVIOUS = "previous";
    private static final int BEFORE_FIELDS = 3;

    public AuditLine {
        fields = List.copyOf(fields);
        if (number < 1) {
            throw new IllegalArgumentException("lines count from 1, got " + number);
        }
    }

    static AuditLine of(AuditEvent event, Instant now, AuditHead before) {
        return new AuditLine(
                before.length() + 1, now.truncatedTo(ChronoUnit.SECONDS), event.word(), event.fields(), before.hash());
    }

    /**
     * Reads a line.
     *
     * @param bytes without a line feed
     * @throws org.wardround.core.error.FederationException STORAGE_CORRUPT where they are no line in its only form; shows nothing of what they hold
     */
    public static AuditLine read(Bytes bytes) {
        List<AuditField> all = LineReader.read(bytes.toArray());
        int last = all.size() - 1;
        if (last < BEFORE_FIELDS) {
            throw LineReader.unreadable("the line lacks one of seq, time, event and previous");
        }
        return new AuditLine(
                number(all.get(0)),
                time(text(all.get(1), TIME)),
                text(all.get(2), EVENT),
                all.subList(BEFORE_FIELDS, last),
                hash(text(all.get(last), PREVIOUS)));
    }

    private static long number(AuditField field) {
        if (field.name().equals(NUMBER) && field.value() instanceof Value.Whole whole && whole.number() > 0) {
            return whole.number();
        }
        throw LineReader.unreadable("the line does not begin with its number");
    }

    private static String text(AuditField field, String name) {
        if (field.name().equals(name) && field.value() instanceof Value.Text text) {
            return text.text();
        }
        throw LineReader.unreadable("the line has something else where %s should stand".formatted(name));
    }

    static Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            if (time.equals(time.truncatedTo(ChronoUnit.SECONDS))
                    && time.toString().equals(text)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        throw LineReader.unreadable("the line's time is not written as 2026-01-31T23:59:59Z");
    }

    static Sha256 hash(String text) {
        try {
            return new Sha256(text);
        } catch (IllegalArgumentException e) {
            throw LineReader.unreadable("the line has no SHA-256 where one should stand");
        }
    }

    /** The line as it stands in the log, without a line feed. */
    public Bytes bytes() {
        List<AuditField> all = new ArrayList<>(fields.size() + BEFORE_FIELDS + 1);
        all.add(AuditField.whole(NUMBER, number));
        all.add(AuditField.text(TIME, time));
        all.add(AuditField.text(EVENT, event));
        all.addAll(fields);
        all.add(AuditField.text(PREVIOUS, previous));
        return Bytes.of(LineWriter.write(all));
    }

    /** What stands under a name of the event's, as text; empty where nothing does. */
    public Optional<String> find(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(field -> field.value().toString())
                .findFirst();
    }
}
