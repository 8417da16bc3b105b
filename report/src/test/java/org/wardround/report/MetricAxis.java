package org.wardround.report;

import org.wardround.core.study.Metric;

/** Where invented values of a metric lie. */
final class MetricAxis {
    private MetricAxis() {}

    static boolean isCalibration(Metric metric) {
        return metric == Metric.CALIBRATION_INTERCEPT || metric == Metric.CALIBRATION_SLOPE;
    }

    static double centre(Metric metric) {
        return switch (metric) {
            case BRIER -> 0.15;
            case LOG_LOSS -> 0.45;
            case CALIBRATION_INTERCEPT -> -0.08;
            case CALIBRATION_SLOPE -> 0.95;
            case NET_BENEFIT -> 0.31;
            case RMSE -> 3.7;
            case R2 -> 0.4;
            default -> 0.83;
        };
    }
}
