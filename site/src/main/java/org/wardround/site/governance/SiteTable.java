package org.wardround.site.governance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Study;
import org.wardround.core.text.Counted;
import org.wardround.data.snapshot.DamagedSnapshotException;
import org.wardround.data.snapshot.Snapshot;
import org.wardround.data.table.MappedData;
import org.wardround.data.table.SiteData;
import org.wardround.privacy.cohort.PatientMark;
import org.wardround.privacy.memory.ColumnMarks;
import org.wardround.site.cohort.CohortMaker;
import org.wardround.site.cohort.CohortMemory;
import org.wardround.site.cohort.MarksFile;
import org.wardround.site.cohort.RunCohort;
import org.wardround.site.worker.RowsReadFile;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** The hospital's rows for a run: mapped once, kept as a snapshot, and read from there for as long as the run goes on. */
final class SiteTable {
    private final SiteId self;
    private final Path data;
    private final CohortMemory cohorts;

    /** @param data folder with the hospital's files and its mapping */
    SiteTable(SiteId self, Path data, CohortMemory cohorts) {
        this.self = self;
        this.data = data;
        this.cohorts = cohorts;
    }

    /** @param marks of the table's patients; empty where the snapshot is from a version that kept none */
    record Rows(Table table, Optional<List<PatientMark>> marks) {
        int patients() {
            return (int) Arrays.stream(table.patients()).distinct().count();
        }
    }

    /** Deletes a snapshot with what stands beside it. */
    static void delete(Path snapshot) throws IOException {
        Files.deleteIfExists(snapshot);
        Files.deleteIfExists(RowsReadFile.beside(snapshot));
        Files.deleteIfExists(MarksFile.beside(snapshot));
    }

    /**
     * The rows of the run.
     *
     * @param snapshot written if it is not there, with what became of the rows beside it
     * @throws FederationException STUDY_UNFIT, NO_ROWS; the message is for the hospital alone: it names its files
     */
    Rows of(StudyFile study, Path snapshot) {
        try {
            if (Files.exists(snapshot)) {
                return new Rows(Snapshot.read(snapshot, study.study().data()), MarksFile.read(snapshot));
            }
            SiteData mapped = mapped(study);
            List<PatientMark> marks = cohorts.marks(mapped.patientKeys());
            Files.createDirectories(snapshot.toAbsolutePath().getParent());
            RowsReadFile.write(snapshot, mapped.flow());
            MarksFile.write(snapshot, marks);
            Snapshot.write(mapped.table(), study.study().data(), snapshot);
            return new Rows(mapped.table(), Optional.of(marks));
        } catch (DamagedSnapshotException e) {
            throw new FederationException(ErrorCode.STORAGE_CORRUPT, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new FederationException(ErrorCode.STORAGE_FAILED, "a snapshot can't be kept: " + e.getMessage(), e);
        }
    }

    /** Whom the study's questions are about. */
    RunCohort cohort(Study study, Rows rows) {
        return rows.marks
                .map(marks -> RunCohort.of(
                        cohorts, CohortMaker.of(study, rows.table, marks), columns(study, rows.table, marks)))
                .orElse(RunCohort.UNKNOWN);
    }

    /** A rehearsal asks for numbers that no patient has. */
    private static List<Sha256> columns(Study study, Table table, List<PatientMark> marks) {
        return study.analysis() instanceof Analysis.Rehearse ? List.of() : ColumnMarks.of(table, marks);
    }

    private SiteData mapped(StudyFile study) throws IOException {
        MappedData read;
        try {
            MappingFile mapping = MappingFile.find(study.path(), data);
            read = MappedData.read(study.study(), mapping.mapping(), data);
        } catch (ProblemsException e) {
            throw unfit(e.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
        if (read instanceof MappedData.Refused refused) {
            // Each is about a row, and this goes into the agent's log.
            throw unfit("%s in the table of %s; `wardround data check STUDY.yaml --data %s` shows each with its line"
                    .formatted(Counted.of(refused.problems().size(), "problem"), data, data));
        }
        MappedData.Sites sites = (MappedData.Sites) read;
        if (!sites.sites().keySet().equals(java.util.Set.of(self))) {
            throw unfit("the mapping in %s is of %s, and this site is %s: it must name this site and no other"
                    .formatted(data, sites.sites().keySet(), self));
        }
        SiteData own = sites.site(self.name());
        boolean trains = !(study.study().analysis() instanceof Analysis.Validate);
        if (trains && own.table().rowsOn(Side.TRAIN).length == 0) {
            throw new FederationException(ErrorCode.NO_ROWS, "no row of this site can be used for training");
        }
        return own;
    }

    private static FederationException unfit(String what) {
        return new FederationException(ErrorCode.STUDY_UNFIT, what);
    }
}
