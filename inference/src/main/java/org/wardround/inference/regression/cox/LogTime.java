package org.wardround.inference.regression.cox;

import org.wardround.inference.regression.question.RegressionRows;

/** Events and their log times, over one site's rows. */
public final class LogTime {
    private LogTime() {}

    /** {@code log t}; a time below {@code smallest}, 0 above all, counts as that. */
    static double of(double time, double smallest) {
        return StrictMath.log(Math.max(time, smallest));
    }

    /** The sum over events. */
    public static double sum(RegressionRows rows, double smallest) {
        double[] events = rows.dataset().events();
        double sum = 0;
        for (int row = 0; row < events.length; row++) {
            if (events[row] != 0 && rows.weight(row) > 0) {
                sum += of(rows.dataset().outcomes()[row], smallest);
            }
        }
        return sum;
    }

    /** How many events happened while another row was at risk. */
    public static int comparisons(RegressionRows rows) {
        int[] falling = rows.fallingTimes();
        double[] times = rows.dataset().outcomes();
        double[] events = rows.dataset().events();
        int compared = 0;
        int atRisk = 0;
        for (int end, start = 0; start < falling.length; start = end) {
            int deaths = 0;
            end = start;
            while (end < falling.length && times[falling[end]] == times[falling[start]]) {
                if (rows.weight(falling[end]) > 0) {
                    atRisk++;
                    deaths += events[falling[end]] != 0 ? 1 : 0;
                }
                end++;
            }
            compared += atRisk > 1 ? deaths : 0;
        }
        return compared;
    }
}
