package org.wardround.site.policy;

/** How many patients are in a study's cohort at this site. A number about patients: it answers one question and is never shown. Immutable. */
public final class PatientCount {
    private final int count;

    private PatientCount(int count) {
        this.count = count;
    }

    /**
     * A count of patients.
     *
     * @param count 0 or more
     */
    public static PatientCount of(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count of patients is 0 or more");
        }
        return new PatientCount(count);
    }

    /** Whether there are {@code minimum} patients or more. */
    public boolean reaches(int minimum) {
        return count >= minimum;
    }

    @Override
    public String toString() {
        return "a count of patients";
    }
}
