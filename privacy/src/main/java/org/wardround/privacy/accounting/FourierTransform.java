package org.wardround.privacy.accounting;

/** The discrete Fourier transform of a power of two of complex numbers, in place. Holds tables only; immutable. */
final class FourierTransform {
    private static final int FINE_BITS = 10;

    private final int size;
    private final double[] cosines;
    private final double[] sines;

    /** @param size a power of two, 2 or more */
    FourierTransform(int size) {
        this.size = size;
        int half = size / 2;
        this.cosines = new double[half];
        this.sines = new double[half];
        // Each turn is a coarse one and then a fine one: two short tables in place of a long one.
        int fine = Math.min(half, 1 << FINE_BITS);
        for (int coarse = 0; coarse < half; coarse += fine) {
            double cosine = StrictMath.cos(2 * Math.PI * coarse / size);
            double sine = StrictMath.sin(2 * Math.PI * coarse / size);
            for (int i = 0; i < fine; i++) {
                double c = coarse == 0 ? StrictMath.cos(2 * Math.PI * i / size) : cosines[i];
                double s = coarse == 0 ? StrictMath.sin(2 * Math.PI * i / size) : sines[i];
                cosines[coarse + i] = cosine * c - sine * s;
                sines[coarse + i] = sine * c + cosine * s;
            }
        }
    }

    /** Forward; the inverse is this with real and imaginary parts exchanged, divided by the size. */
    void transform(double[] real, double[] imaginary) {
        reorder(real, imaginary);
        double[] c = new double[size / 2];
        double[] s = new double[size / 2];
        for (int half = 1; half < size; half *= 2) {
            // This stage's turns side by side, as they are used again and again.
            int stride = size / (2 * half);
            for (int i = 0; i < half; i++) {
                c[i] = cosines[i * stride];
                s[i] = sines[i * stride];
            }
            for (int from = 0; from < size; from += 2 * half) {
                butterflies(real, imaginary, from, half, c, s);
            }
        }
    }

    private static void butterflies(double[] real, double[] imaginary, int from, int half, double[] c, double[] s) {
        for (int i = 0; i < half; i++) {
            int low = from + i;
            int high = low + half;
            double r = real[high] * c[i] + imaginary[high] * s[i];
            double m = imaginary[high] * c[i] - real[high] * s[i];
            real[high] = real[low] - r;
            imaginary[high] = imaginary[low] - m;
            real[low] += r;
            imaginary[low] += m;
        }
    }

    private void reorder(double[] real, double[] imaginary) {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 0; i < size; i++) {
            int other = Integer.reverse(i) >>> shift;
            if (other > i) {
                double r = real[i];
                real[i] = real[other];
                real[other] = r;
                double m = imaginary[i];
                imaginary[i] = imaginary[other];
                imaginary[other] = m;
            }
        }
    }
}
