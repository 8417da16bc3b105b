package org.wardround.cli.argument;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes commands down in the terms of the parser library, without its annotations: reading those by reflection would double the time to start. */
final class Specification {
    /** Behind the word Usage. */
    private static final int LONGEST_SYNOPSIS = 72;

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
            specification.usageMessage().customSynopsis(escaped(wrapped(synopsis(words, verb))));
        } else if (command instanceof Command.Group group) {
            specification.usageMessage().customSynopsis(words + " COMMAND");
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
        specification.usageMessage().footerHeading("%nExample:%n");
        specification
                .usageMessage()
                .footer(verb.example().lines().map(line -> "  " + escaped(line)).toArray(String[]::new));
        int place = 0;
        for (Argument<?> argument : verb.arguments()) {
            if (argument.isOption()) {
                specification.addOption(option(argument));
            } else {
                specification.addPositional(place(argument, place++));
            }
        }
    }

    /** What must be given, word for word. */
    // One that is too long for a terminal of 80 columns goes on below, before its last words.
    private static String wrapped(String synopsis) {
        if (synopsis.length() <= LONGEST_SYNOPSIS) {
            return synopsis;
        }
        int end = synopsis.lastIndexOf(" --", LONGEST_SYNOPSIS);
        return end < 0 ? synopsis : synopsis.substring(0, end) + "\n        " + synopsis.substring(end);
    }

    private static String synopsis(String words, Command.Verb verb) {
        StringBuilder synopsis = new StringBuilder(words);
        for (Argument<?> argument : verb.arguments()) {
            if (argument.required()) {
                synopsis.append(' ').append(argument.usage());
            } else if (!argument.isOption()) {
                synopsis.append(" [").append(argument.usage()).append(']');
            }
        }
        return synopsis.append(" [OPTIONS]").toString();
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
