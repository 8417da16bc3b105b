package org.wardround.data.snapshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.VariableType;

/** The columns of a snapshot: variables, outcomes, events, patient numbers, and the sides of the patients. */
final class SnapshotColumns {
    private SnapshotColumns() {}

    static void write(DataOutputStream out, Table table) throws IOException {
        for (double[] column : table.variables()) {
            write(out, column);
        }
        write(out, table.outcomes());
        write(out, table.events());
        for (int patient : table.patients()) {
            out.writeInt(patient);
        }
        for (Side side : table.sides()) {
            out.writeByte(code(side));
        }
    }

    static Table read(DataInputStream in, SnapshotHeader header, VariableType type, Path file) throws IOException {
        double[][] variables = new double[header.variables()][];
        for (int i = 0; i < variables.length; i++) {
            variables[i] = read(in, header.rows());
        }
        double[] outcomes = read(in, header.rows());
        double[] events = read(in, header.timed() ? header.rows() : 0);
        int[] patients = new int[header.rows()];
        for (int row = 0; row < patients.length; row++) {
            patients[row] = in.readInt();
        }
        List<Side> sides = new ArrayList<>();
        for (int patient = 0; patient < header.patients(); patient++) {
            sides.add(side(in.readByte(), file));
        }
        return new Table(type, variables, outcomes, events, patients, sides);
    }

    private static void write(DataOutputStream out, double[] column) throws IOException {
        for (double value : column) {
            out.writeDouble(value);
        }
    }

    private static double[] read(DataInputStream in, int rows) throws IOException {
        double[] column = new double[rows];
        for (int row = 0; row < rows; row++) {
            column[row] = in.readDouble();
        }
        return column;
    }

    private static int code(Side side) {
        return switch (side) {
            case TRAIN -> 0;
            case VALIDATION -> 1;
            case TEST -> 2;
        };
    }

    private static Side side(int code, Path file) throws DamagedSnapshotException {
        return switch (code) {
            case 0 -> Side.TRAIN;
            case 1 -> Side.VALIDATION;
            case 2 -> Side.TEST;
            default ->
                throw new DamagedSnapshotException(file, "was altered: start a new run, which reads the data again");
        };
    }
}
