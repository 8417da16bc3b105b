package org.wardround.simulation.table;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.FixedPoint;
import org.wardround.inference.program.Asking;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.publish.table.Groups;
import org.wardround.publish.table.TableOne;
import org.wardround.simulation.exchange.Workers;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Table1Lines;

/** Hospitals for tests with a number, stays, that few patients have, and Table 1 of them. */
final class Stays {
    static final int HOSPITALS = 3;
    static final int PATIENTS = 130;
    static final DataDictionary DICTIONARY = dictionary(VariableType.NUMBER, 0, 20);

    private Stays() {}

    static DataDictionary dictionary(VariableType type, double low, double high) {
        return new DataDictionary(
                1,
                List.of(stays(type, low, high)),
                new Outcome("death", VariableType.BINARY, "", null, List.of("0", "1"), ""),
                List.of(),
                Standardisation.FEDERATED,
                new SplitSpec(0.2, 0.2, ""));
    }

    static Variable stays(VariableType type, double low, double high) {
        return new Variable("stays", type, "", new Range(low, high), List.of(), MissingPolicy.IMPUTE, "");
    }

    /** Of every two patients one dies. */
    static Table table(double[]... variables) {
        int[] patients = new int[variables[0].length];
        double[] deaths = new double[patients.length];
        for (int patient = 0; patient < patients.length; patient++) {
            patients[patient] = patient;
            deaths[patient] = patient % 2;
        }
        return new Table(
                VariableType.BINARY,
                variables,
                deaths,
                new double[0],
                patients,
                Collections.nCopies(patients.length, Side.TRAIN));
    }

    /** Those with the number are of the dead as far as that goes. */
    static double[] flags(int patients, int flagged, double usual, double rare) {
        double[] values = new double[patients];
        int dead = patients / 2;
        for (int i = 0; i < patients; i++) {
            values[i < dead ? 2 * i + 1 : 2 * (i - dead)] = i < flagged ? rare : usual;
        }
        return values;
    }

    static SortedMap<SiteId, Table> hospitals(int... flagged) {
        SortedMap<SiteId, Table> sites = new TreeMap<>();
        for (int site = 0; site < flagged.length; site++) {
            sites.put(new SiteId("s" + site), table(flags(PATIENTS, flagged[site], 0, 1)));
        }
        return sites;
    }

    static Asking asking(SortedMap<SiteId, Table> sites) {
        return (layout, answer) -> {
            Accumulator sum = new Accumulator(layout);
            for (SiteId site : sites.keySet()) {
                sum.add(FixedPoint.encodeNow(layout, answer.apply(site).values().toArray()));
            }
            return sum.sum();
        };
    }

    static Table1 shown(DataDictionary dictionary, SortedMap<SiteId, Table> sites, int by) {
        Groups groups = Groups.of(dictionary, sites, by, asking(sites), Workers.inline()::all);
        return new TableOne(groups, SmallCellRule.DEFAULT).publish();
    }

    static Table1.QuantityRow row(Table1 table) {
        return (Table1.QuantityRow) table.rows().get(0);
    }

    /** The words of mean and deviation in a column. */
    static String words(Table1 table, int column) {
        return Table1Lines.of(table).stream()
                .filter(line -> line.label().equals("mean (SD)"))
                .findFirst()
                .orElseThrow()
                .cells()
                .get(column);
    }
}
