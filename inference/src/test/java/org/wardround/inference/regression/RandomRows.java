package org.wardround.inference.regression;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.wardround.core.random.SeededStream;
import org.wardround.inference.regression.glm.GlmFamily;

/** Made-up rows of every family, with the site of each. */
record RandomRows(Rows rows, int[] sites) {
    private static final int ROWS = 240;
    private static final int COLUMNS = 3;

    static RandomRows of(GlmFamily family, SeededStream random) {
        double[][] x = columns(random);
        double[] offsets = random.nextInt(2) == 0 ? new double[0] : numbers(random, -1, 1);
        double[] weights = random.nextInt(2) == 0 ? new double[0] : numbers(random, 0.2, 2);
        double[] y = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double predictor = predictor(x[row]) + (offsets.length == 0 ? 0 : offsets[row]);
            y[row] = switch (family) {
                case GAUSSIAN -> 100 + 7 * predictor + random.nextGaussian();
                case BINOMIAL -> random.nextDouble() < 1 / (1 + Math.exp(-predictor)) ? 1 : 0;
                case POISSON -> poisson(Math.exp(predictor), random);
            };
        }
        return new RandomRows(
                Rows.of(x, y).withOffsets(offsets).withWeights(weights).withPatients(patients(random)), sites(random));
    }

    /** Times on a coarse grid, so that there are many ties. */
    static RandomRows ofTimes(SeededStream random) {
        double[][] x = columns(random);
        double[] times = new double[ROWS];
        double[] events = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double event = -Math.log(1 - random.nextDouble()) * Math.exp(-predictor(x[row]));
            double censoring = -2 * Math.log(1 - random.nextDouble());
            times[row] = Math.floor(8 * Math.min(event, censoring));
            events[row] = event <= censoring ? 1 : 0;
        }
        double[] offsets = random.nextInt(2) == 0 ? new double[0] : numbers(random, -1, 1);
        double[] weights = random.nextInt(2) == 0 ? new double[0] : numbers(random, 0.2, 2);
        return new RandomRows(
                Rows.ofTimes(x, times, events)
                        .withOffsets(offsets)
                        .withWeights(weights)
                        .withPatients(patients(random)),
                sites(random));
    }

    private static double predictor(double[] line) {
        return 0.5 * line[0] - 0.02 * (line[1] - 50) + 0.7 * line[2];
    }

    private static double[][] columns(SeededStream random) {
        double[][] x = new double[ROWS][COLUMNS];
        for (double[] line : x) {
            line[0] = random.nextGaussian();
            line[1] = 50 + 20 * random.nextGaussian() + 4 * line[0];
            line[2] = random.nextInt(3) == 0 ? 1 : 0;
        }
        return x;
    }

    private static double[] numbers(SeededStream random, double low, double high) {
        double[] values = new double[ROWS];
        Arrays.setAll(values, row -> low + (high - low) * random.nextDouble());
        return values;
    }

    private static double poisson(double mean, SeededStream random) {
        double product = random.nextDouble();
        int count = 0;
        while (product > Math.exp(-mean)) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** Patients with one, two or three rows, all of them at one site: a site's rows are drawn by patient. */
    private static int[] patients(SeededStream random) {
        int[] patients = new int[ROWS];
        for (int row = 1; row < ROWS; row++) {
            patients[row] = patients[row - 1] + (random.nextInt(2) == 0 ? 1 : 0);
        }
        return patients;
    }

    private static int[] sites(SeededStream random) {
        return IntStream.range(0, ROWS).map(row -> random.nextInt(4)).toArray();
    }

    /** The same with all rows of a patient at the site of the first. */
    RandomRows withPatientsAtOneSite() {
        int[] moved = sites.clone();
        for (int row = 1; row < moved.length; row++) {
            if (rows.patients()[row] == rows.patients()[row - 1]) {
                moved[row] = moved[row - 1];
            }
        }
        return new RandomRows(rows, moved);
    }
}
