package org.wardround.inference.regression.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.wardround.core.text.Counted;

/** Why a regression has no answer: an expected outcome of real data, never an exception. {@link #message} is one clear sentence or two. */
public sealed interface Problem {
    String message();

    /** No rows at all. */
    record NoRows() implements Problem {
        @Override
        public String message() {
            return "there are no rows to fit: every site's training side is empty";
        }
    }

    /** Parameters may not exceed a third of the rows. */
    record TooManyParameters(int parameters) implements Problem {
        @Override
        public String message() {
            return "the model has %s, and there are fewer than three training rows for each: leave out terms"
                    .formatted(Counted.of(parameters, "parameter"));
        }
    }

    /** Case weights that leave the fit to a few patients, which no hospital's rule about numbers of patients would see. */
    record WeightsOfFew() implements Problem {
        @Override
        public String message() {
            return "model.weights: almost all weight lies on a few patients, so the estimates would be theirs alone; name weights that differ less, or remove model.weights";
        }
    }

    /** Offsets that do the same. */
    record OffsetsOfFew() implements Problem {
        @Override
        public String message() {
            return "model.offset: it leaves almost all weight to a few patients, so the estimates would be theirs alone; name an offset that differs less, or remove model.offset";
        }
    }

    /** Every row has the same outcome. */
    record OutcomeConstant() implements Problem {
        @Override
        public String message() {
            return "the outcome is the same in every row: there is nothing to explain";
        }
    }

    /** A model of time to event without an event. */
    record AllCensored() implements Problem {
        @Override
        public String message() {
            return "every row is censored: without an event nothing can be estimated";
        }
    }

    /** Events, but nobody else at risk at any of them. */
    record NoComparison() implements Problem {
        @Override
        public String message() {
            return "no site has anybody to compare an event with: at each event all others of the site had left before";
        }
    }

    /** Columns that are the same in every row. */
    record ConstantColumns(List<String> names) implements Problem {
        public ConstantColumns {
            names = List.copyOf(names);
        }

        @Override
        public String message() {
            return "%s: the same in every row%s; leave out the term or merge the level"
                    .formatted(Words.list(names), names.size() == 1 ? "" : " each");
        }
    }

    /** Columns that are the same for all who are at risk together, though they differ between sites. */
    record ConstantAtRisk(List<String> names) implements Problem {
        public ConstantAtRisk {
            names = List.copyOf(names);
        }

        @Override
        public String message() {
            return "%s: the same for all who are at risk together at a site; a model stratified by site can't estimate it"
                    .formatted(Words.list(names));
        }
    }

    /**
     * Columns of one term that are combinations of others.
     *
     * @param term theirs
     * @param columns at least one
     * @param others the terms in their combinations beside their own; empty where the term repeats itself
     */
    record Collinear(String term, List<Combination> columns, List<String> others) implements Problem {
        public Collinear {
            columns = List.copyOf(columns);
            others = List.copyOf(others);
        }

        /**
         * What a column equals, up to a constant.
         *
         * @param parts how much of each other column, in order
         */
        public record Combination(String column, Map<String, Double> parts) {
            public Combination {
                parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
            }

            private Combination in(ToDoubleFunction<String> units) {
                Map<String, Double> scaled = new LinkedHashMap<>();
                parts.forEach((name, part) ->
                        scaled.put(name, part * units.applyAsDouble(column) / units.applyAsDouble(name)));
                return new Combination(column, scaled);
            }
        }

        /**
         * The same of the columns as they were before each was divided by a number.
         *
         * @param units that number by column, above 0
         */
        public Collinear in(ToDoubleFunction<String> units) {
            return new Collinear(
                    term,
                    columns.stream().map(combination -> combination.in(units)).toList(),
                    others);
        }

        @Override
        public String message() {
            boolean one = columns.size() == 1;
            return "%s %s nothing: %s %s, up to a constant; %s"
                    .formatted(
                            Words.list(columns.stream().map(Combination::column).toList()),
                            one ? "adds" : "add",
                            one ? "it equals" : "they equal",
                            Words.joined(columns.stream()
                                    .map(each -> Words.combination(each.parts()))
                                    .toList()),
                            remedy());
        }

        private String remedy() {
            if (others.isEmpty()) {
                return "make the term '%s' simpler, or leave it out".formatted(term);
            }
            return others.size() == 1
                    ? "leave out the term '%s' or '%s'".formatted(term, others.get(0))
                    : "leave out one of the terms '%s', %s".formatted(term, Words.list(others));
        }
    }

    /**
     * No finite estimate: the likelihood still grows as the coefficients of some columns run off.
     *
     * @param columns those that run off, the one that runs furthest first
     * @param complete whether every row is predicted perfectly, not only some
     * @param firthHelps whether the model can be fitted with Firth's penalty instead
     */
    record Separation(List<String> columns, boolean complete, boolean firthHelps) implements Problem {
        public Separation {
            columns = List.copyOf(columns);
        }

        @Override
        public String message() {
            return "%s %s %s by the outcome, so no finite coefficient fits best; set training.strategy.penalty to %s, or leave %s out"
                    .formatted(
                            Words.list(columns),
                            columns.size() == 1 ? "separates" : "together separate",
                            complete ? "all rows" : "some of the rows",
                            firthHelps ? "firth" : "{ridge: 1}",
                            columns.size() == 1 ? "the term" : "a term");
        }
    }

    /** The most iterations were not enough. */
    record NotConverged(int iterations, double distance) implements Problem {
        @Override
        public String message() {
            return "not converged after %s: the last step was still %s standard errors long; allow more rounds or check the terms"
                    .formatted(
                            Counted.of(iterations, "iteration"),
                            String.format(Locale.ROOT, distance < 0.01 ? "%.1e" : "%.2f", distance));
        }
    }

    /** The information matrix lost its inverse on the way. */
    record Singular(int iteration) implements Problem {
        @Override
        public String message() {
            return "the information matrix of iteration %d can't be inverted: the terms are too many or too alike for these rows"
                    .formatted(iteration);
        }
    }

    /** A site had values outside what the study declares. */
    record BeyondBounds(int sites, String purpose) implements Problem {
        @Override
        public String message() {
            return "%d %s sums larger than the study's ranges allow (%s): an offset or a weight may be far too large, or a range too narrow; check model.offset, model.weights and the ranges"
                    .formatted(sites, sites == 1 ? "site has" : "sites have", purpose);
        }
    }

    /** A mixed model needs several sites. */
    record TooFewSites(int sites) implements Problem {
        @Override
        public String message() {
            return "a random intercept needs rows of at least 2 sites, got %d".formatted(sites);
        }
    }

    /** The model explains the outcome without any rest. */
    record PerfectFit() implements Problem {
        @Override
        public String message() {
            return "the terms explain the outcome without any rest: standard errors would be 0; check that no term repeats the outcome";
        }
    }
}
