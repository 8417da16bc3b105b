package org.wardround.simulation.hospitals;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.random.SeededStream;

/** The text of one synthetic hospital's table: a header line, then one line a patient. The same seed gives the same bytes everywhere. */
final class HospitalTable {
    private static final List<String> COLUMNS = List.of(
            "patient",
            "age",
            "sex",
            "chest_pain",
            "resting_bp",
            "cholesterol_mg_dl",
            "fasting_sugar",
            "resting_ecg",
            "max_heart_rate",
            "exercise_angina",
            "st_depression",
            "disease");

    private final HospitalFigures figures;
    private final TableStyle style;

    HospitalTable(HospitalFigures figures) {
        this.figures = figures;
        this.style = TableStyle.of(figures);
    }

    String text(long seed) {
        List<Patient> patients = patients(SeededStream.of(seed, "synthetic hospital", figures.name(), "patients"));
        CommonRisk risk = CommonRisk.calibrated(figures, patients);
        SeededStream outcomes = SeededStream.of(seed, "synthetic hospital", figures.name(), "outcomes");
        StringBuilder text = new StringBuilder(line(COLUMNS));
        for (int i = 0; i < patients.size(); i++) {
            boolean diseased = outcomes.nextDouble() < risk.probability(patients.get(i));
            text.append(line(fields(i + 1, patients.get(i), diseased)));
        }
        return text.toString();
    }

    private List<Patient> patients(SeededStream random) {
        PatientDraw draw = new PatientDraw(figures, random);
        List<Patient> patients = new ArrayList<>(figures.patients());
        for (int i = 0; i < figures.patients(); i++) {
            patients.add(draw.next());
        }
        return patients;
    }

    private List<String> fields(int number, Patient patient, boolean diseased) {
        Patient.Gaps gaps = patient.gaps();
        boolean tested = !gaps.exerciseTest();
        return List.of(
                figures.name().charAt(0) + "-" + (10_000 + number),
                whole(patient.age()),
                patient.man() ? style.man() : style.woman(),
                style.chestPain().get(patient.chestPain() - 1),
                gaps.bloodPressure() ? "" : whole(patient.bloodPressure()),
                gaps.cholesterol() ? style.noCholesterol() : whole(patient.cholesterol()),
                gaps.sugar() ? "" : flag(patient.sugar()),
                Integer.toString(patient.ecg()),
                tested ? whole(patient.heartRate()) : "",
                tested ? flag(patient.exerciseAngina()) : "",
                tested ? tenths(patient.stDepression()) : "",
                flag(diseased));
    }

    private String line(List<String> fields) {
        return String.join(style.delimiter(), fields) + "\n";
    }

    private static String flag(boolean yes) {
        return yes ? "1" : "0";
    }

    private static String whole(double value) {
        return Long.toString(Math.round(value));
    }

    /** With one digit after the point; the value is 0 or more. */
    private static String tenths(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }
}
