package org.wardround.site.ledger;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamName;

/**
 * The site's record of what its patients were charged with, a stream of the journal to which entries are only ever added. A charge is durable together with the answer that it is for, before a byte of that leaves; an answer that is sent
 * again is not charged again. Caps are looked up at each charge and hold over everything that was ever charged. Thread-safe; one for all runs of a journal.
 */
public final class SiteLedger {
    /** Where the charges stand in the journal. */
    public static final StreamName STREAM = new StreamName("ledger");

    private static final String TYPE = "Charged";

    private final Map<String, Account> accounts = new HashMap<>();
    private final Supplier<Caps> caps;
    private long length;

    /** Writes to the journal, all or nothing, together with what is charged for. */
    @FunctionalInterface
    public interface Write {
        void with(Append charge);
    }

    private SiteLedger(Supplier<Caps> caps) {
        this.caps = caps;
    }

    /**
     * As the journal has it.
     *
     * @param caps as they are now, asked at each charge
     */
    public static SiteLedger open(Journal journal, Supplier<Caps> caps) {
        SiteLedger ledger = new SiteLedger(caps);
        journal.replay(STREAM, 0, ledger::replay);
        return ledger;
    }

    /** Reads one entry of {@link #STREAM}. */
    public static Charge read(StoredEvent stored) {
        if (!stored.event().type().equals(TYPE)) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT,
                    "event %d of %s is of the kind '%s', which this version does not know; use the version that wrote it"
                            .formatted(stored.sequence(), STREAM, stored.event().type()));
        }
        return Charge.parse(new String(stored.event().payload().toArray(), StandardCharsets.UTF_8));
    }

    private synchronized void replay(StoredEvent stored) {
        add(read(stored));
        length = stored.sequence();
    }

    private void add(Charge charge) {
        account(charge.population()).add(charge.cost());
    }

    /** What a population has been charged with. For who writes nothing at the same time. */
    public synchronized Account account(String population) {
        return accounts.computeIfAbsent(population, unseen -> new Account());
    }

    /**
     * Nothing happens where the charge would pass no cap.
     *
     * @throws FederationException BUDGET_SPENT
     */
    public synchronized void require(Charge charge) {
        account(charge.population()).refusal(charge.cost(), caps.get()).ifPresent(reason -> {
            throw new FederationException(ErrorCode.BUDGET_SPENT, reason);
        });
    }

    /**
     * Charges before the release.
     *
     * @param write durable when it returns
     * @throws FederationException as {@link #require}; nothing was written then
     */
    public synchronized void charge(Charge charge, Write write) {
        require(charge);
        Event event = new Event(TYPE, Bytes.copyOf(charge.text().getBytes(StandardCharsets.UTF_8)));
        write.with(new Append(STREAM, length, List.of(event), List.of(), List.of()));
        length++;
        add(charge);
    }
}
