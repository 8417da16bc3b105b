package org.wardround.cli.argument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reads a command line. Immutable. */
public final class CommandReader {
    private static final int HELP_WIDTH = 100;

    private final Command.Group root;
    private final String version;

    /** @param version the line that {@code --version} prints */
    public CommandReader(Command.Group root, String version) {
        this.root = root;
        this.version = version;
    }

    /** What a command line asks for. */
    public sealed interface Request {
        /** A text to print. */
        record Show(String text) implements Request {}

        /** A command to carry out. */
        record Run(Command.Verb verb, Arguments arguments) implements Request {}
    }

    /**
     * Reads the words of a command line. {@code help X} is taken as {@code X --help}.
     *
     * @param width columns of the terminal, for help pages
     * @throws UsageException where it can't be understood
     */
    public Request read(List<String> words, int width) {
        CommandLine commandLine = Specification.of(root, version);
        ParseResult result = parse(commandLine, withoutHelpCommand(words));
        while (result.hasSubcommand()) {
            result = result.subcommand();
        }
        CommandLine asked = result.commandSpec().commandLine();
        if (result.isVersionHelpRequested()) {
            return new Request.Show(version + System.lineSeparator());
        }
        Command command = (Command) asked.getCommandSpec().userObject();
        if (result.isUsageHelpRequested() || command == root) {
            asked.setSeparator(" ");
            asked.setUsageHelpWidth(Math.max(60, Math.min(width, HELP_WIDTH)));
            return new Request.Show(asked.getUsageMessage(Ansi.OFF));
        }
        if (command instanceof Command.Verb verb) {
            return new Request.Run(verb, arguments(verb, result, name(asked)));
        }
        throw new UsageException(
                name(asked),
                "needs a command: " + String.join(", ", asked.getSubcommands().keySet()));
    }

    private static List<String> withoutHelpCommand(List<String> words) {
        if (words.isEmpty() || !words.get(0).equals("help")) {
            return words;
        }
        List<String> plain = new ArrayList<>(words.subList(1, words.size()));
        plain.add("--help");
        return plain;
    }

    private static ParseResult parse(CommandLine commandLine, List<String> words) {
        try {
            return commandLine.parseArgs(words.toArray(new String[0]));
        } catch (ParameterException e) {
            throw new UsageException(name(e.getCommandLine()), UsageWords.of(e));
        }
    }

    private static Arguments arguments(Command.Verb verb, ParseResult result, String command) {
        Map<Argument<?>, Object> values = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        int place = 0;
        for (Argument<?> argument : verb.arguments()) {
            Optional<String> given = argument.isOption()
                    ? option(argument, result)
                    : Optional.ofNullable(result.matchedPositionalValue(place++, null));
            given.ifPresent(text -> {
                try {
                    values.put(argument, argument.parser().apply(text));
                } catch (IllegalArgumentException e) {
                    wrong.add("%s %s".formatted(argument.name(), e.getMessage()));
                }
            });
            if (argument.required() && given.isEmpty()) {
                missing.add(argument.usage());
            }
        }
        if (!missing.isEmpty()) {
            wrong.add("missing: " + String.join(", ", missing));
        }
        if (!wrong.isEmpty()) {
            throw new UsageException(command, String.join("; ", wrong));
        }
        return new Arguments(values);
    }

    private static Optional<String> option(Argument<?> argument, ParseResult result) {
        if (!result.hasMatchedOption(argument.name())) {
            return Optional.empty();
        }
        return Optional.of(argument.isFlag() ? "true" : result.matchedOptionValue(argument.name(), ""));
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
