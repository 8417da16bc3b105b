package org.wardround.data.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.VariableType;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.VariableMapping;

/**
 * Which of the variables is the outcome.
 *
 * @param columns the variables that it is made of
 */
record OutcomeGuess(
        Outcome outcome, List<Guess.Taken> columns, Optional<VariableMapping> mapping, List<String> comment) {
    static Optional<OutcomeGuess> among(List<Guess.Taken> variables) {
        return timeToEvent(variables).or(() -> single(variables));
    }

    /** The variable of that name as the outcome; a date can't be one. */
    static Optional<OutcomeGuess> named(List<Guess.Taken> variables, String name) {
        return variables.stream()
                .filter(guess ->
                        guess.type() != VariableType.DATE && guess.name().equals(name))
                .findFirst()
                .map(guess -> of(guess, "named as the outcome"));
    }

    private static Optional<OutcomeGuess> timeToEvent(List<Guess.Taken> variables) {
        Optional<Guess.Taken> time = first(
                variables,
                guess -> guess.range() != null && guess.range().low() >= 0 && ColumnNames.isTime(guess.name()));
        Optional<Guess.Taken> event =
                first(variables, guess -> guess.type() == VariableType.BINARY && ColumnNames.isEvent(guess.name()));
        if (time.isEmpty() || event.isEmpty()) {
            return Optional.empty();
        }
        String name =
                variables.stream().anyMatch(guess -> guess.name().equals("survival")) ? "time to event" : "survival";
        Outcome outcome =
                new Outcome(name, VariableType.TIME_TO_EVENT, "", time.get().range(), List.of(), "");
        VariableMapping mapping = new VariableMapping(
                ColumnReference.named(time.get().name()),
                ColumnReference.named(event.get().name()),
                time.get().missing(),
                event.get().values(),
                1,
                0,
                "");
        List<String> comment = new ArrayList<>(List.of("a guess by the names: '%s' is the time, '%s' the event"
                .formatted(time.get().name(), event.get().name())));
        comment.addAll(event.get().comment());
        return Optional.of(new OutcomeGuess(outcome, List.of(time.get(), event.get()), Optional.of(mapping), comment));
    }

    /** By the name, else the last binary, else the last category, else the last number. */
    private static Optional<OutcomeGuess> single(List<Guess.Taken> variables) {
        List<Guess.Taken> possible = variables.stream()
                .filter(guess -> guess.type() != VariableType.DATE)
                .toList();
        Optional<Guess.Taken> named = possible.stream()
                .filter(guess -> ColumnNames.outcomeRank(guess.name()) < Integer.MAX_VALUE)
                .min(Comparator.comparingInt(guess -> ColumnNames.outcomeRank(guess.name())));
        return named.map(guess -> of(guess, "a guess by the name"))
                .or(() -> lastOf(possible, VariableType.BINARY))
                .or(() -> lastOf(possible, VariableType.CATEGORY))
                .or(() -> lastOf(possible, VariableType.NUMBER))
                .or(() -> lastOf(possible, VariableType.INTEGER));
    }

    private static Optional<OutcomeGuess> lastOf(List<Guess.Taken> variables, VariableType type) {
        return variables.stream()
                .filter(guess -> guess.type() == type)
                .reduce((earlier, later) -> later)
                .map(guess -> of(guess, "a guess: the last column of its kind"));
    }

    private static OutcomeGuess of(Guess.Taken guess, String why) {
        VariableType type = guess.type() == VariableType.INTEGER ? VariableType.NUMBER : guess.type();
        Outcome outcome = new Outcome(guess.name(), type, "", guess.range(), guess.levels(), "");
        List<String> comment = new ArrayList<>(List.of(why + ": check that this is what the study predicts"));
        comment.addAll(guess.comment());
        return new OutcomeGuess(
                outcome, List.of(guess), guess.isMapped() ? Optional.of(guess.mapping()) : Optional.empty(), comment);
    }

    private static Optional<Guess.Taken> first(List<Guess.Taken> variables, Predicate<Guess.Taken> wanted) {
        return variables.stream().filter(wanted).findFirst();
    }
}
