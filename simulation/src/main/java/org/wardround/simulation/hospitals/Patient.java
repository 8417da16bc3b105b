package org.wardround.simulation.hospitals;

/**
 * One synthetic patient: values as the hospital's devices show them, and what of them it does not write down.
 *
 * @param chestPain 1 typical angina, 2 atypical angina, 3 other pain, 4 none
 * @param ecg 0 normal, 1 ST-T changes, 2 hypertrophy
 * @param bloodPressure mmHg
 * @param cholesterol mg/dL
 * @param heartRate beats a minute
 * @param stDepression mm
 */
record Patient(
        double age,
        boolean man,
        int chestPain,
        int ecg,
        double bloodPressure,
        double cholesterol,
        boolean sugar,
        double heartRate,
        boolean exerciseAngina,
        double stDepression,
        Gaps gaps) {
    /** What was not measured. Heart rate, angina and ST depression come from one exercise test. */
    record Gaps(boolean bloodPressure, boolean cholesterol, boolean sugar, boolean exerciseTest) {}
}
