package org.wardround.privacy.accounting;

import java.util.Arrays;

/**
 * The transform of two distributions of losses at a time, one in the real and one in the imaginary part, as their sums over independent uses are products here. Indices go round: what lies
 * outside a window of the transform's size comes back in on the other side. Not thread-safe.
 */
final class LossSpectrum {
    private final int size;
    private final FourierTransform fourier;
    private double[] real;
    private double[] imaginary;

    LossSpectrum(int size) {
        this.size = size;
        this.fourier = new FourierTransform(size);
        this.real = new double[size];
        this.imaginary = new double[size];
        Arrays.fill(real, 1);
        Arrays.fill(imaginary, 1);
    }

    /** Adds the losses of a mechanism used so many times. */
    void multiply(LossGrid removed, LossGrid added, long times) {
        double[] r = new double[size];
        double[] m = new double[size];
        place(removed, r);
        place(added, m);
        fourier.transform(r, m);
        Power first = new Power();
        Power second = new Power();
        for (int k = 0; k <= size / 2; k++) {
            int mirror = (size - k) & (size - 1);
            first.of((r[k] + r[mirror]) / 2, (m[k] - m[mirror]) / 2, times);
            second.of((m[k] + m[mirror]) / 2, (r[mirror] - r[k]) / 2, times);
            first.times((real[k] + real[mirror]) / 2, (imaginary[k] - imaginary[mirror]) / 2);
            second.times((imaginary[k] + imaginary[mirror]) / 2, (real[mirror] - real[k]) / 2);
            real[k] = first.real - second.imaginary;
            imaginary[k] = first.imaginary + second.real;
            real[mirror] = first.real + second.imaginary;
            imaginary[mirror] = second.real - first.imaginary;
        }
    }

    /** Turns the products back into distributions; the last step. */
    void invert() {
        fourier.transform(imaginary, real);
        for (int i = 0; i < size; i++) {
            // What rounding made negative counts as nothing, which is on the safe side.
            real[i] = Math.max(0, real[i] / size);
            imaginary[i] = Math.max(0, imaginary[i] / size);
        }
    }

    double[] removed(long first) {
        return window(real, first);
    }

    double[] added(long first) {
        return window(imaginary, first);
    }

    private double[] window(double[] values, long first) {
        double[] window = new double[size];
        for (int i = 0; i < size; i++) {
            window[i] = values[(int) (first + i) & (size - 1)];
        }
        return window;
    }

    private void place(LossGrid grid, double[] values) {
        for (int i = 0; i < grid.masses.length; i++) {
            values[(grid.first + i) & (size - 1)] += grid.masses[i];
        }
    }

    /** A complex number to a power. */
    private static final class Power {
        private double real;
        private double imaginary;

        void of(double baseReal, double baseImaginary, long exponent) {
            real = 1;
            imaginary = 0;
            double r = baseReal;
            double m = baseImaginary;
            for (long left = exponent; left > 0; left >>= 1) {
                if ((left & 1) == 1) {
                    times(r, m);
                }
                double square = r * r - m * m;
                m = 2 * r * m;
                r = square;
            }
        }

        void times(double r, double m) {
            double product = real * r - imaginary * m;
            imaginary = real * m + imaginary * r;
            real = product;
        }
    }
}
