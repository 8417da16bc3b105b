package org.wardround.site.cohort;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamName;
import org.wardround.privacy.cohort.Cohort;
import org.wardround.privacy.cohort.PartitionGuard;
import org.wardround.privacy.cohort.PatientMark;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.site.policy.Differences;

/**
 * Every cohort about which this site has released something, in all its runs and studies, kept in a stream of its own that outlives them and names none. Between two questions nothing of it but the cohorts' digests is in memory. Thread-safe; one for all runs of a journal.
 *
 * @see PartitionGuard
 */
public final class CohortMemory {
    /** Where the cohorts stand in the journal. */
    public static final StreamName STREAM = new StreamName("cohorts");

    private static final String TYPE = "CohortPart";
    private static final int PART_BYTES = 256 << 10;
    private static final int HEADER_BYTES = 32 + Long.BYTES + 2 * Integer.BYTES;

    private final Journal journal;
    private final PatientMarker marker;
    private final Supplier<Differences> differences;
    private final Set<Sha256> known = new HashSet<>();
    private long length;
    /** What was looked at last and found to be in order, and how long the stream was. */
    private String checked = "";

    private CohortMemory(Journal journal, PatientMarker marker, Supplier<Differences> differences) {
        this.journal = journal;
        this.marker = marker;
        this.differences = differences;
    }

    /** Writes to the journal, all or nothing, together with what belongs to it. */
    @FunctionalInterface
    public interface Write {
        /** @param beside none where nothing new is to be remembered */
        void with(List<Append> beside);
    }

    /**
     * As the journal has it.
     *
     * @param differences by how many patients cohorts may differ, as the policy says now
     * @throws FederationException STORAGE_CORRUPT where the secret is not the one under which the journal's patients are known
     */
    public static CohortMemory open(Journal journal, PatientMarker marker, Supplier<Differences> differences) {
        CohortMemory memory = new CohortMemory(journal, marker, differences);
        journal.replay(STREAM, 0, stored -> {
            Part part = Part.of(stored);
            if (!part.check.equals(marker.check())) {
                throw new FederationException(
                        ErrorCode.STORAGE_CORRUPT,
                        "%s is not the key under which this site's patients are known; restore it from a backup of the site's folder"
                                .formatted(PatientMarker.FILE));
            }
            memory.known.add(part.cohort);
            memory.length = stored.sequence();
        });
        return memory;
    }

    /** By what patients are known here. */
    public List<PatientMark> marks(List<String> keys) {
        return marker.marks(keys);
    }

    /**
     * Nothing happens where figures about this cohort may be released.
     *
     * @throws FederationException WOULD_ISOLATE_PATIENTS where they may not
     */
    synchronized void require(Sha256 digest, Cohort cohort) {
        Differences allowed = differences.get();
        String question = "%s %d %s".formatted(digest, length, allowed);
        if (known.contains(digest) || allowed == Differences.ANY || checked.equals(question)) {
            return;
        }
        PartitionGuard guard = new PartitionGuard(SmallCellRule.DEFAULT);
        replay(journal, (found, released) -> guard.add(released));
        PartitionGuard.Verdict verdict = guard.verdict(cohort);
        boolean allows = verdict == PartitionGuard.Verdict.APART
                || verdict == PartitionGuard.Verdict.CELL_NEAR && allowed == Differences.LARGE_COHORTS;
        if (!allows) {
            throw new FederationException(ErrorCode.WOULD_ISOLATE_PATIENTS, words(verdict));
        }
        checked = question;
    }

    private static String words(PartitionGuard.Verdict verdict) {
        int minimum = SmallCellRule.DEFAULT.minimum();
        return switch (verdict) {
            case APART -> "nothing about few follows";
            case COHORT_NEAR -> different("this site's cohort, or a side of its split, differs", minimum);
            case CELL_NEAR -> different("the levels of a variable in this site's cohort differ", minimum);
            case NUMBERS_NEAR ->
                "model.weights or model.offset tells 1 to %d patients of this site from all others: it is the same for all but these, or as in what was released before but for these. Name one that differs for at least %d patients, or none; where patients have no value, demand one (required: true)"
                        .formatted(minimum - 1, minimum);
        };
    }

    private static String different(String what, int minimum) {
        return "%s from what was released before by 1 to %d patients, who would be told from all others. Ask for a cohort that was asked for before, or for one that differs by at least %d patients"
                .formatted(what, minimum - 1, minimum);
    }

    /**
     * Remembers before the first answer of a run leaves.
     *
     * @param write durable when it returns
     * @throws FederationException as {@link #require}; nothing was written then
     */
    synchronized void remember(Sha256 digest, Cohort cohort, Write write) {
        require(digest, cohort);
        if (known.contains(digest)) {
            write.with(List.of());
            return;
        }
        List<Event> events = events(digest, CohortBytes.packed(CohortBytes.of(cohort)));
        write.with(List.of(new Append(STREAM, length, events, List.of(), List.of())));
        length += events.size();
        known.add(digest);
    }

    private List<Event> events(Sha256 digest, byte[] packed) {
        int parts = (packed.length + PART_BYTES - 1) / PART_BYTES;
        List<Event> events = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            byte[] content =
                    Arrays.copyOfRange(packed, part * PART_BYTES, Math.min(packed.length, (part + 1) * PART_BYTES));
            events.add(new Event(
                    TYPE,
                    Bytes.copyOf(ByteBuffer.allocate(HEADER_BYTES + content.length)
                            .put(HexFormat.of().parseHex(digest.hex()))
                            .put(marker.check().toArray())
                            .putInt(part)
                            .putInt(parts)
                            .put(content)
                            .array())));
        }
        return events;
    }

    /** Takes a cohort and the digest by which runs name it. */
    @FunctionalInterface
    public interface Reader {
        void read(Sha256 digest, Cohort cohort);
    }

    /** Shows all cohorts, one at a time, in the order in which they were first released. */
    public static void replay(Journal journal, Reader reader) {
        Map<Sha256, List<byte[]>> parts = new HashMap<>();
        Consumer<StoredEvent> take = stored -> {
            Part part = Part.of(stored);
            List<byte[]> before = parts.computeIfAbsent(part.cohort, unseen -> new ArrayList<>());
            before.add(part.content);
            if (before.size() == part.parts) {
                parts.remove(part.cohort);
                reader.read(part.cohort, CohortBytes.read(CohortBytes.unpacked(joined(before))));
            }
        };
        journal.replay(STREAM, 0, take);
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteBuffer joined =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(joined::put);
        return joined.array();
    }

    /** What one event holds. */
    private record Part(Sha256 cohort, Bytes check, int parts, byte[] content) {
        static Part of(StoredEvent stored) {
            if (!stored.event().type().equals(TYPE)) {
                throw new FederationException(
                        ErrorCode.STORAGE_CORRUPT,
                        "event %d of %s is of the kind '%s', which this version does not know; use the version that wrote it"
                                .formatted(
                                        stored.sequence(),
                                        STREAM,
                                        stored.event().type()));
            }
            ByteBuffer payload = ByteBuffer.wrap(stored.event().payload().toArray());
            byte[] digest = new byte[32];
            byte[] check = new byte[Long.BYTES];
            payload.get(digest).get(check);
            payload.getInt();
            int parts = payload.getInt();
            byte[] content = new byte[payload.remaining()];
            payload.get(content);
            return new Part(new Sha256(HexFormat.of().formatHex(digest)), Bytes.copyOf(check), parts, content);
        }
    }
}
