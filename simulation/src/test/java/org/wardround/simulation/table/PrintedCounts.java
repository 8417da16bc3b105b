package org.wardround.simulation.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.wardround.study.results.Count;
import org.wardround.study.results.Flow;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.Table1;
import org.wardround.testkit.LinearAttack;

/** What is printed of patients, as an attacker writes it down: every count, and all sums that anybody knows to hold. */
public final class PrintedCounts {
    private final LinearAttack attack = new LinearAttack();
    private final Set<String> suppressed = new LinkedHashSet<>();

    public LinearAttack attack() {
        return attack;
    }

    /** Names of the counts that are printed as suppressed. */
    public Set<String> suppressed() {
        return suppressed;
    }

    /** Notes a printed count under a name, or that it is suppressed: then it is at least 1. */
    public String note(String name, Count count) {
        return note(name, count, 1);
    }

    /** The same of a part of a group whose own number is suppressed: it may be small, and of such not even zeros are printed. */
    private String notePart(String name, Count count, Count group) {
        return note(name, count, group.isSuppressed() ? 0 : 1);
    }

    private String note(String name, Count count, int least) {
        if (count.isSuppressed()) {
            suppressed.add(name);
            attack.suspect(name, least);
        } else {
            attack.know(name, count.value());
        }
        return name;
    }

    /** All counts of a Table 1. */
    public PrintedCounts add(Table1 table) {
        for (int column = 0; column < table.columns().size(); column++) {
            note(patients(table, column), table.columns().get(column).patients());
        }
        across(table, column -> patients(table, column));
        for (Table1.Row row : table.rows()) {
            for (int column = 0; column < table.columns().size(); column++) {
                add(table, row, column);
            }
            for (String part : parts(row)) {
                across(table, column -> name(table, row, column, part));
            }
        }
        return this;
    }

    public static String patients(Table1 table, int column) {
        Table1.Column head = table.columns().get(column);
        return "patients of %s %s".formatted(head.kind(), head.name());
    }

    public static String name(Table1 table, Table1.Row row, int column, String part) {
        Table1.Column head = table.columns().get(column);
        boolean stratum = head.kind() == Table1.Kind.STRATUM && row.variable().equals(table.by());
        // Of the variable that makes the strata, a stratum has one level.
        return stratum && part.equals(head.name())
                ? patients(table, column)
                : "%s %s of %s %s".formatted(row.variable(), part, head.kind(), head.name());
    }

    private static List<String> parts(Table1.Row row) {
        List<String> parts = new ArrayList<>();
        if (row instanceof Table1.QuantityRow) {
            parts.addAll(List.of("missing", "present"));
        } else if (row instanceof Table1.CodesRow codes) {
            parts.addAll(codes.levels());
            parts.add("missing");
        } else if (row instanceof Table1.TimeRow time) {
            parts.addAll(List.of("events", "censored"));
            time.times().forEach(moment -> parts.add("events until " + moment.words()));
        }
        return parts;
    }

    private void add(Table1 table, Table1.Row row, int column) {
        String patients = patients(table, column);
        Count group = table.columns().get(column).patients();
        IntFunction<String> part = index -> name(table, row, column, parts(row).get(index));
        if (row instanceof Table1.QuantityRow quantity) {
            notePart(part.apply(0), quantity.cells().get(column).missing(), group);
            attack.sum(patients, List.of(part.apply(0), part.apply(1)));
        } else if (row instanceof Table1.CodesRow codes) {
            List<Count> levels = codes.cells().get(column).levels();
            for (int level = 0; level < levels.size(); level++) {
                notePart(part.apply(level), levels.get(level), group);
            }
            notePart(part.apply(levels.size()), codes.cells().get(column).missing(), group);
            List<String> all = IntStream.rangeClosed(0, levels.size())
                    .mapToObj(part)
                    .filter(name -> !name.equals(patients))
                    .toList();
            if (all.size() == levels.size() + 1) {
                attack.sum(patients, all);
            }
        } else if (row instanceof Table1.TimeRow time) {
            notePart(part.apply(0), time.cells().get(column).events(), group);
            attack.sum(patients, List.of(part.apply(0), part.apply(1)));
        }
    }

    private void across(Table1 table, IntFunction<String> name) {
        for (Table1.Kind kind : List.of(Table1.Kind.SITE, Table1.Kind.STRATUM)) {
            List<String> parts = IntStream.range(0, table.columns().size())
                    .filter(column -> table.columns().get(column).kind() == kind)
                    .mapToObj(name)
                    .toList();
            if (!parts.isEmpty()) {
                attack.sum(name.apply(table.columns().size() - 1), parts);
            }
        }
    }

    /**
     * A site's flow of records. Where each row is a patient, rows in the cohort are the patients of Table 1.
     *
     * @param patients name of the site's patients
     * @param events name of its patients with the event; empty where there is none
     */
    public PrintedCounts add(String site, Flow flow, String patients, String events) {
        List<String> read = new ArrayList<>(List.of(patients));
        int number = 0;
        for (Flow.Drop drop : flow.dropped()) {
            read.add(note("dropped %d at %s".formatted(number++, site), drop.rows()));
        }
        note(patients, flow.inCohort());
        note(patients, flow.patients());
        attack.sum(note("read at " + site, flow.read()), read);
        attack.sum(patients, sides("rows at " + site, flow.split().rows()));
        if (!flow.split().events().isNone()) {
            List<String> ofThem = sides("events at " + site, flow.split().events());
            for (int side = 0; side < 3; side++) {
                String row = List.of("train", "validation", "test").get(side) + " rows at " + site;
                attack.sum(row, List.of(ofThem.get(side), "no " + ofThem.get(side)));
            }
            if (!events.isEmpty()) {
                attack.sum(events, ofThem);
            }
        }
        return this;
    }

    private List<String> sides(String of, SideCounts counts) {
        return List.of(
                note("train " + of, counts.train()),
                note("validation " + of, counts.validation()),
                note("test " + of, counts.test()));
    }

    /**
     * That printed means and deviations of sites go together with those of all: linear in the numbers of patients with a value, but for what rounding
     * leaves open.
     */
    public void addMeans(Table1 table, Table1.QuantityRow row) {
        int all = table.columns().size() - 1;
        for (Table1.Kind kind : List.of(Table1.Kind.SITE, Table1.Kind.STRATUM)) {
            List<Integer> parts = IntStream.range(0, all)
                    .filter(column -> table.columns().get(column).kind() == kind)
                    .boxed()
                    .toList();
            boolean shown =
                    parts.stream().noneMatch(column -> row.cells().get(column).suppressed());
            if (!parts.isEmpty() && shown && !row.cells().get(all).suppressed()) {
                addMeans(table, row, parts, all);
            }
        }
    }

    private void addMeans(Table1 table, Table1.QuantityRow row, List<Integer> parts, int all) {
        double half = 0.5 * StrictMath.pow(10, -row.decimals());
        double about = row.cells().get(all).mean();
        Map<String, Double> factors = new TreeMap<>();
        for (int column : parts) {
            double mean = row.cells().get(column).mean();
            String present = name(table, row, column, "present");
            factors.merge(present, Double.isNaN(mean) ? 0 : mean - about, Double::sum);
            // Each patient adds at most half a digit, and so does each to the mean of all.
            factors.merge("slack of " + present, 1.0, Double::sum);
            Map<String, Double> limits = new TreeMap<>();
            limits.put("slack of " + present, 1.0);
            limits.put("room of " + present, 1.0);
            limits.put(present, -4 * half);
            attack.zero(limits);
            factors.merge(present, -2 * half, Double::sum);
        }
        attack.zero(factors);
    }
}
