package org.wardround.site.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamName;
import org.wardround.privacy.memory.SummedSets;

/**
 * With whom this site's vectors and columns were summed, in all its runs and studies, kept in a stream of its own that outlives them. Thread-safe; one for all runs of a journal.
 *
 * @see SummedSets
 */
public final class SumMemory {
    /** Where the sums stand in the journal. */
    public static final StreamName STREAM = new StreamName("sums");

    private static final String TYPE = "Summed";
    /** In one event, which has at most 1 MiB. */
    private static final int MOST_MARKS = 10_000;

    private final SummedSets sets = new SummedSets();
    private final boolean remembers;
    private long length;

    /** Writes to the journal, all or nothing, together with what belongs to it. */
    @FunctionalInterface
    interface Write {
        /** @param beside null where nothing new is to be remembered */
        void with(@Nullable Append beside);
    }

    private SumMemory(boolean remembers) {
        this.remembers = remembers;
    }

    /** As the journal has it. */
    public static SumMemory open(Journal journal) {
        SumMemory memory = new SumMemory(true);
        journal.replay(STREAM, 0, memory::replay);
        return memory;
    }

    /** Remembers nothing, so that two sums can tell of one hospital. Only to show what the memory is for. */
    public static SumMemory insecureNone() {
        return new SumMemory(false);
    }

    /** Whether no sum was taken under masks yet, that this remembers. */
    synchronized boolean isEmpty() {
        return length == 0;
    }

    /**
     * Nothing happens where this may be summed with these sites.
     *
     * @throws FederationException WOULD_REVEAL_SITE where one of them was summed with others
     */
    synchronized void require(Collection<Sha256> marks, SortedSet<SiteId> sites) {
        require("what is asked", marks, sites);
    }

    /** The same of columns, whose words may be others each time. */
    synchronized void requireColumns(Collection<Sha256> marks, SortedSet<SiteId> sites) {
        require("a column of the study, under this or another name and in whatever unit,", marks, sites);
    }

    private void require(String what, Collection<Sha256> marks, SortedSet<SiteId> sites) {
        if (!remembers) {
            return;
        }
        sets.otherThan(marks, sites).ifPresent(other -> {
            throw new FederationException(
                    ErrorCode.WOULD_REVEAL_SITE,
                    (sites.size() == 1
                                    ? "%s was summed over %s before; that of %s alone as well would reveal the others. Ask the same sites under masks"
                                    : "%s was summed over %s before; a sum over %s as well would reveal one hospital, or few. Ask the same sites")
                            .formatted(what, words(other), words(sites)));
        });
    }

    /**
     * Remembers before the site says what makes the sum possible.
     *
     * @param write durable when it returns
     * @throws FederationException as {@link #require}; nothing was written then
     */
    synchronized void remember(List<Sha256> marks, SortedSet<SiteId> sites, Write write) {
        require(marks, sites);
        List<Sha256> unknown = remembers ? sets.unknown(marks) : List.of();
        if (unknown.isEmpty()) {
            write.with(null);
            return;
        }
        List<Event> events = new ArrayList<>();
        for (int from = 0; from < unknown.size(); from += MOST_MARKS) {
            events.add(event(unknown.subList(from, Math.min(from + MOST_MARKS, unknown.size())), sites));
        }
        write.with(new Append(STREAM, length, events, List.of(), List.of()));
        length += events.size();
        sets.add(unknown, sites);
    }

    /** A line with the sites, then a line for each mark. */
    private static Event event(List<Sha256> marks, SortedSet<SiteId> sites) {
        String text = sites.stream().map(SiteId::name).collect(Collectors.joining(" ")) + '\n' + lines(marks);
        return new Event(TYPE, Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void replay(StoredEvent stored) {
        if (!stored.event().type().equals(TYPE)) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT,
                    "event %d of %s is of the kind '%s', which this version does not know; use the version that wrote it"
                            .formatted(stored.sequence(), STREAM, stored.event().type()));
        }
        String text = new String(stored.event().payload().toArray(), StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        SortedSet<SiteId> sites = Arrays.stream(text.substring(0, end).split(" "))
                .map(SiteId::new)
                .collect(Collectors.toCollection(TreeSet::new));
        sets.add(marks(text.substring(end + 1)), sites);
        length = stored.sequence();
    }

    /** Marks as text, one a line. */
    static String lines(List<Sha256> marks) {
        return marks.stream().map(mark -> mark.hex() + '\n').collect(Collectors.joining());
    }

    /** What {@link #lines} has written. */
    static List<Sha256> marks(String lines) {
        return lines.lines().map(Sha256::new).toList();
    }

    private static String words(SortedSet<SiteId> sites) {
        return sites.stream().map(SiteId::words).collect(Collectors.joining(", "));
    }
}
