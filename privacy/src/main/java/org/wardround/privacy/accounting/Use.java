package org.wardround.privacy.accounting;

/**
 * A mechanism used a number of times on the same patients, each time with noise of its own.
 *
 * @param times 1 or more
 */
public record Use(Mechanism mechanism, long times) {
    public Use {
        if (times < 1) {
            throw new IllegalArgumentException("a mechanism is used once or more, got " + times);
        }
    }
}
