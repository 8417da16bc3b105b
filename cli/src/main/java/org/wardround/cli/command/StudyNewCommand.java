package org.wardround.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.data.profile.Profile;
import org.wardround.study.file.MappingWriter;
import org.wardround.study.file.StudyWriter;
import org.wardround.study.mapping.Division;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SourceFile;

/** {@code wardround study new}. */
public final class StudyNewCommand {
    private static final Argument<Path> FROM =
            Argument.path("--from", "FILE", "a table with a header line").needed();
    private static final Argument<String> OUTCOME =
            Argument.text("--outcome", "COLUMN", "what is to be predicted (default: guessed)");
    private static final Argument<Integer> SITES = Argument.count(
            "--sites", 2, 1000, "divide the table among so many invented sites (default: by a site column, else 3)");
    private static final Argument<Path> OUT =
            Argument.path("--out", "DIR", "folder for study.yaml and mapping.yaml (default: here)");

    private StudyNewCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "new",
                "Propose a study from a table",
                "Looks at one table and writes a first study.yaml and mapping.yaml that run as they are: types, ranges, codes, values that stand"
                        + " for missing ones. Every guess has a comment; read them.",
                "wardround study new --from data.csv --outcome died",
                List.of(FROM, OUTCOME, SITES, OUT, CommonArguments.FORCE),
                StudyNewCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Path table = arguments.get(FROM);
        Path out = arguments.find(OUT).orElse(Path.of(""));
        Path study = out.resolve("study.yaml");
        Path mapping = out.resolve("mapping.yaml");
        if (!arguments.has(CommonArguments.FORCE)) {
            OutputFiles.requireAbsent(List.of(study, mapping));
        }
        OutputFiles.requireWritable(List.of(study, mapping));
        Profile profile = Profile.of(table, arguments.find(OUTCOME).orElse(""));
        Mapping proposed = arguments
                .find(SITES)
                .map(sites -> divided(profile.mapping(), table, sites))
                .orElse(profile.mapping());
        Map<Path, String> texts = new LinkedHashMap<>();
        texts.put(study, StudyWriter.write(profile.study()));
        texts.put(mapping, MappingWriter.write(proposed, profile.mappingComments()));
        OutputFiles.write(texts);
        tell(profile, session);
        session.out().println();
        session.out().println("Wrote %s and %s. Read their comments, then:".formatted(study, mapping));
        session.out().println("  wardround study check " + ShellWord.of(study));
        session.out()
                .println("  wardround simulate %s --data %s%s --out run"
                        .formatted(ShellWord.of(study), ShellWord.of(folderOf(table)), mappingOption(mapping, table)));
        return ExitCode.OK;
    }

    /** Another mapping may be beside the table. */
    private static String mappingOption(Path mapping, Path table) {
        Path besideTable = folderOf(table).resolve(mapping.getFileName());
        boolean same = besideTable
                .toAbsolutePath()
                .normalize()
                .equals(mapping.toAbsolutePath().normalize());
        return same ? "" : " --mapping " + ShellWord.of(mapping);
    }

    private static Path folderOf(Path table) {
        Path parent = table.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    private static Mapping divided(Mapping mapping, Path table, int sites) {
        return new Mapping(
                new Source.Divided(
                        new SourceFile(table.getFileName().toString(), true, ""),
                        new Division(sites, new Division.Rule.Iid(), 1)),
                mapping.joins(),
                mapping.patient(),
                mapping.missing(),
                mapping.variables(),
                mapping.split());
    }

    private static void tell(Profile profile, Session session) {
        session.out()
                .println("%d variables, outcome '%s' (%s)"
                        .formatted(
                                profile.study().variables().size(),
                                profile.study().outcome().name(),
                                profile.study().outcome().type().yamlName()));
        profile.leftOut()
                .forEach((column, why) -> Wrapped.lines(
                                "  left out: '%s', because %s".formatted(column, why),
                                session.screen().outWidth(),
                                4)
                        .forEach(session.out()::println));
    }
}
