package org.wardround.publish.table;

import java.util.List;

/**
 * Whether printed means and deviations give away a suppressed number of missing values: the mean of everybody is that of the sites, weighted by who has a
 * value. A number is given away where no neighbouring number fits what is printed, rounding included, with another column's number making up for
 * it.
 */
final class MissingFromMeans {
    private final List<Column> parts;
    private final Column whole;
    private final double half;

    /**
     * One column as it is printed.
     *
     * @param present patients with a value
     * @param missing patients without
     * @param hidden whether that is suppressed
     * @param mean rounded
     * @param sd rounded
     */
    record Column(long present, long missing, boolean hidden, double mean, double sd) {
        double secondMoment(double about) {
            return present == 0 ? 0 : present * square(mean - about) + (present - 1) * square(spread());
        }

        private double spread() {
            return Double.isNaN(sd) ? 0 : sd;
        }

        double slack(double about, double half) {
            return present * 2 * half * (2 * Math.abs(mean - about) + 2 * half)
                    + present * 2 * half * (spread() + half);
        }

        double one(double about) {
            return square(mean - about) + square(spread());
        }

        private static double square(double value) {
            return value * value;
        }
    }

    /** @param decimals of the printed figures */
    MissingFromMeans(List<Column> parts, Column whole, int decimals) {
        this.parts = List.copyOf(parts);
        this.whole = whole;
        this.half = 0.5 * StrictMath.pow(10, -decimals);
    }

    /** Whether the number of missing values of a part is given away. */
    boolean tells(int part) {
        Column column = parts.get(part);
        for (int step = -1; step <= 1; step += 2) {
            if (column.missing - step < 1) {
                continue;
            }
            if (whole.hidden && whole.missing - step >= 1 && fits(step, column, whole)) {
                return false;
            }
            for (Column other : parts) {
                if (other != column && other.hidden && other.missing + step >= 1 && fits(step, column, other)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the printed figures fit {@code step} more values in one column and fewer in, or more in the whole of, the other. */
    private boolean fits(int step, Column column, Column other) {
        double about = whole.mean;
        double first = 0;
        double second = -whole.secondMoment(about);
        double firstSlack = whole.present * half;
        double secondSlack = whole.slack(about, half);
        for (Column part : parts) {
            first += part.present == 0 ? 0 : part.present * (part.mean - about);
            second += part.secondMoment(about);
            firstSlack += part.present * half;
            secondSlack += part.present == 0 ? 0 : part.slack(about, half);
        }
        double firstChange = step * (column.mean - (other == whole ? about : other.mean));
        double secondChange = step * (column.one(about) - other.one(about));
        return Math.abs(first + firstChange) <= firstSlack && Math.abs(second + secondChange) <= secondSlack;
    }
}
