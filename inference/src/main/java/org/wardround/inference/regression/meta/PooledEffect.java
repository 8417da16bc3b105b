package org.wardround.inference.regression.meta;

/**
 * A pooled estimate with its 95 % interval.
 *
 * @param method in words
 */
public record PooledEffect(String method, double estimate, double standardError, double low, double high, double p) {}
