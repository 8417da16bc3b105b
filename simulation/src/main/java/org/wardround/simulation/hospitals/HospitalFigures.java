package org.wardround.simulation.hospitals;

import java.util.List;

/**
 * Summary figures of one hospital, all that its synthetic table is drawn from.
 *
 * @param name invented
 * @param patients rows of the table
 * @param diseased share with coronary artery disease
 */
record HospitalFigures(String name, int patients, double diseased, Mix mix, Rest rest, ExerciseTest exercise) {
    /**
     * Who comes.
     *
     * @param age in years
     * @param men share of men
     * @param chestPain shares of typical angina, atypical angina, other pain, no pain
     */
    record Mix(Quantity age, double men, List<Double> chestPain) {}

    /**
     * What is measured at rest.
     *
     * @param bloodPressure systolic, mmHg
     * @param cholesterol serum, mg/dL
     * @param sugar share with fasting sugar above 120 mg/dL
     * @param sugarMissing share in whom sugar was not measured
     * @param ecg shares of a normal ECG, ST-T changes, hypertrophy
     */
    record Rest(Quantity bloodPressure, Quantity cholesterol, double sugar, double sugarMissing, List<Double> ecg) {}

    /**
     * What is measured in the exercise test.
     *
     * @param missing share without the test
     * @param heartRate highest, beats a minute
     * @param angina share with angina
     * @param noDepression share without ST depression
     * @param depression ST depression where there is one, mm
     */
    record ExerciseTest(double missing, Quantity heartRate, double angina, double noDepression, Quantity depression) {}
}
