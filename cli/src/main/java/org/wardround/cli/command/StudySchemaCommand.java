package org.wardround.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.study.document.Schema;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/** {@code wardround study schema}. */
public final class StudySchemaCommand {
    private static final Map<String, Supplier<Schema>> SCHEMAS = schemas();

    private static final Argument<String> FORMAT = new Argument<>(
            "FORMAT",
            "FORMAT",
            "one of: " + String.join(", ", SCHEMAS.keySet()) + " (default: study)",
            false,
            StudySchemaCommand::known);

    private StudySchemaCommand() {}

    private static Map<String, Supplier<Schema>> schemas() {
        Map<String, Supplier<Schema>> schemas = new LinkedHashMap<>();
        schemas.put("study", StudyFile::schema);
        schemas.put("mapping", MappingFile::schema);
        return schemas;
    }

    public static Command.Verb verb() {
        return new Command.Verb(
                "schema",
                "Print the JSON Schema of a file format",
                "Prints the JSON Schema of a file format, with a description of every key. Editors check and complete files with it.",
                "wardround study schema > study.schema.json\nwardround study schema results",
                List.of(FORMAT),
                StudySchemaCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        String text = Objects.requireNonNull(SCHEMAS.get(arguments.find(FORMAT).orElse("study")))
                .get()
                .text();
        session.out().print(text.endsWith("\n") ? text : text + "\n");
        return ExitCode.OK;
    }

    private static String known(String name) {
        if (!SCHEMAS.containsKey(name)) {
            throw new IllegalArgumentException(
                    "must be one of %s, got '%s'".formatted(String.join(", ", SCHEMAS.keySet()), name));
        }
        return name;
    }
}
