package org.wardround.study.results;

import java.time.Instant;

/**
 * One execution of a study.
 *
 * @param seed from which all chance of the run comes
 * @param threads at most so many at work at a time; no result depends on it
 * @param started in UTC
 * @param seconds wall-clock time
 * @param end how it came to its end
 */
public record RunInfo(long seed, int threads, Instant started, double seconds, RunEnd end) {}
