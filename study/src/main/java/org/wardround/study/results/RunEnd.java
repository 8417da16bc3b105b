package org.wardround.study.results;

/**
 * How a run came to its end.
 *
 * @param status completed, or ended early by a named outcome
 * @param reason of an early end, in words; empty otherwise
 */
public record RunEnd(Status status, String reason) {
    public static final RunEnd COMPLETED = new RunEnd(Status.COMPLETED, "");

    /** Whether the run came to its planned end. */
    public enum Status {
        COMPLETED("completed"),
        ENDED("ended");

        private final String jsonName;

        Status(String jsonName) {
            this.jsonName = jsonName;
        }

        public String jsonName() {
            return jsonName;
        }
    }
}
