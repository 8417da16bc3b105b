package org.wardround.inference.program;

import java.util.Iterator;
import java.util.List;
import org.wardround.core.round.RoundPlan;

/**
 * Gives the rounds that a run has behind it as they were recorded, then asks on, and records each new one before the run goes on with it. So a run whose
 * program was stopped anywhere is run again from its first question and, because the program is a function of what the rounds bring, goes on where it
 * stopped with the same bits. Not thread-safe.
 */
public final class RecordedExchange implements Exchange {
    private final Iterator<Entry> past;
    private final Exchange next;
    private final Record record;

    /** What came of one round: of a sum, or of per-site updates. */
    public sealed interface Entry {
        RoundPlan plan();

        record Summed(RoundPlan plan, RoundResult result) implements Entry {}

        record Each(RoundPlan plan, PerSiteResult result) implements Entry {}
    }

    /** Where rounds are recorded; what was appended is durable when the call returns. */
    @FunctionalInterface
    public interface Record {
        void append(Entry entry);
    }

    /**
     * @param past what was recorded of this run, in order
     * @param next asks what comes after it
     */
    public RecordedExchange(List<Entry> past, Exchange next, Record record) {
        this.past = List.copyOf(past).iterator();
        this.next = next;
        this.record = record;
    }

    @Override
    public RoundResult ask(SumQuestion question) {
        if (past.hasNext()) {
            return recorded(question.plan(), Entry.Summed.class).result();
        }
        RoundResult result = next.ask(question);
        record.append(new Entry.Summed(question.plan(), result));
        return result;
    }

    @Override
    public PerSiteResult askEach(PerSiteQuestion question) {
        if (past.hasNext()) {
            return recorded(question.plan(), Entry.Each.class).result();
        }
        PerSiteResult result = next.askEach(question);
        record.append(new Entry.Each(question.plan(), result));
        return result;
    }

    private <E extends Entry> E recorded(RoundPlan plan, Class<E> kind) {
        Entry entry = past.next();
        if (!entry.plan().equals(plan) || !kind.isInstance(entry)) {
            throw new IllegalStateException(
                    "the record of round %d is of another question than the program asks now: it belongs to another study, seed or version"
                            .formatted(plan.number()));
        }
        return kind.cast(entry);
    }
}
