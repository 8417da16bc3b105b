package org.wardround.privacy.cohort;

import java.nio.ByteBuffer;

/** By what a patient is known again: 128 bits that follow from the patient's key at the site and a secret of the site. {@code toString} shows nothing of it. */
public record PatientMark(long high, long low) implements Comparable<PatientMark> {
    public static final int BYTES = 16;

    /** Of 16 bytes or more; the rest is left out. */
    public static PatientMark of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new PatientMark(buffer.getLong(), buffer.getLong());
    }

    @Override
    public int compareTo(PatientMark other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return "PatientMark";
    }
}
