package org.wardround.site.outbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Journal;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.run.SiteRuns;
import org.wardround.study.figures.SiteFigures;

/**
 * How things stand with what waits to leave. States follow from what is durable elsewhere: the figures from their file, what people said from the decisions, what has left from the agent's journal.
 *
 * <pre>
 * WAITING  → RELEASED   a person said yes
 * WAITING  → REFUSED    a person said no; it never leaves
 * WAITING  → LEAVING    the policy says yes: the agent has charged it and written its line
 * RELEASED → LEAVING    likewise
 * LEAVING  → SENT       the coordinator's receipt is kept
 * </pre>
 */
public final class Outbox {
    private final OutboxShelf shelf;
    private final Supplier<List<ApprovalEvent>> decisions;

    /** Of one run's figures. */
    public enum State {
        WAITING,
        RELEASED,
        REFUSED,
        /** It may have arrived, or not yet. */
        LEAVING,
        SENT;

        /** For people. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether a person can still decide. */
        public boolean isOpen() {
            return this == WAITING;
        }
    }

    /**
     * One run's figures.
     *
     * @param decision what a person said; null where nobody has
     */
    public record Item(OutboxShelf.Kept kept, State state, ApprovalEvent.@Nullable OutboxDecided decision) {
        public SiteFigures figures() {
            return kept.figures();
        }

        /** Of the bytes that would leave. */
        public Sha256 digest() {
            return kept.bytes().digest();
        }
    }

    /** @param decisions all so far, in their order */
    public Outbox(OutboxShelf shelf, Supplier<List<ApprovalEvent>> decisions) {
        this.shelf = shelf;
        this.decisions = decisions;
    }

    /** @param journal the agent's; null where none has started yet */
    public List<Item> items(@Nullable Journal journal) {
        return runs().stream().flatMap(run -> find(run, journal).stream()).toList();
    }

    /** The runs of which there are figures. */
    public SortedSet<String> runs() {
        return shelf.runs();
    }

    /** The figures of a run; empty where there are none. */
    public Optional<Item> find(String run, @Nullable Journal journal) {
        return shelf.find(run).map(kept -> item(kept, journal));
    }

    private Item item(OutboxShelf.Kept kept, @Nullable Journal journal) {
        ApprovalEvent.OutboxDecided decision = decision(kept);
        long steps = journal == null
                ? 0
                : journal.head(SiteRuns.outbox(kept.figures().run())).length();
        State state = steps > 1
                ? State.SENT
                : steps == 1
                        ? State.LEAVING
                        : decision == null ? State.WAITING : decision.released() ? State.RELEASED : State.REFUSED;
        return new Item(kept, state, decision);
    }

    /** The first counts: what was refused stays here. */
    private ApprovalEvent.@Nullable OutboxDecided decision(OutboxShelf.Kept kept) {
        return decisions.get().stream()
                .filter(ApprovalEvent.OutboxDecided.class::isInstance)
                .map(ApprovalEvent.OutboxDecided.class::cast)
                .filter(event -> event.run().equals(kept.figures().run())
                        && event.content().equals(kept.bytes().digest()))
                .findFirst()
                .orElse(null);
    }
}
