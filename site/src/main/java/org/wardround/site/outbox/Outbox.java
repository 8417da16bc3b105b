package org.wardround.site.outbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.run.SiteRuns;

/**
 * How things stand with what waits to leave. States follow from what is durable elsewhere: what waits from its file, what people said from the decisions, what has left from the agent's journal.
 *
 * <pre>
 * WAITING  → RELEASED   a person said yes
 * WAITING  → REFUSED    a person said no; it never leaves
 * WAITING  → LEAVING    the policy says yes: the agent has charged it and written its line
 * RELEASED → LEAVING    likewise
 * LEAVING  → SENT       the coordinator's receipt is kept
 * </pre>
 *
 * <p>Answers about a finished model know the first three.
 */
public final class Outbox {
    private final OutboxShelf shelf;
    private final Supplier<List<ApprovalEvent>> decisions;

    /** Of one thing that waits. */
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

    /** What waits. */
    public enum Kind {
        /** Figures about this site, to be published. */
        FIGURES("the figures"),
        /** Answers to what is asked about the finished model. */
        MODEL("the answers about the finished model");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /**
     * Something of one run.
     *
     * @param bytes what a person reads: of figures exactly what would leave
     * @param decision what a person said; null where nobody has
     */
    public record Item(
            Kind kind,
            String run,
            Sha256 study,
            Bytes bytes,
            State state,
            ApprovalEvent.@Nullable OutboxDecided decision) {
        /** Of what a person reads. */
        public Sha256 digest() {
            return bytes.digest();
        }
    }

    /** @param decisions all so far, in their order */
    public Outbox(OutboxShelf shelf, Supplier<List<ApprovalEvent>> decisions) {
        this.shelf = shelf;
        this.decisions = decisions;
    }

    /** Everything, by run. @param journal the agent's */
    public List<Item> items(Journal journal) {
        return Stream.concat(runs().stream(), shelf.held().stream())
                .distinct()
                .sorted()
                .flatMap(run -> of(run, journal).stream())
                .toList();
    }

    /** All of one run: answers about its model, then figures. */
    public List<Item> of(String run, Journal journal) {
        return Stream.concat(shelf.held(run).map(this::held).stream(), figures(run, journal).stream())
                .toList();
    }

    /** The runs of which there are figures. */
    public SortedSet<String> runs() {
        return shelf.runs();
    }

    /** The figures of a run; empty where there are none. */
    public Optional<Item> figures(String run, Journal journal) {
        return shelf.find(run).map(kept -> {
            long steps = journal.head(SiteRuns.outbox(run)).length();
            Item item = item(Kind.FIGURES, run, kept.figures().study(), kept.bytes());
            State state = steps > 1 ? State.SENT : steps == 1 ? State.LEAVING : item.state;
            return new Item(item.kind, run, item.study, item.bytes, state, item.decision);
        });
    }

    /** How answers about a finished model stand. */
    public Item held(OutboxShelf.Held held) {
        return item(Kind.MODEL, held.run(), held.study(), held.bytes());
    }

    private Item item(Kind kind, String run, Sha256 study, Bytes bytes) {
        // The first counts: what was refused stays here.
        ApprovalEvent.OutboxDecided decision = decisions.get().stream()
                .filter(ApprovalEvent.OutboxDecided.class::isInstance)
                .map(ApprovalEvent.OutboxDecided.class::cast)
                .filter(event -> event.run().equals(run) && event.content().equals(bytes.digest()))
                .findFirst()
                .orElse(null);
        State state = decision == null ? State.WAITING : decision.released() ? State.RELEASED : State.REFUSED;
        return new Item(kind, run, study, bytes, state, decision);
    }
}
