package org.wardround.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardround.testkit.LinearAttack;

/** {@code table1.csv} as an attacker reads it: counts by name, and the sums that hold between them. */
final class PrintedTable {
    private final LinearAttack attack = new LinearAttack();
    private final Set<String> suppressed = new LinkedHashSet<>();
    private final Set<String> counts = new LinkedHashSet<>();
    /** Variable, then level, then group, to the name of the count. */
    private final Map<String, Map<String, Map<String, String>>> cells = new LinkedHashMap<>();

    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final Map<String, String> patients = new LinkedHashMap<>();

    private PrintedTable() {}

    static PrintedTable of(String csv, String by) {
        PrintedTable table = new PrintedTable();
        csv.lines().skip(1).map(line -> line.split(",", -1)).forEach(line -> table.read(line, by));
        table.addSums();
        return table;
    }

    LinearAttack attack() {
        return attack;
    }

    Set<String> suppressed() {
        return suppressed;
    }

    /** All counts that are printed, as text. */
    Set<String> counts() {
        return counts;
    }

    private void read(String[] cell, String by) {
        String variable = cell[0];
        String level = cell[1];
        String group = cell[2] + " " + cell[3];
        if (cell[4].equals("patients")) {
            patients.put(group, note("patients of " + group, cell));
            groups.computeIfAbsent(cell[2], unseen -> new ArrayList<>()).add(group);
        } else if (List.of("n", "missing", "events").contains(cell[4])) {
            String part = cell[4].equals("n") ? level : cell[4];
            boolean own = variable.equals(by) && cell[2].equals("stratum") && part.equals(cell[3]);
            String name = own ? "patients of " + group : "%s %s of %s".formatted(variable, part, group);
            note(name, cell);
            cells.computeIfAbsent(variable, unseen -> new LinkedHashMap<>())
                    .computeIfAbsent(part, unseen -> new LinkedHashMap<>())
                    .put(group, name);
        } else if (cell[4].equals("percent") && !cell[6].equals("true")) {
            // A percentage never stands where its count does not.
            String name = "%s %s of %s".formatted(variable, level, group);
            if (suppressed.contains(name)) {
                throw new AssertionError("a percentage gives '%s' away".formatted(name));
            }
        }
    }

    private String note(String name, String[] cell) {
        if (cell[6].equals("true")) {
            suppressed.add(name);
            attack.suspect(name, 1);
        } else {
            attack.know(name, Double.parseDouble(cell[5]));
            counts.add(cell[5]);
        }
        return name;
    }

    private void addSums() {
        List<Map<String, String>> all = new ArrayList<>(List.of(patients));
        cells.forEach((variable, parts) -> {
            all.addAll(parts.values());
            patients.forEach((group, total) -> {
                List<String> names = new ArrayList<>();
                parts.values().forEach(part -> names.add(part.getOrDefault(group, "")));
                // A quantity prints who has none, a time who had the event: the rest follows.
                if (names.size() == 1) {
                    names.add("others than " + names.get(0));
                }
                if (!names.contains(total)) {
                    attack.sum(total, names);
                }
            });
        });
        all.forEach(this::addAcross);
    }

    private void addAcross(Map<String, String> part) {
        for (String kind : List.of("site", "stratum")) {
            List<String> names = new ArrayList<>();
            groups.getOrDefault(kind, List.of()).forEach(group -> names.add(part.getOrDefault(group, "")));
            if (!names.isEmpty()) {
                attack.sum(part.getOrDefault("overall overall", ""), names);
            }
        }
    }
}
