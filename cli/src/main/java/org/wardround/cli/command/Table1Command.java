package org.wardround.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.folder.OutputFolder;
import org.wardround.cli.folder.OutputFolder.Overwriting;
import org.wardround.cli.folder.WrittenFiles;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.ProgressLine;
import org.wardround.cli.terminal.Session;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.VariableType;
import org.wardround.publish.counts.CountMode;
import org.wardround.report.Table1Page;
import org.wardround.simulation.Simulation;
import org.wardround.simulation.Simulation.Described;
import org.wardround.simulation.SimulationOptions;
import org.wardround.simulation.SimulationRequest;
import org.wardround.study.document.NearestKey;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.results.Correlation;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Table1Files;

/** {@code wardround table1}. */
public final class Table1Command {
    private static final Argument<String> BY = Argument.text(
            "--by", "VARIABLE", "a column for each level of this coded variable, or of a coded outcome, as well");

    private static final Argument<Path> OUT = Argument.path(
            "--out",
            "DIR",
            "folder for table1.html, table1.csv, table1.json and correlations.csv; must be new or empty (default: print only)");

    private static final Argument<String> COUNTS = Argument.text(
            "--counts",
            "MODE",
            "how each hospital's policy would give its counts: shown, own-threshold or noised (default: shown)");

    private static final Argument<Double> EPSILON =
            Argument.number("--epsilon", 0.001, 1000, "with --counts noised: what the table may cost a patient");

    private static final Argument<Double> DELTA = Argument.number(
            "--delta", 1e-10, 0.5, "with --counts noised: probability with which that bound may fail (default: 1e-6)");

    private Table1Command() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "table1",
                "Describe the patients of all sites: Table 1 of a paper",
                "Prints the study's variables and outcome for each site and for all together, from sums over the sites: n (%), mean (SD), median with"
                        + " quartiles, missing values, and for a time to an event rates and survival. With --by, chi-squared and log-rank tests of the strata. Counts of 1 to 10 patients are suppressed, and"
                        + " others from which they would follow. --out also writes the correlations of every two quantities over all sites."
                        + " --counts shows what becomes of the one column of everybody where hospitals' policies are stricter with their counts: totals that are ranges, or carry noise, which is drawn anew each time.",
                "wardround table1 study.yaml --data hospitals --by sex --out table1",
                List.of(
                        CommonArguments.STUDY,
                        CommonArguments.DATA,
                        BY,
                        COUNTS,
                        EPSILON,
                        DELTA,
                        OUT,
                        CommonArguments.MAPPING,
                        CommonArguments.FORCE),
                Table1Command::run);
    }

    private static int run(Arguments arguments, Session session) {
        Optional<Path> out = arguments.find(OUT);
        if (out.isEmpty()) {
            print(arguments, session);
            return ExitCode.OK;
        }
        Overwriting overwriting = arguments.has(CommonArguments.FORCE) ? Overwriting.ALLOWED : Overwriting.NEEDS_FORCE;
        try (OutputFolder folder = OutputFolder.of(out.get(), WrittenFiles.Kind.TABLE1, overwriting)) {
            Made made = print(arguments, session);
            folder.write(files -> write(made, files));
        }
        session.out().println();
        boolean correlated = mode(arguments) instanceof CountMode.Shown;
        session.out()
                .println("Wrote %s, %s%s into %s"
                        .formatted(
                                Table1Page.NAME,
                                Table1Files.CSV,
                                correlated
                                        ? ", %s and %s".formatted(Table1Files.JSON, Correlation.CSV)
                                        : " and " + Table1Files.JSON,
                                out.get()));
        return ExitCode.OK;
    }

    /** Tables and what they were made from. */
    private record Made(Inputs inputs, Described described, boolean correlated) {}

    private static Made print(Arguments arguments, Session session) {
        Inputs inputs = Inputs.read(arguments, session);
        String by = arguments.find(BY).orElse("");
        if (by.isEmpty() && arguments.find(BY).isPresent()) {
            throw new CommandException("--by is empty: name a coded variable, or leave --by out");
        }
        CountMode mode = mode(arguments);
        if (!(mode instanceof CountMode.Shown) && !by.isEmpty()) {
            throw new CommandException(
                    "--by: between hospitals Table 1 has no strata, and --counts %s is about that table; leave --by out"
                            .formatted(mode.word()));
        }
        requireCoded(by, inputs.plan().data());
        Made made = new Made(inputs, describe(inputs, by, mode, session), mode instanceof CountMode.Shown);
        new Table1Words(made.described.table(), session).print(inputs.plan());
        return made;
    }

    private static void write(Made made, Path folder) throws IOException {
        Table1 table = made.described.table();
        Files.writeString(
                folder.resolve(Table1Page.NAME),
                Table1Page.html(made.inputs.plan().name(), made.inputs.plan().purpose(), table));
        Files.writeString(folder.resolve(Table1Files.CSV), Table1Files.csv(table), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve(Table1Files.JSON), Table1Files.json(table), StandardCharsets.UTF_8);
        if (made.correlated) {
            Files.writeString(
                    folder.resolve(Correlation.CSV),
                    Correlation.csv(made.described.correlations()),
                    StandardCharsets.UTF_8);
        }
    }

    private static CountMode mode(Arguments arguments) {
        String word = arguments.find(COUNTS).orElse("shown");
        if (!word.equals("noised")
                && (arguments.find(EPSILON).isPresent() || arguments.find(DELTA).isPresent())) {
            throw new CommandException("--epsilon and --delta are for --counts noised; leave them out, or say it");
        }
        return switch (word) {
            case "shown" -> CountMode.SHOWN;
            case "own-threshold" -> CountMode.OWN_THRESHOLD;
            case "noised" ->
                new CountMode.Noised(
                        arguments
                                .find(EPSILON)
                                .orElseThrow(
                                        () -> new CommandException(
                                                "--counts noised needs --epsilon: what the table may cost a patient, such as 1")),
                        arguments.find(DELTA).orElse(CountMode.Noised.USUAL_DELTA));
            default ->
                throw new CommandException("--counts: shown, own-threshold or noised, got '%s'%s"
                        .formatted(word, NearestKey.hint(word, List.of("shown", "own-threshold", "noised"))));
        };
    }

    private static Described describe(Inputs inputs, String by, CountMode mode, Session session) {
        SimulationRequest request = new SimulationRequest(
                inputs.study(),
                inputs.mapping().mapping(),
                inputs.data(),
                new SimulationOptions(CommonArguments.DEFAULT_SEED, SimulateCommand.cores(), 0));
        try (ProgressLine progress = session.progress()) {
            return mode instanceof CountMode.Shown
                    ? Simulation.table1(request, by, progress)
                    : new Described(Simulation.table1(request, mode, progress), List.of());
        } catch (ProblemsException refused) {
            throw DataInputs.located(refused, inputs.data(), inputs.mapping());
        }
    }

    /** @throws CommandException where the variable is unknown, or not coded */
    private static void requireCoded(String by, DataDictionary dictionary) {
        List<String> names = new ArrayList<>();
        List<String> coded = new ArrayList<>();
        dictionary.variables().forEach(variable -> {
            names.add(variable.name());
            if (!variable.levels().isEmpty()) {
                coded.add(variable.name());
            }
        });
        names.add(dictionary.outcome().name());
        VariableType outcome = dictionary.outcome().type();
        if (outcome == VariableType.BINARY || outcome == VariableType.CATEGORY) {
            coded.add(dictionary.outcome().name());
        }
        if (by.isEmpty() || coded.contains(by)) {
            return;
        }
        if (!names.contains(by)) {
            throw new CommandException(
                    "--by: the study has no variable '%s'%s".formatted(by, NearestKey.hint(by, names)));
        }
        throw new CommandException("--by: '%s' is a quantity, and strata need a binary or a category; %s"
                .formatted(by, coded.isEmpty() ? "the study has none" : "choose among " + String.join(", ", coded)));
    }
}
