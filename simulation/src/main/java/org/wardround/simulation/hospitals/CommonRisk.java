package org.wardround.simulation.hospitals;

import java.util.List;

/**
 * The risk of coronary artery disease that all hospitals share: log odds linear in what is true of a patient, whatever the device shows. The
 * coefficients are those of a logistic regression over the real collection, to one or two digits; each hospital has an intercept of its own.
 */
final class CommonRisk {
    private static final double[] CHEST_PAIN = {0, -0.8, -0.2, 1.2};
    private static final int BISECTIONS = 60;

    private final HospitalFigures figures;
    private final double intercept;

    private CommonRisk(HospitalFigures figures, double intercept) {
        this.figures = figures;
        this.intercept = intercept;
    }

    /** With the intercept at which these patients' mean probability is the hospital's share of diseased. */
    static CommonRisk calibrated(HospitalFigures figures, List<Patient> patients) {
        double low = -20;
        double high = 20;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            CommonRisk risk = new CommonRisk(figures, middle);
            double mean = patients.stream().mapToDouble(risk::probability).sum() / patients.size();
            if (mean < figures.diseased()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new CommonRisk(figures, (low + high) / 2);
    }

    double probability(Patient patient) {
        return 1 / (1 + StrictMath.exp(-intercept - logOdds(patient)));
    }

    private double logOdds(Patient patient) {
        double bloodPressure =
                patient.bloodPressure() - figures.rest().bloodPressure().shift();
        double heartRate = patient.heartRate() - figures.exercise().heartRate().shift();
        return 0.2 * (patient.age() - 54) / 10
                + (patient.man() ? 1.4 : 0)
                + CHEST_PAIN[patient.chestPain() - 1]
                + 0.06 * (bloodPressure - 132) / 10
                + 0.2 * (patient.cholesterol() - 246) / 40
                + (patient.sugar() ? 0.55 : 0)
                - 0.1 * (heartRate - 137) / 10
                + (patient.exerciseAngina() ? 1.1 : 0)
                + 0.6 * patient.stDepression();
    }
}
