package org.wardround.cli.argument;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments that were given to a command, already read. Immutable. */
public final class Arguments {
    private final Map<Argument<?>, Object> values;

    Arguments(Map<Argument<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** The value of an argument that is required. */
    public <T> T get(Argument<T> argument) {
        return find(argument)
                .orElseThrow(() -> new IllegalStateException(argument.name() + " is not a required argument"));
    }

    /** The value, if there is one. */
    public <T> Optional<T> find(Argument<T> argument) {
        return Optional.ofNullable(value(argument));
    }

    /** Whether a flag was given. */
    public boolean has(Argument<Boolean> flag) {
        return values.containsKey(flag);
    }

    @SuppressWarnings("unchecked") // A value is what its argument's parser made.
    private <T> @Nullable T value(Argument<T> argument) {
        return (T) values.get(argument);
    }
}
