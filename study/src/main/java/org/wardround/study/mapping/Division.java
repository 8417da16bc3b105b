package org.wardround.study.mapping;

/**
 * How one file is divided among invented sites {@code site-1}, {@code site-2}, …; all rows of a patient go together.
 *
 * @param sites 2 or more
 * @param rule who gets which patients
 * @param seed of the division alone
 */
public record Division(int sites, Rule rule, long seed) {
    /** Who gets which patients. */
    public sealed interface Rule {
        /** At random, equally many. */
        record Iid() implements Rule {}

        /** For each class of the outcome the sites' shares are drawn from a Dirichlet distribution (Hsu et al. 2019): label skew. */
        record LabelSkew(double alpha) implements Rule {}

        /** The sites' sizes are drawn from a Dirichlet distribution; classes are mixed: quantity skew. */
        record QuantitySkew(double alpha) implements Rule {}
    }
}
