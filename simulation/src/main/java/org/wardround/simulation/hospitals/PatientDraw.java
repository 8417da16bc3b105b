package org.wardround.simulation.hospitals;

import java.util.List;
import org.wardround.core.random.SeededStream;
import org.wardround.simulation.hospitals.Quantity.Limits;

/**
 * Draws patients from a hospital's summary figures. Correlations within a hospital are those of the real collection: age with heart rate -0.36
 * and with blood pressure 0.28, angina in the exercise test with heart rate and with ST depression. Not thread-safe.
 */
final class PatientDraw {
    private static final Limits AGE = new Limits(25, 90, 1);
    private static final Limits BLOOD_PRESSURE = new Limits(80, 210, 1);
    private static final Limits CHOLESTEROL = new Limits(85, 600, 1);
    private static final Limits HEART_RATE = new Limits(60, 205, 1);
    private static final Limits ST_DEPRESSION = new Limits(0.1, 6.5, 0.1);

    private final HospitalFigures figures;
    private final SeededStream random;

    PatientDraw(HospitalFigures figures, SeededStream random) {
        this.figures = figures;
        this.random = random;
    }

    Patient next() {
        double age = figures.mix().age().draw(random, 0, 0, AGE);
        double ageScore =
                (age - figures.mix().age().mean()) / figures.mix().age().deviation();
        boolean angina = happens(figures.exercise().angina());
        double strain = (angina ? 1 : 0) - figures.exercise().angina();
        return new Patient(
                age,
                happens(figures.mix().men()),
                1 + pick(figures.mix().chestPain()),
                pick(figures.rest().ecg()),
                figures.rest().bloodPressure().draw(random, 0.28, ageScore, BLOOD_PRESSURE),
                figures.rest().cholesterol().draw(random, 0, 0, CHOLESTEROL),
                happens(figures.rest().sugar()),
                figures.exercise().heartRate().draw(random, -0.45, 0.8 * ageScore + strain, HEART_RATE),
                angina,
                stDepression(strain),
                gaps());
    }

    private double stDepression(double strain) {
        boolean present = happens(1 - figures.exercise().noDepression() + 0.25 * strain);
        return present ? figures.exercise().depression().draw(random, 0.3, 2 * strain, ST_DEPRESSION) : 0;
    }

    private Patient.Gaps gaps() {
        return new Patient.Gaps(
                happens(figures.rest().bloodPressure().missing()),
                happens(figures.rest().cholesterol().missing()),
                happens(figures.rest().sugarMissing()),
                happens(figures.exercise().missing()));
    }

    private boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** An index into {@code shares}, which add up to 1. */
    private int pick(List<Double> shares) {
        double left = random.nextDouble();
        for (int i = 0; i < shares.size() - 1; i++) {
            left -= shares.get(i);
            if (left < 0) {
                return i;
            }
        }
        return shares.size() - 1;
    }
}
