package org.wardround.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import org.wardround.cli.folder.OutputFolder;
import org.wardround.cli.folder.OutputFolder.Overwriting;
import org.wardround.cli.folder.WrittenFiles;
import org.wardround.publish.RunFolder;
import org.wardround.publish.RunOutput;
import org.wardround.report.Report;

/** The folder of a run with its report. */
final class RunOutputFolder {
    static final String REPORT = "report.html";

    private RunOutputFolder() {}

    /** Takes the place, before anything is computed. */
    static OutputFolder of(Path folder, boolean force) {
        return OutputFolder.of(folder, WrittenFiles.Kind.RUN, force ? Overwriting.ALLOWED : Overwriting.NEEDS_FORCE);
    }

    static void fill(Path folder, RunOutput output) throws IOException {
        RunFolder.write(folder, output);
        Report.write(output.results(), folder.resolve(REPORT));
    }
}
