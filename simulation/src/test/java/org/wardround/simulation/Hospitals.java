package org.wardround.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.random.SeededStream;
import org.wardround.data.table.MappedData;
import org.wardround.data.table.SiteData;
import org.wardround.learning.answer.FittedModel;
import org.wardround.learning.model.Model;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.model.Encoding;
import org.wardround.study.model.TrainedModel;

/** Three small invented hospitals whose tables tests write, spoil and run. */
final class Hospitals {
    static final String PATIENT_PREFIX = "MRN-";

    /** A model of every kind of term. */
    static final String TERMS = """
            model:
              type: logistic
              terms:
                - {spline: age, knots: 4}
                - {polynomial: marker, degree: 2}
                - {category: stage, reference: II, contrasts: sum}
                - {interaction: [age, marker]}
                - {interaction: [marker, stage]}""";

    private static final String MAPPING = "sites: {file: '*.csv'}\npatient: pid\n";

    private final Map<String, List<String[]>> rows;

    private boolean timed;
    private boolean dying;

    private Hospitals(Map<String, List<String[]>> rows) {
        this.rows = rows;
    }

    /** 90, 120 and 150 patients with a risk that grows with age and marker. */
    static Hospitals three() {
        Map<String, List<String[]>> rows = new TreeMap<>();
        SeededStream stream = SeededStream.of(11, "hospitals");
        int size = 90;
        for (String site : List.of("east", "north", "west")) {
            List<String[]> table = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                double age = Math.rint(60 + 10 * stream.nextGaussian());
                double marker = Math.rint(100 * stream.nextGaussian()) / 100;
                int stage = stream.nextInt(3);
                double risk = 0.08 * (age - 60) + 1.1 * marker + 0.5 * (stage - 1);
                boolean event = stream.nextDouble() < 1 / (1 + StrictMath.exp(-risk));
                table.add(new String[] {
                    PATIENT_PREFIX + site + i,
                    Double.toString(age),
                    Double.toString(marker),
                    "I".repeat(stage + 1),
                    event ? "1" : "0"
                });
            }
            rows.put(site, table);
            size += 30;
        }
        return new Hospitals(rows);
    }

    /** A fourth one beside them, with as many patients as north and the same numbers. */
    Hospitals withSouth() {
        List<String[]> south = new ArrayList<>();
        for (String[] row : table("north")) {
            String[] copy = row.clone();
            copy[0] = copy[0].replace("north", "south");
            south.add(copy);
        }
        rows.put("south", south);
        return this;
    }

    static String study(String strategy, String evaluation) {
        return """
                study: three-hospitals
                purpose: Try the simulation
                data:
                  minimumPatients: 1
                  variables:
                    - {name: age, type: number, unit: years, range: [0, 120]}
                    - {name: marker, type: number, range: [-10, 10]}
                    - {name: stage, type: category, values: [I, II, III]}
                  outcome: {name: event, type: binary}
                  split: {validation: 0.2, test: 0.3}
                model: {type: logistic}
                training:
                  strategy: {type: %s}
                  rounds: 12
                  local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}
                evaluation:
                  metrics: [accuracy, auroc, brier]
                  %s
                """.formatted(strategy, evaluation);
    }

    /** The same variables, and a model that there is already. */
    static String validation(String modelFolder) {
        String training = study("fedavg", "");
        int from = training.indexOf("model:");
        int to = training.indexOf("evaluation:");
        return training.substring(0, from) + "model: {from: " + modelFolder + "}\n" + training.substring(to);
    }

    Hospitals withOneClassAt(String site) {
        table(site).forEach(row -> row[4] = "1");
        return this;
    }

    /** Each site's first so many patients have the event, and no others. */
    Hospitals withEvents(int count) {
        rows.values().forEach(table -> {
            for (int row = 0; row < table.size(); row++) {
                table.get(row)[4] = row < count ? "1" : "0";
            }
        });
        return this;
    }

    /** Adds a time and an event that nobody has, {@code survival}. */
    Hospitals withTimesWithoutEvents() {
        timed = true;
        return this;
    }

    /** Adds a time and the event that the outcome is elsewhere, {@code survival}. */
    Hospitals withTimes() {
        timed = true;
        dying = true;
        return this;
    }

    Hospitals withConstantAge(String site) {
        table(site).forEach(row -> row[1] = "50");
        return this;
    }

    /** At a site the first so many patients have stage I, and that of all others is missing; elsewhere it is the most frequent. */
    Hospitals withStagesAt(String site, int count) {
        rows.values().forEach(all -> all.forEach(row -> row[3] = row[3].equals("III") ? "I" : row[3]));
        List<String[]> table = table(site);
        for (int row = 0; row < table.size(); row++) {
            table.get(row)[3] = row < count ? "I" : "";
        }
        return this;
    }

    Hospitals withoutAge(String site) {
        table(site).forEach(row -> row[1] = "");
        return this;
    }

    Hospitals withRows(String site, int count) {
        rows.put(site, new ArrayList<>(table(site).subList(0, count)));
        return this;
    }

    /** Turns the outcome of every patient on the test side, as the split puts them. */
    Hospitals withTestOutcomesTurned(Path folder) throws IOException {
        SimulationRequest request = request(folder, study("fedavg", ""), new SimulationOptions(1, 1, 0));
        MappedData.Sites sites =
                (MappedData.Sites) MappedData.read(request.study().study(), request.mapping(), request.data());
        for (Map.Entry<String, List<String[]>> entry : rows.entrySet()) {
            SiteData data = sites.site(entry.getKey());
            for (int row : data.table().rowsOn(Side.TEST)) {
                String[] cells = entry.getValue().get(row);
                cells[4] = cells[4].equals("1") ? "0" : "1";
            }
        }
        return this;
    }

    private List<String[]> table(String site) {
        return rows.getOrDefault(site, List.of());
    }

    /** Writes everything into the folder. */
    SimulationRequest request(Path folder, String study, SimulationOptions options) throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        for (Map.Entry<String, List<String[]>> entry : rows.entrySet()) {
            StringBuilder text = new StringBuilder("pid,age,marker,stage,event" + (timed ? ",days,died\n" : "\n"));
            entry.getValue()
                    .forEach(row -> text.append(String.join(",", row))
                            .append(timed ? "," + row[1] + "," + (dying ? row[4] : "0") + "\n" : "\n"));
            Files.writeString(data.resolve(entry.getKey() + ".csv"), text);
        }
        Files.writeString(folder.resolve("study.yaml"), study);
        Files.writeString(
                folder.resolve("mapping.yaml"),
                timed ? MAPPING + "variables: {survival: {time: days, event: died}}\n" : MAPPING);
        return new SimulationRequest(
                StudyFile.read(folder.resolve("study.yaml")),
                MappingFile.read(folder.resolve("mapping.yaml")).mapping(),
                data,
                options);
    }

    /** The model as the simulation scores with it. */
    static FittedModel fitted(TrainedModel trained) {
        Encoding.Common common = (Encoding.Common) trained.encoding();
        int features = common.preprocessing().features();
        return new FittedModel(
                trained.data(),
                Model.of(trained.model(), trained.data().outcome(), features),
                trained.parameters().toArray(),
                common.preprocessing(),
                false);
    }
}
