package org.wardround.inference.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many patients there are in each stratum, in how many a variable is present, and how many are of each level. Immutable; {@code toString} shows no
 * counts.
 */
public final class Tally {
    private final long[] patients;
    private final long[][] present;
    private final List<long[][]> levels;
    private final long[][] classes;

    /**
     * @param present by stratum, then variable
     * @param levels for each variable by stratum, then level
     * @param classes of the outcome by stratum; empty rows where it has none
     */
    Tally(long[] patients, long[][] present, List<long[][]> levels, long[][] classes) {
        this.patients = patients;
        this.present = present;
        this.levels = List.copyOf(levels);
        this.classes = classes;
    }

    /** Patients of whom nothing is known but the classes of the outcome; they have no value of any variable. */
    public static Tally ofClasses(CountCells cells, long patients, long... classes) {
        return new Tally(
                new long[] {patients},
                new long[][] {new long[cells.variables()]},
                IntStream.range(0, cells.variables())
                        .mapToObj(variable -> new long[][] {new long[cells.levels(variable).length]})
                        .toList(),
                new long[][] {classes.clone()});
    }

    public int strata() {
        return patients.length;
    }

    public long patients(int stratum) {
        return patients[stratum];
    }

    /** Patients in whom the variable, by its position in the dictionary, is present. */
    public long present(int stratum, int variable) {
        return present[stratum][variable];
    }

    /** Patients in whom it is not. */
    public long missing(int stratum, int variable) {
        return patients[stratum] - present[stratum][variable];
    }

    /** Patients of each level of a coded variable; empty for a quantity. */
    public long[] levels(int stratum, int variable) {
        return levels.get(variable)[stratum].clone();
    }

    /** Patients of each class of the outcome; of a time: censored, event; of a number: empty. */
    public long[] classes(int stratum) {
        return classes[stratum].clone();
    }

    /** Patients in whom the quantity is present; the outcome is present in everyone. */
    public long present(int stratum, Quantity quantity) {
        return quantity.position() == Quantity.OUTCOME ? patients[stratum] : present[stratum][quantity.position()];
    }

    /** One stratum alone. */
    public Tally only(int stratum) {
        return new Tally(
                new long[] {patients[stratum]},
                new long[][] {present[stratum]},
                levels.stream().map(each -> new long[][] {each[stratum]}).toList(),
                new long[][] {classes[stratum]});
    }

    /** All strata as one. */
    public Tally total() {
        return new Tally(
                new long[] {Arrays.stream(patients).sum()},
                new long[][] {sum(present)},
                levels.stream().map(each -> new long[][] {sum(each)}).toList(),
                new long[][] {sum(classes)});
    }

    private static long[] sum(long[][] rows) {
        long[] sum = new long[rows[0].length];
        for (long[] row : rows) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
        return sum;
    }

    @Override
    public String toString() {
        return "Tally[%d strata, %d variables]".formatted(strata(), levels.size());
    }
}
