package org.wardround.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/** Hospitals whose patients a test chooses, with an age, a stage, an outcome and a side. Not thread-safe. */
final class HandMadeHospitals {
    private static final String MAPPING = "sites: {file: '*.csv'}\npatient: pid\nsplit: {column: fold}\n";
    private static final String TIME = "variables: {outcome: {time: days, event: outcome}}\n";

    private final Map<String, StringBuilder> rows = new TreeMap<>();
    private int patients;

    /** Adds so many patients of one kind, each with one row. */
    HandMadeHospitals with(String site, int count, String side, String age, String stage, String outcome) {
        StringBuilder text =
                rows.computeIfAbsent(site, unseen -> new StringBuilder("pid,fold,age,stage,days,outcome\n"));
        for (int patient = 0; patient < count; patient++) {
            patients++;
            text.append(
                    "P%d,%s,%s,%s,%d,%s\n".formatted(patients, side, age, stage, 100 + 37 * patients % 101, outcome));
        }
        return this;
    }

    /** Adds a second row of a site's last patient. */
    HandMadeHospitals again(String site, String side, String age, String stage, String outcome) {
        patients--;
        return with(site, 1, side, age, stage, outcome);
    }

    /** Writes everything into the folder. @param study the text of a study file */
    SimulationRequest request(Path folder, String study) throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        for (Map.Entry<String, StringBuilder> site : rows.entrySet()) {
            Files.writeString(data.resolve(site.getKey() + ".csv"), site.getValue());
        }
        Files.writeString(folder.resolve("study.yaml"), study);
        Files.writeString(folder.resolve("mapping.yaml"), study.contains("time-to-event") ? MAPPING + TIME : MAPPING);
        return new SimulationRequest(
                StudyFile.read(folder.resolve("study.yaml")),
                MappingFile.read(folder.resolve("mapping.yaml")).mapping(),
                data,
                new SimulationOptions(1, 1, 0));
    }
}
