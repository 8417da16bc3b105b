package org.wardround.publish.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.TimeGrid;
import org.wardround.inference.statistics.LifeTable;
import org.wardround.study.results.Table1.Moment;

/** A few times of common use at which survival is told: as far as enough patients of all sites together were observed. */
final class SurvivalTimes {
    private static final List<Integer> YEARS = List.of(1, 3, 5, 10, 20);
    private static final List<Double> HALVES = List.of(0.5, 1.0, 2.0);
    private static final List<Integer> MONTHS = List.of(1, 3, 6);
    private static final List<Double> SHARES = List.of(0.25, 0.5, 0.75);

    private SurvivalTimes() {}

    /** @param life of all patients */
    static List<Moment> of(Outcome outcome, LifeTable life, int minimum) {
        OptionalDouble year = TimeGrid.YEAR.step(outcome.unit());
        if (year.isEmpty()) {
            return shares(outcome, life, minimum);
        }
        List<Moment> years = new ArrayList<>();
        YEARS.forEach(count -> years.add(moment(count, year.getAsDouble(), "year")));
        List<Moment> halves = new ArrayList<>();
        halves.add(new Moment(HALVES.get(0) * year.getAsDouble(), "6 months"));
        HALVES.stream().skip(1).forEach(count -> halves.add(moment(count.intValue(), year.getAsDouble(), "year")));
        List<Moment> months = new ArrayList<>();
        MONTHS.forEach(count -> months.add(moment(count, year.getAsDouble() / 12, "month")));
        for (List<Moment> choice : List.of(years, halves)) {
            List<Moment> observed = observed(choice, life, minimum);
            if (observed.size() >= 2) {
                return observed;
            }
        }
        return observed(months, life, minimum);
    }

    private static List<Moment> shares(Outcome outcome, LifeTable life, int minimum) {
        double longest = Objects.requireNonNull(outcome.range(), "a time declares its range")
                .high();
        List<Moment> moments = SHARES.stream()
                .map(share -> (double) Math.round(share * longest))
                .map(time -> new Moment(
                        time, ("%.0f " + outcome.unit()).formatted(time).strip()))
                .toList();
        return observed(moments, life, minimum);
    }

    private static Moment moment(int count, double unit, String word) {
        return new Moment(count * unit, "%d %s".formatted(count, count == 1 ? word : word + "s"));
    }

    private static List<Moment> observed(List<Moment> moments, LifeTable life, int minimum) {
        return moments.stream()
                .filter(moment -> atRisk(life, moment.time()) >= minimum)
                .toList();
    }

    /** Patients observed for longer than the time. */
    static long atRisk(LifeTable life, double time) {
        long[] atRisk = life.atRisk();
        for (int step = 0; step < life.steps(); step++) {
            if (life.time(step) > time) {
                return atRisk[step];
            }
        }
        return 0;
    }
}
