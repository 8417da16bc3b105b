package org.wardround.publish.counts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wardround.inference.statistics.CountCells;
import org.wardround.inference.statistics.GivenTally;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.Showing;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.privacy.disclosure.Suppression;
import org.wardround.privacy.statistics.CountNoise;
import org.wardround.study.results.Count;

/**
 * What may be told of counts that make up all patients together, such as the levels of a variable and those without a value. Where sites hide some of theirs, a total is told as all that is known of it: at least what the other
 * sites have, and for each site that hides a small count up to the rule's minimum less one more; a count that was hidden beside a small one is bounded by what the others leave of all patients.
 */
final class GivenRow {
    private static final long UNKNOWN = Long.MAX_VALUE / 4;
    private static final int PASSES = 10;

    private final GivenTally tally;
    private final SmallCellRule rule;
    private final CountsBeside beside;
    private final int[] parts;

    /** @param parts places of counts that exclude each other and make up all patients */
    GivenRow(GivenTally tally, SmallCellRule rule, CountsBeside beside, int... parts) {
        this.tally = tally;
        this.rule = rule;
        this.beside = beside;
        this.parts = parts;
    }

    /** All patients. */
    static Count patients(GivenTally tally, SmallCellRule rule, CountsBeside beside) {
        if (tally.noisedSites() > 0) {
            return noised(tally, rule, CountCells.PATIENTS);
        }
        long low = low(tally, rule, CountCells.PATIENTS);
        long high = high(tally, rule, CountCells.PATIENTS);
        boolean hidden = rule.hides(tally.shown(CountCells.PATIENTS)) || high >= UNKNOWN;
        return hidden || low < high && !beside.leaves(CountCells.PATIENTS, low, high)
                ? Count.SUPPRESSED
                : Count.between(low, high);
    }

    /** Of each part. */
    List<Count> counts() {
        if (tally.noisedSites() > 0) {
            return Arrays.stream(parts)
                    .mapToObj(part -> noised(tally, rule, part))
                    .toList();
        }
        if (Arrays.stream(parts).anyMatch(beside::hides)) {
            return nothing();
        }
        boolean few = Arrays.stream(parts).anyMatch(part -> rule.hides(tally.shown(part)));
        if (!isHidden(CountCells.PATIENTS) && Arrays.stream(parts).noneMatch(this::isHidden)) {
            return few ? suppressed() : exact();
        }
        // A range beside a suppressed count could leave one number that fits: then no number of the row is told.
        return few ? nothing() : ranges();
    }

    private boolean isHidden(int place) {
        return tally.withholding(place) > 0;
    }

    private List<Count> exact() {
        return Arrays.stream(parts)
                .mapToObj(part -> Count.of(tally.shown(part)))
                .toList();
    }

    private List<Count> suppressed() {
        CellSystem system = new CellSystem(rule);
        Cell patients = system.cell("patients", tally.shown(CountCells.PATIENTS), Showing.KEPT);
        List<Cell> cells = Arrays.stream(parts)
                .mapToObj(part ->
                        system.part(patients, "count " + part, tally.shown(part), tally.shown(part), Showing.PRINTED))
                .toList();
        system.sum(patients, cells);
        Suppression suppression = system.protect();
        if (!suppression.shows(patients)) {
            return nothing();
        }
        return cells.stream()
                .map(cell -> suppression.shows(cell)
                        ? Count.of(suppression.published(cell).getAsLong())
                        : Count.SUPPRESSED)
                .toList();
    }

    /** Only what nobody has. */
    private List<Count> nothing() {
        boolean group = !rule.hides(tally.shown(CountCells.PATIENTS));
        return Arrays.stream(parts)
                .mapToObj(part -> group && tally.shown(part) == 0 && !isHidden(part) ? Count.of(0) : Count.SUPPRESSED)
                .toList();
    }

    private List<Count> ranges() {
        long[] low =
                Arrays.stream(parts).mapToLong(part -> low(tally, rule, part)).toArray();
        long[] high =
                Arrays.stream(parts).mapToLong(part -> high(tally, rule, part)).toArray();
        long least = low(tally, rule, CountCells.PATIENTS);
        long most = high(tally, rule, CountCells.PATIENTS);
        for (int pass = 0; pass < PASSES; pass++) {
            for (int part = 0; part < parts.length; part++) {
                high[part] = Math.min(high[part], most - (Arrays.stream(low).sum() - low[part]));
                low[part] = Math.max(low[part], least - othersMost(high, part));
            }
        }
        if (isHidden(CountCells.PATIENTS) && !beside.leaves(CountCells.PATIENTS, least, most)) {
            return nothing();
        }
        List<Count> counts = new ArrayList<>();
        for (int part = 0; part < parts.length; part++) {
            if (isHidden(parts[part]) && !beside.leaves(parts[part], low[part], high[part])) {
                return nothing();
            }
            counts.add(high[part] >= UNKNOWN / 2 ? Count.SUPPRESSED : Count.between(low[part], high[part]));
        }
        return counts;
    }

    private static long othersMost(long[] high, int part) {
        long most = 0;
        for (int other = 0; other < high.length; other++) {
            most = other == part ? most : Math.min(UNKNOWN, most + high[other]);
        }
        return most;
    }

    private static long low(GivenTally tally, SmallCellRule rule, int place) {
        return tally.shown(place) + tally.others(place) * rule.minimum();
    }

    private static long high(GivenTally tally, SmallCellRule rule, int place) {
        return tally.others(place) > 0 ? UNKNOWN : tally.shown(place) + tally.few(place) * (rule.minimum() - 1);
    }

    /** The middle of what is known; suppressed where a count without bound is hidden. Noise hides small counts: no site's is told by less than 10 patients. */
    private static Count noised(GivenTally tally, SmallCellRule rule, int place) {
        if (tally.others(place) > 0) {
            return Count.SUPPRESSED;
        }
        double hidden = tally.few(place) * (rule.minimum() - 1) / 2.0;
        double value = tally.shown(place) + tally.noised(place) + hidden;
        double half = CountNoise.halfWidth(tally.variance()) + hidden;
        return Count.noised(Math.max(0, Math.round(value)), (long) Math.ceil(half));
    }
}
