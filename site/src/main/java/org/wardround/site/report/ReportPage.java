package org.wardround.site.report;

import java.io.IOException;
import java.nio.file.Path;
import org.wardround.study.results.Results;

/** Adds to a folder of results what people read. */
@FunctionalInterface
public interface ReportPage {
    void add(Path folder, Results results) throws IOException;
}
