package org.wardround.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.identity.SiteId;
import org.wardround.core.text.Counted;
import org.wardround.data.table.MappedRecords;
import org.wardround.simulation.predict.Predictor;
import org.wardround.study.document.NearestKey;
import org.wardround.study.file.MappingFile;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.problem.ProblemsException;

/** {@code wardround predict}. */
public final class PredictCommand {
    private static final Argument<Path> FILE =
            Argument.path("--data", "FILE", "table of patients, a row each").needed();
    private static final Argument<Path> MAPPING = Argument.path(
            "--mapping",
            "FILE",
            "how columns become the model's variables (default: mapping.yaml beside the table, else columns by their names)");
    private static final Argument<String> SITE =
            Argument.text("--site", "NAME", "whose patients these are, where files or numbers differ between sites");
    private static final Argument<Path> OUT =
            Argument.path("--out", "FILE", "where the predictions go, as CSV (default: to the screen)");

    private PredictCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "predict",
                "Apply a model to new patients",
                "Writes for each row of a table what the model predicts: line, patient key if the mapping names one, scores, class, and what was missing.",
                "wardround predict run/model --data new-patients.csv --out predictions.csv",
                List.of(EvaluateCommand.MODEL, FILE, MAPPING, SITE, OUT, CommonArguments.FORCE),
                PredictCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Path table = arguments.get(FILE);
        if (Files.isDirectory(table)) {
            throw new CommandException("%s: is a folder; --data needs a table in it".formatted(table));
        }
        if (!Files.isRegularFile(table)) {
            throw new CommandException("%s: there is no such file; check --data".formatted(table));
        }
        for (Path out : arguments.find(OUT).stream().toList()) {
            if (isSame(out, table)
                    || arguments
                            .find(MAPPING)
                            .filter(mapping -> isSame(out, mapping))
                            .isPresent()) {
                throw new CommandException("--out is a file that is read: name another, predictions never replace it");
            }
        }
        arguments
                .find(OUT)
                .filter(out -> !arguments.has(CommonArguments.FORCE))
                .ifPresent(out -> OutputFiles.requireAbsent(List.of(out)));
        arguments.find(OUT).ifPresent(out -> OutputFiles.requireWritable(List.of(out)));
        TrainedModel model = ModelFolders.read(arguments.get(EvaluateCommand.MODEL));
        String site = arguments.find(SITE).orElse("");
        Predictor predictor = Predictor.of(model, site);
        Path folder = Optional.ofNullable(table.toAbsolutePath().getParent()).orElseThrow();
        MappingFile mapping = Inputs.mapping(arguments.find(MAPPING), table, folder);
        requireKnown(site, mapping.mapping().source());
        SourceFile source = source(mapping, table.getFileName().toString(), site);
        MappedRecords records = MappedRecords.read(model.data(), model.used(), mapping.mapping(), folder, source);
        if (records instanceof MappedRecords.Refused refused) {
            throw DataInputs.located(new ProblemsException(refused.problems()), folder, mapping);
        }
        PredictionTable predictions = new PredictionTable(model, predictor, ((MappedRecords.Read) records).rows());
        Optional<Path> out = arguments.find(OUT);
        String used = "Mapping " + (mapping.exists() ? mapping.path() : "none: columns go by their names");
        if (out.isEmpty()) {
            // Beside the table that goes to a pipe.
            session.err().println(used);
            session.out().print(predictions.text());
            return ExitCode.OK;
        }
        OutputFiles.write(Map.of(out.get(), predictions.text()));
        session.out().println(used);
        session.out()
                .println("Wrote predictions for %s to %s".formatted(Counted.of(predictions.rows(), "row"), out.get()));
        predictions.unscored().ifPresent(session.out()::println);
        return ExitCode.OK;
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    /** @throws CommandException where the mapping lists its sites and this is none of them */
    private static void requireKnown(String site, Source source) {
        if (!site.isEmpty() && source instanceof Source.FilePerSite perSite) {
            List<String> names =
                    perSite.files().keySet().stream().map(SiteId::name).toList();
            if (!names.contains(site)) {
                throw new CommandException("--site: the mapping knows no site '%s'%s; its sites are %s"
                        .formatted(site, NearestKey.hint(site, names), String.join(", ", names)));
            }
        }
    }

    /** How the file is written: as the mapping says of the file of this name or site, else with a header line. */
    private static SourceFile source(MappingFile mapping, String name, String site) {
        Source source = mapping.mapping().source();
        Optional<SourceFile> like = Optional.empty();
        if (source instanceof Source.FilePerSite perSite) {
            like = perSite.files().entrySet().stream()
                    .filter(entry -> entry.getValue().path().equals(name)
                            || SiteId.isValid(site) && entry.getKey().equals(new SiteId(site)))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .or(() -> perSite.files().values().stream().findFirst());
        } else if (source instanceof Source.FilesNamedBySite named) {
            like = Optional.of(new SourceFile(name, named.header(), named.delimiter()));
        } else if (source instanceof Source.SiteColumn column) {
            like = Optional.of(column.file());
        } else if (source instanceof Source.Divided divided) {
            like = Optional.of(divided.file());
        }
        return new SourceFile(
                name,
                like.map(SourceFile::header).orElse(true),
                like.map(SourceFile::delimiter).orElse(""));
    }
}
