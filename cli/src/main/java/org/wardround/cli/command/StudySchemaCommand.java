package org.wardround.cli.command;

import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.study.document.ShippedSchema;

/** {@code wardround study schema}. */
public final class StudySchemaCommand {
    private static final Argument<ShippedSchema> FORMAT = new Argument<>(
            "FORMAT",
            "FORMAT",
            "one of: %s (default: %s)"
                    .formatted(String.join(", ", ShippedSchema.formats()), ShippedSchema.STUDY.format()),
            false,
            ShippedSchema::of);

    private StudySchemaCommand() {}

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
        String text =
                arguments.find(FORMAT).orElse(ShippedSchema.STUDY).schema().text();
        session.out().print(text.endsWith("\n") ? text : text + "\n");
        return ExitCode.OK;
    }
}
