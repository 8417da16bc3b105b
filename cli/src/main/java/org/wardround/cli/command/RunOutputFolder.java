package org.wardround.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.wardround.cli.folder.OutputFolder;
import org.wardround.cli.folder.OutputFolder.Overwriting;
import org.wardround.report.Report;
import org.wardround.simulation.RunFolder;
import org.wardround.simulation.RunOutput;

/** The folder of a run with its report. */
final class RunOutputFolder {
    static final String REPORT = "report.html";

    private static final Set<String> FILES = Set.of(
            "results.json",
            "metrics.csv",
            "coefficients.csv",
            REPORT,
            "model",
            "study.yaml",
            "mapping.yaml",
            "audit.jsonl");

    private RunOutputFolder() {}

    /** Looks whether it can be written, before anything is computed. */
    static OutputFolder of(Path folder, boolean force) throws IOException {
        return OutputFolder.of(folder, FILES, force ? Overwriting.ALLOWED : Overwriting.NEEDS_FORCE);
    }

    static void fill(Path folder, RunOutput output) throws IOException {
        RunFolder.write(folder, output);
        Report.write(output.results(), folder.resolve(REPORT));
    }
}
