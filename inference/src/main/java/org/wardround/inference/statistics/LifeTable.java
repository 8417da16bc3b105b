package org.wardround.inference.statistics;

import java.util.Arrays;

/**
 * Events and ends of observation at each step of the time grid; step j ends at {@code j·width}, and step 0 is the origin itself. Those who leave in a step
 * without the event are at risk in it. Immutable; {@code toString} shows no counts.
 */
public final class LifeTable {
    private final double width;
    private final long[] events;
    private final long[] censored;

    /** @param width of a step in the unit of the time; arrays are copied */
    public LifeTable(double width, long[] events, long[] censored) {
        if (events.length != censored.length || events.length == 0) {
            throw new IllegalArgumentException("events and censored patients are told for the same steps");
        }
        this.width = width;
        this.events = events.clone();
        this.censored = censored.clone();
    }

    public int steps() {
        return events.length;
    }

    /** The end of a step in the unit of the time. */
    public double time(int step) {
        return step * width;
    }

    public long events(int step) {
        return events[step];
    }

    public long censored(int step) {
        return censored[step];
    }

    /** Patients at risk at the start of each step. */
    public long[] atRisk() {
        long[] atRisk = new long[events.length];
        long left = 0;
        for (int step = events.length - 1; step >= 0; step--) {
            left += events[step] + censored[step];
            atRisk[step] = left;
        }
        return atRisk;
    }

    public long patients() {
        return Arrays.stream(events).sum() + Arrays.stream(censored).sum();
    }

    public long events() {
        return Arrays.stream(events).sum();
    }

    /** Both tables' patients; of the same grid. */
    public LifeTable plus(LifeTable other) {
        if (other.width != width || other.events.length != events.length) {
            throw new IllegalArgumentException("only tables of one grid add up");
        }
        long[] moreEvents = events.clone();
        long[] moreCensored = censored.clone();
        for (int step = 0; step < moreEvents.length; step++) {
            moreEvents[step] += other.events[step];
            moreCensored[step] += other.censored[step];
        }
        return new LifeTable(width, moreEvents, moreCensored);
    }

    /**
     * The same patients on coarser steps, each a run of steps that ends where it has at least {@code least} events, or none and the table ends. Whoever
     * leaves within a run counts at its end. What is left at the end joins the last run.
     *
     * @return the last step of each run, ascending
     */
    public int[] runs(long least) {
        int[] ends = new int[events.length];
        int count = 0;
        long within = 0;
        for (int step = 0; step < events.length; step++) {
            within += events[step];
            if (within >= least) {
                ends[count++] = step;
                within = 0;
            }
        }
        return Arrays.copyOf(ends, count);
    }

    @Override
    public String toString() {
        return "LifeTable[%d steps]".formatted(events.length);
    }
}
