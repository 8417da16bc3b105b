package org.wardround.site.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wardround.core.doctor.Finding;
import org.wardround.data.table.MappedData;
import org.wardround.protocol.connection.Route;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyFile;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** All findings at once, whatever comes first. Reads and connects; changes nothing. Stateless. */
public final class SiteDoctor {
    private SiteDoctor() {}

    /**
     * Looks at a site's folder, this computer, and the way to the coordinator.
     *
     * @param software name and version, for the coordinator's log
     */
    public static List<Finding> look(Path path, InstantSource clock, String software) {
        SiteFolder folder;
        try {
            folder = SiteFolder.open(path);
        } catch (IOException e) {
            return List.of(unreadable(path, e));
        }
        List<Finding> findings = new ArrayList<>(here(folder, clock));
        add(findings, path, () -> FolderChecks.database(path.resolve("journal.db")));
        add(findings, path, () -> FolderChecks.database(path.resolve("decisions.db")));
        add(findings, path, () -> NetworkChecks.name(folder));
        add(findings, path, () -> NetworkChecks.shown(folder));
        add(findings, path, () -> NetworkChecks.call(folder, clock, software));
        return List.copyOf(findings);
    }

    /** Whether the coordinator answers this site by a way that the folder does not name yet. */
    public static Finding way(SiteFolder folder, Route route, InstantSource clock, String software) throws IOException {
        return NetworkChecks.call(folder, route, clock, software);
    }

    /** What is soon looked at and needs no network: certificate, roster, policy, isolation, disk. */
    public static List<Finding> here(SiteFolder folder, InstantSource clock) {
        Path path = folder.path();
        List<Finding> findings = new ArrayList<>();
        add(findings, path, () -> FolderChecks.certificate(folder, clock.instant()));
        add(findings, path, () -> roster(folder));
        add(findings, path, () -> FolderChecks.policy(folder));
        add(findings, path, () -> FolderChecks.isolation(folder, policy(folder)));
        add(findings, path, () -> FolderChecks.disk(folder));
        return List.copyOf(findings);
    }

    /** Whether this site's tables fit a study's dictionary. @param data folder with the tables and the mapping */
    public static Finding dictionary(Path study, Path data) {
        String remedy = "correct the mapping: wardround data check shows more";
        String whom = "who keeps the tables, and the study's author";
        try {
            StudyFile file = StudyFile.read(study);
            MappingFile mapping = MappingFile.find(study, data);
            MappedData read = MappedData.read(file.study(), mapping.mapping(), data);
            if (read instanceof MappedData.Refused refused) {
                return Finding.error(words(refused.problems()), data.toString(), remedy, whom);
            }
            return Finding.fine("the tables fit the study's dictionary", data.toString());
        } catch (ProblemsException e) {
            return Finding.error(words(e.problems()), data.toString(), remedy, whom);
        }
    }

    private static String words(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }

    private static Policy policy(SiteFolder folder) {
        try {
            return PolicyFile.read(folder.path().resolve(PolicyFile.NAME));
        } catch (ProblemsException e) {
            return Policy.DENY_ALL;
        }
    }

    private static Finding roster(SiteFolder folder) throws IOException {
        String where = folder.path().resolve("rosters").toString();
        return folder.rosters()
                .waiting()
                .map(waiting -> Finding.warning(
                        "roster %d waits for this site's yes, and new runs wait with it"
                                .formatted(waiting.newest().roster().number()),
                        where,
                        "look at what it changes: wardround site peers",
                        "a federation's administrator"))
                .orElseGet(() -> Finding.fine("the newest roster here is accepted", where));
    }

    private interface Check {
        Finding look() throws IOException;
    }

    private static void add(List<Finding> findings, Path path, Check check) {
        try {
            findings.add(check.look());
        } catch (IOException e) {
            findings.add(unreadable(path, e));
        }
    }

    private static Finding unreadable(Path path, IOException e) {
        return Finding.error(
                "the site's folder can't be read: " + e.getMessage(),
                path.toString(),
                "give the folder that `wardround site enroll` made, as the account that owns it",
                "your IT department");
    }
}
