package org.wardround.report.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wardround.study.evidence.EvidenceDocument;
import org.wardround.study.evidence.EvidenceFile;
import org.wardround.study.evidence.RunRecord;

/** All documents about a run: pages for people, and {@code evidence.json} for programs. The same run gives the same bytes. */
public final class Evidence {
    /** Ending of the pages. */
    public static final String PAGE = ".html";

    private Evidence() {}

    /** In the order in which they are listed. */
    public static List<EvidenceDocument> of(RunRecord record) {
        Run run = new Run(record);
        return List.of(
                PrivacyStatement.of(run),
                ProcessingRecord.of(run),
                ImpactAssessment.of(run),
                MeasuresList.of(run),
                PerformanceCard.of(run));
    }

    /** Writes all files into a folder that is there. */
    public static void write(RunRecord record, Path folder) throws IOException {
        List<EvidenceDocument> documents = of(record);
        for (EvidenceDocument document : documents) {
            Files.writeString(
                    folder.resolve(document.name() + PAGE),
                    EvidencePage.html(document, record),
                    StandardCharsets.UTF_8);
        }
        Files.write(folder.resolve(EvidenceFile.NAME), EvidenceFile.toBytes(record, documents));
    }
}
