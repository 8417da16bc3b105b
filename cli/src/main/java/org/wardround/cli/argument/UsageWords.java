package org.wardround.cli.argument;

import java.util.ArrayList;
import java.util.List;
import org.wardround.study.document.NearestKey;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in words, with the nearest that would be right. */
final class UsageWords {
    private UsageWords() {}

    static String of(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().get(0), unmatched.getCommandLine());
        }
        if (problem instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return "a value is missing after " + name(missing.getMissing().get(0));
        }
        if (problem instanceof OverwrittenOptionException twice) {
            return "%s is given twice".formatted(name(twice.getOverwritten()));
        }
        return String.valueOf(problem.getMessage());
    }

    private static String unmatched(String word, CommandLine command) {
        List<String> commands = new ArrayList<>(command.getSubcommands().keySet());
        if (word.startsWith("-")) {
            List<String> options = command.getCommandSpec().options().stream()
                    .map(OptionSpec::longestName)
                    .toList();
            String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            return "unknown option '%s'%s".formatted(name, hint(name, options));
        }
        return commands.isEmpty()
                ? "'%s' is one argument too many".formatted(word)
                : "unknown command '%s'%s".formatted(word, hint(word, commands));
    }

    private static String hint(String word, List<String> known) {
        return NearestKey.of(word, known)
                .map("; did you mean '%s'?"::formatted)
                .orElseGet(() -> "; there are: " + String.join(", ", known));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
