package org.wardround.site.run;

import java.time.Instant;

/** When a site heard the first line and the last line of a run, as its journal has it: the same after each restart. */
public record RunTimes(Instant started, Instant ended) {}
