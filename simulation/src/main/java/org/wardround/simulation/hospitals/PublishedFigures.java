package org.wardround.simulation.hospitals;

import java.util.List;
import org.wardround.simulation.hospitals.HospitalFigures.ExerciseTest;
import org.wardround.simulation.hospitals.HospitalFigures.Mix;
import org.wardround.simulation.hospitals.HospitalFigures.Rest;

/**
 * Means, standard deviations and shares of the four hospitals of the UCI heart-disease collection, to two or three digits, under invented names.
 * Sizes are three times the real ones. Two shifts are added, such as devices and protocols bring with them: blood pressure reads 6 mmHg too high
 * at riverbend, and lakeview's exercise test ends 8 beats a minute too early.
 *
 * @see <a href="https://doi.org/10.24432/C52P4X">Janosi, Steinbrunn, Pfisterer and Detrano 1988, Heart Disease, UCI Machine Learning
 *     Repository (CC BY 4.0)</a>
 */
final class PublishedFigures {
    /** As Cleveland: complete records, half of the patients diseased. */
    private static final HospitalFigures NORTHSIDE = new HospitalFigures(
            "northside",
            909,
            0.46,
            new Mix(Quantity.of(54.4, 9.0), 0.68, List.of(0.08, 0.16, 0.28, 0.48)),
            new Rest(Quantity.of(132, 17.6), Quantity.of(247, 51.8), 0.15, 0, List.of(0.50, 0.01, 0.49)),
            new ExerciseTest(0, Quantity.of(150, 22.9), 0.33, 0.33, Quantity.of(1.54, 1.10)));

    /** As Budapest: younger patients, fewer diseased. */
    private static final HospitalFigures LAKEVIEW = new HospitalFigures(
            "lakeview",
            882,
            0.36,
            new Mix(Quantity.of(47.8, 7.8), 0.72, List.of(0.04, 0.36, 0.18, 0.42)),
            new Rest(
                    Quantity.of(133, 17.6),
                    Quantity.of(251, 67.7).missing(0.08),
                    0.07,
                    0.03,
                    List.of(0.80, 0.18, 0.02)),
            new ExerciseTest(0.003, Quantity.of(139, 23.6).shiftedBy(-8), 0.3, 0.64, Quantity.of(1.64, 0.76)));

    /** As Zurich and Basel: few patients, nearly all diseased, cholesterol never measured. */
    private static final HospitalFigures HILLCREST = new HospitalFigures(
            "hillcrest",
            369,
            0.93,
            new Mix(Quantity.of(55.3, 9.0), 0.92, List.of(0.03, 0.03, 0.14, 0.80)),
            new Rest(
                    Quantity.of(130, 22.6).missing(0.02),
                    Quantity.of(240, 50).missing(1),
                    0.1,
                    0.61,
                    List.of(0.70, 0.25, 0.05)),
            new ExerciseTest(0.01, Quantity.of(122, 26.0), 0.44, 0.36, Quantity.of(1.02, 1.16)));

    /** As Long Beach: older men, a quarter without an exercise test. */
    private static final HospitalFigures RIVERBEND = new HospitalFigures(
            "riverbend",
            600,
            0.74,
            new Mix(Quantity.of(59.4, 7.8), 0.97, List.of(0.04, 0.07, 0.24, 0.65)),
            new Rest(
                    Quantity.of(135, 18.4).shiftedBy(6).missing(0.28),
                    Quantity.of(240, 52.8).missing(0.28),
                    0.35,
                    0.04,
                    List.of(0.40, 0.47, 0.13)),
            new ExerciseTest(0.27, Quantity.of(123, 22.0), 0.65, 0.28, Quantity.of(1.83, 0.87)));

    /** In the order in which they are written and reported. */
    static final List<HospitalFigures> ALL = List.of(NORTHSIDE, LAKEVIEW, HILLCREST, RIVERBEND);

    private PublishedFigures() {}
}
