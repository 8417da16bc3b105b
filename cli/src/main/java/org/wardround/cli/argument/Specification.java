package org.wardround.cli.argument;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes commands down in the terms of the parser library, without its annotations: reading those by reflection would double the time to start. */
final class Specification {
    /** Of a line after "Usage: ". */
    private static final int SYNOPSIS_WIDTH = 72;

    private static final String SYNOPSIS_INDENT = "         ";

    private Specification() {}

    static CommandLine of(Command.Group root, String version) {
        CommandSpec specification = specify(root, root.name());
        specification.version(version);
        specification.addOption(
                flag("--version", "-V", "print the version").versionHelp(true).build());
        CommandLine commandLine = new CommandLine(specification);
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setAbbreviatedOptionsAllowed(false);
        return commandLine;
    }

    /** @param words that call the command */
    private static CommandSpec specify(Command command, String words) {
        CommandSpec specification = CommandSpec.wrapWithoutInspection(command);
        specification.name(command.name());
        specification.usageMessage().header(escaped(command.summary()) + ".", "");
        specification.usageMessage().sortOptions(false).abbreviateSynopsis(false);
        specification
                .usageMessage()
                .optionListHeading("%n")
                .parameterListHeading("%n")
                .commandListHeading("%nCommands:%n");
        if (command instanceof Command.Verb verb) {
            describe(specification, verb);
            specification.usageMessage().customSynopsis(synopsis(words, verb));
        } else if (command instanceof Command.Group group) {
            specification.usageMessage().customSynopsis(words + " COMMAND");
            example(specification, first(group).example());
            group.commands()
                    .forEach(inner ->
                            specification.addSubcommand(inner.name(), specify(inner, words + " " + inner.name())));
        }
        specification.addOption(
                flag("--help", "-h", "show this page").usageHelp(true).build());
        return specification;
    }

    private static void describe(CommandSpec specification, Command.Verb verb) {
        specification.usageMessage().description("%n" + escaped(verb.description()));
        example(specification, verb.example());
        int place = 0;
        for (Argument<?> argument : verb.arguments()) {
            if (argument.isOption()) {
                specification.addOption(option(argument));
            } else {
                specification.addPositional(place(argument, place++));
            }
        }
    }

    private static void example(CommandSpec specification, String example) {
        specification.usageMessage().footerHeading("%nExample:%n");
        specification
                .usageMessage()
                .footer(example.lines().map(line -> "  " + escaped(line)).toArray(String[]::new));
    }

    /** What people come for first stands first. */
    private static Command.Verb first(Command.Group group) {
        Command inner = group.commands().get(0);
        return inner instanceof Command.Group deeper ? first(deeper) : (Command.Verb) inner;
    }

    /** What must be given, word for word. */
    private static String[] synopsis(String words, Command.Verb verb) {
        List<String> parts = new ArrayList<>();
        for (Argument<?> argument : verb.arguments()) {
            if (argument.required()) {
                parts.add(argument.usage());
            } else if (!argument.isOption()) {
                parts.add("[" + argument.usage() + "]");
            }
        }
        parts.add("[OPTIONS]");
        List<String> lines = new ArrayList<>();
        String line = words;
        for (String part : parts) {
            if (line.length() + 1 + part.length() > SYNOPSIS_WIDTH) {
                lines.add(escaped(line));
                line = SYNOPSIS_INDENT;
            }
            line += " " + part;
        }
        lines.add(escaped(line));
        return lines.toArray(String[]::new);
    }

    private static OptionSpec option(Argument<?> argument) {
        if (argument.isFlag()) {
            return OptionSpec.builder(argument.name())
                    .type(boolean.class)
                    .arity("0")
                    .description(escaped(argument.description()))
                    .build();
        }
        return OptionSpec.builder(argument.name())
                .type(String.class)
                .paramLabel(argument.label())
                .description(escaped(argument.description()))
                .build();
    }

    private static PositionalParamSpec place(Argument<?> argument, int place) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(place))
                .arity("0..1")
                .type(String.class)
                .paramLabel(argument.label())
                .description(escaped(argument.description()))
                .build();
    }

    private static OptionSpec.Builder flag(String name, String shortName, String description) {
        return OptionSpec.builder(shortName, name)
                .type(boolean.class)
                .arity("0")
                .description(description);
    }

    /** Help texts are format strings to the library. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
