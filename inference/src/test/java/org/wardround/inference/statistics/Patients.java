package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.TimeGrid;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Sum;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.Sums;

/** Sites for tests: a quantity, a whole number, a code, and a time to an event. */
final class Patients {
    static final double NONE = Double.NaN;
    static final int AGE = 0;
    static final int STAYS = 1;
    static final int SMOKING = 2;

    static final DataDictionary DICTIONARY = new DataDictionary(
            1,
            List.of(
                    new Variable(
                            "age",
                            VariableType.NUMBER,
                            "years",
                            new Range(0, 120),
                            List.of(),
                            MissingPolicy.IMPUTE,
                            ""),
                    new Variable(
                            "stays", VariableType.INTEGER, "", new Range(0, 50), List.of(), MissingPolicy.IMPUTE, ""),
                    new Variable(
                            "smoking",
                            VariableType.CATEGORY,
                            "",
                            null,
                            List.of("never", "former", "current"),
                            MissingPolicy.IMPUTE,
                            "")),
            time(TimeGrid.DAY),
            List.of(),
            Standardisation.FEDERATED,
            new SplitSpec(0.2, 0.2, ""));

    private Patients() {}

    static Outcome time(TimeGrid grid) {
        return new Outcome("death", VariableType.TIME_TO_EVENT, "days", new Range(0, 400), List.of(), "", grid);
    }

    /** Rows of age, stays, smoking, time, event; one patient each. */
    static Table table(double[]... rows) {
        int[] patients = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            patients[row] = row;
        }
        return table(patients, rows);
    }

    static Table table(int[] patients, double[]... rows) {
        double[][] columns = new double[5][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                columns[column][row] = rows[row][column];
            }
        }
        int count = 1 + java.util.Arrays.stream(patients).max().orElse(-1);
        return new Table(
                VariableType.TIME_TO_EVENT,
                new double[][] {columns[0], columns[1], columns[2]},
                columns[3],
                columns[4],
                patients,
                Collections.nCopies(count, Side.TRAIN));
    }

    /** Two to five sites of up to 40 patients, with values missing here and there, and now and then a site without anybody. */
    static List<Table> random(SeededStream random) {
        List<Table> sites = new ArrayList<>();
        int count = 2 + random.nextInt(4);
        for (int site = 0; site < count; site++) {
            double[][] rows = new double[random.nextInt(41)][];
            for (int row = 0; row < rows.length; row++) {
                rows[row] = new double[] {
                    random.nextInt(10) == 0 ? NONE : 20 + 80 * random.nextDouble(),
                    random.nextInt(8) == 0 ? NONE : random.nextInt(51),
                    random.nextInt(6) == 0 ? NONE : random.nextInt(3),
                    400 * random.nextDouble(),
                    random.nextInt(2)
                };
            }
            sites.add(table(rows));
        }
        return sites;
    }

    /** All rows as one site's. */
    static Table pooled(List<Table> sites) {
        List<double[]> rows = new ArrayList<>();
        for (Table site : sites) {
            for (int row = 0; row < site.rows(); row++) {
                rows.add(new double[] {
                    site.variables()[0][row],
                    site.variables()[1][row],
                    site.variables()[2][row],
                    site.outcomes()[row],
                    site.events()[row]
                });
            }
        }
        return table(rows.toArray(double[][]::new));
    }

    static List<PatientRows> bySmoking(List<Table> sites) {
        return sites.stream().map(site -> PatientRows.by(site, SMOKING, 3)).toList();
    }

    static List<PatientRows> together(List<Table> sites) {
        return sites.stream().map(PatientRows::of).toList();
    }

    /** A round: every site's answer in one sum. */
    static Sum round(List<PatientRows> sites, Function<PatientRows, LocalUpdate> answer) {
        return Sums.of(sites.stream().map(answer).toList());
    }

    static Tally tally(List<PatientRows> sites) {
        TallyPass pass = new TallyPass(DICTIONARY, sites.get(0).strata(), sites.size());
        return pass.result(round(sites, pass::answer));
    }

    static List<List<Moments>> moments(List<PatientRows> sites) {
        List<Quantity> quantities = Quantity.of(DICTIONARY);
        Tally tally = tally(sites);
        CentresPass means = new CentresPass(quantities, tally, sites.size());
        Centres centres = means.result(round(sites, means::answer));
        SpreadsPass spreads = new SpreadsPass(quantities, tally, centres, sites.size());
        return spreads.result(round(sites, spreads::answer));
    }

    static QuantileSearch quantiles(List<PatientRows> sites, Double... probabilities) {
        QuantileSearch search =
                QuantileSearch.start(Quantity.of(DICTIONARY), tally(sites), List.of(probabilities), sites.size());
        while (!search.isFinished()) {
            search = search.step(round(sites, search::answer));
        }
        return search;
    }

    static List<LifeTable> lifeTables(List<PatientRows> sites, TimeGrid grid) {
        LifeTablePass pass = new LifeTablePass(time(grid), sites.get(0).strata(), sites.size());
        return pass.result(round(sites, pass::answer));
    }
}
