package org.wardround.cli.argument;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * One argument of a command. Immutable.
 *
 * @param name {@code --seed} for an option, {@code STUDY} for one that is told by its place
 * @param label what stands for the value in help texts; empty for a flag
 * @param description one sentence without a full stop
 * @param required whether the command can't do without
 * @param parser from the text as typed; throws {@link IllegalArgumentException} with the rule that the text breaks
 */
public record Argument<T>(String name, String label, String description, boolean required, Function<String, T> parser) {
    /** A required argument that is told by its place. */
    public static Argument<Path> place(String name, String description) {
        return new Argument<>(name, name, description, true, Argument::toPath);
    }

    /** A required argument that is told by its place and is no path. */
    public static Argument<String> word(String name, String description) {
        return new Argument<>(name, name, description, true, text -> text);
    }

    /** An option with a file or a folder. */
    public static Argument<Path> path(String name, String label, String description) {
        return new Argument<>(name, label, description, false, Argument::toPath);
    }

    /** An option with a text. */
    public static Argument<String> text(String name, String label, String description) {
        return new Argument<>(name, label, description, false, text -> text);
    }

    /** An option with any whole number. */
    public static Argument<Long> seed(String name, String description) {
        return new Argument<>(name, "N", description, false, text -> toWhole(text, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    /** An option with a whole number from {@code least} to {@code most}. */
    public static Argument<Integer> count(String name, int least, int most, String description) {
        return new Argument<>(name, "N", description, false, text -> (int) toWhole(text, least, most));
    }

    /** An option with a probability from 0 to below 1. */
    public static Argument<Double> probability(String name, String description) {
        return new Argument<>(name, "P", description, false, Argument::toProbability);
    }

    /** An option with a number from {@code least} to {@code most}. */
    public static Argument<Double> number(String name, double least, double most, String description) {
        return new Argument<>(name, "X", description, false, text -> toNumber(text, least, most));
    }

    /** An option without a value. */
    public static Argument<Boolean> flag(String name, String description) {
        return new Argument<>(name, "", description, false, Boolean::valueOf);
    }

    /** The same, and the command can't do without. */
    public Argument<T> needed() {
        return new Argument<>(name, label, description, true, parser);
    }

    public boolean isOption() {
        return name.startsWith("-");
    }

    public boolean isFlag() {
        return label.isEmpty();
    }

    /** As it stands on a command line: {@code --seed N}, {@code --force}, {@code STUDY}. */
    public String usage() {
        return isOption() && !isFlag() ? name + " " + label : name;
    }

    private static Path toPath(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty; give a path");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path: " + e.getReason(), e);
        }
    }

    private static long toWhole(String text, long least, long most) {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number, got '%s'".formatted(text), e);
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException("must be from %d to %d, got %s".formatted(least, most, text));
        }
        return value;
    }

    private static double toNumber(String text, double least, double most) {
        double value = toDouble(text);
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "must be from %s to %s, got %s".formatted(figure(least), figure(most), text));
        }
        return value;
    }

    private static String figure(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        return value >= 1e-3 ? exact.toPlainString() : exact.toString().replace('E', 'e');
    }

    private static double toDouble(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number, got '%s'".formatted(text), e);
        }
    }

    private static double toProbability(String text) {
        double value = toDouble(text);
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("must be from 0 to below 1, got " + text);
        }
        return value;
    }
}
