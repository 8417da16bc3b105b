package org.wardround.privacy.accounting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a release costs the patients in privacy: the mechanisms behind it, or that nothing bounds it. A value that a ledger keeps as a text and adds up; ε comes only of all costs together.
 */
public sealed interface Cost {
    /** Stands for {@link NotBounded} in texts. */
    String NOT_BOUNDED = "not bounded";

    /**
     * Released with noise.
     *
     * @param uses in any order; none costs nothing
     */
    record Bounded(List<Use> uses) implements Cost {
        public Bounded {
            uses = List.copyOf(uses);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** Released without noise: no ε holds. */
    record NotBounded() implements Cost {
        @Override
        public String toString() {
            return text();
        }
    }

    /** One mechanism, used a number of times. */
    static Cost of(Mechanism mechanism, long times) {
        return new Bounded(List.of(new Use(mechanism, times)));
    }

    /** All of them, on the same patients; not bounded where one isn't. */
    static Cost sum(List<Cost> costs) {
        List<Use> uses = new ArrayList<>();
        for (Cost cost : costs) {
            if (!(cost instanceof Bounded bounded)) {
                return new NotBounded();
            }
            uses.addAll(bounded.uses());
        }
        return new Bounded(uses);
    }

    /** ε at δ, at or above the truth; empty where nothing bounds it. */
    default OptionalDouble epsilon(Accountant accountant, double delta) {
        Accountant.requireDelta(delta);
        if (!(this instanceof Bounded bounded)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(bounded.uses().isEmpty() ? 0 : accountant.epsilon(bounded.uses(), delta));
    }

    /** One line, such as {@code 1000 x gaussian 1.1 0.01; 1 x laplace 2.0 1.0}: how often, the mechanism, its parameters. {@link #parse} gives an equal cost back. */
    default String text() {
        if (!(this instanceof Bounded bounded)) {
            return NOT_BOUNDED;
        }
        return String.join(
                "; ",
                bounded.uses().stream()
                        .map(use -> use.times() + " x " + text(use.mechanism()))
                        .toList());
    }

    private static String text(Mechanism mechanism) {
        if (mechanism instanceof Mechanism.Gaussian gaussian) {
            return "gaussian %s %s".formatted(gaussian.noiseMultiplier(), gaussian.samplingRate());
        } else if (mechanism instanceof Mechanism.Laplace laplace) {
            return "laplace %s %s".formatted(laplace.scale(), laplace.samplingRate());
        } else if (mechanism instanceof Mechanism.DiscreteGaussian discrete) {
            return "discrete-gaussian %s %d %s"
                    .formatted(discrete.sigma(), discrete.sensitivity(), discrete.samplingRate());
        } else if (mechanism instanceof Mechanism.DiscreteGaussianVector vector) {
            return "discrete-gaussian-vector %s %s".formatted(vector.noiseMultiplier(), vector.samplingRate());
        } else if (mechanism instanceof Mechanism.SharedGaussianVector shared) {
            return "shared-gaussian-vector %s %d %s"
                    .formatted(shared.noiseMultiplier(), shared.colluders(), shared.samplingRate());
        } else if (mechanism instanceof Mechanism.FixedBatchGaussian batch) {
            return "fixed-batch-gaussian %s %s".formatted(batch.noiseMultiplier(), batch.samplingRate());
        }
        throw new IllegalStateException("no text for " + mechanism);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException the text is of another form, or a parameter is out of range
     */
    static Cost parse(String text) {
        if (text.equals(NOT_BOUNDED)) {
            return new NotBounded();
        }
        if (text.isEmpty()) {
            return new Bounded(List.of());
        }
        return new Bounded(
                Arrays.stream(text.split("; ", -1)).map(part -> use(part)).toList());
    }

    private static Use use(String part) {
        String[] words = part.split(" ", -1);
        boolean three =
                words.length > 2 && (words[2].equals("discrete-gaussian") || words[2].equals("shared-gaussian-vector"));
        if (words.length != (three ? 6 : 5) || !words[1].equals("x")) {
            throw new IllegalArgumentException(
                    "a cost is 'TIMES x MECHANISM PARAMETERS' or '%s', got '%s'".formatted(NOT_BOUNDED, part));
        }
        double noise = Double.parseDouble(words[3]);
        double rate = Double.parseDouble(words[words.length - 1]);
        Mechanism mechanism = switch (words[2]) {
            case "gaussian" -> new Mechanism.Gaussian(noise, rate);
            case "laplace" -> new Mechanism.Laplace(noise, rate);
            case "discrete-gaussian" -> new Mechanism.DiscreteGaussian(noise, Integer.parseInt(words[4]), rate);
            case "discrete-gaussian-vector" -> new Mechanism.DiscreteGaussianVector(noise, rate);
            case "shared-gaussian-vector" ->
                new Mechanism.SharedGaussianVector(noise, Integer.parseInt(words[4]), rate);
            case "fixed-batch-gaussian" -> new Mechanism.FixedBatchGaussian(noise, rate);
            default -> throw new IllegalArgumentException("no mechanism is called '%s'".formatted(words[2]));
        };
        return new Use(mechanism, Long.parseLong(words[0]));
    }
}
