package org.wardround.core.aggregate;

/** How the sites' answers become one. What it needs of each site is its type. */
public sealed interface Aggregator permits SumAggregator, PerSiteAggregator {}
