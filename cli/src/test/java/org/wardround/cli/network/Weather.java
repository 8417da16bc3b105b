package org.wardround.cli.network;

import org.wardround.core.random.SeededStream;

/**
 * How bad it gets, drawn from the seed: each kind of fault is there in about half of the seeds, so that their combinations are met as well as each alone.
 * Shares are of messages, or of events for what happens to processes.
 */
record Weather(
        double dropped,
        double doubled,
        double truncated,
        double late,
        double partitions,
        double kills,
        double powerCuts,
        double stops,
        double fullDisks,
        double slowSites,
        double pauses,
        boolean patient) {

    static final Weather FAIR = new Weather(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, true);

    static Weather drawn(SeededStream random) {
        return new Weather(
                some(random, 0.15),
                some(random, 0.15),
                some(random, 0.05),
                some(random, 0.1),
                some(random, 0.004),
                some(random, 0.01),
                some(random, 0.01),
                some(random, 1),
                some(random, 0.004),
                some(random, 0.2),
                some(random, 0.004),
                random.nextInt(8) > 0);
    }

    private static double some(SeededStream random, double most) {
        double amount = random.nextDouble() * most;
        return random.nextInt(2) == 0 ? 0 : amount;
    }
}
