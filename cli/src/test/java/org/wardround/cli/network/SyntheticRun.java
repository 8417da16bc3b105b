package org.wardround.cli.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.data.snapshot.Snapshot;
import org.wardround.data.table.MappedData;
import org.wardround.data.table.SiteData;
import org.wardround.simulation.SimulationOptions;
import org.wardround.simulation.SimulationRequest;
import org.wardround.simulation.hospitals.SyntheticHospitals;
import org.wardround.site.policy.Limits;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.WorkerRule;
import org.wardround.site.run.Answerer;
import org.wardround.site.worker.RowsReadFile;
import org.wardround.site.worker.WorkerInput;
import org.wardround.site.worker.Workers;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/** A short run over the synthetic hospitals, whose rows are read by workers. */
final class SyntheticRun {
    static final long SEED = 1;

    private SyntheticRun() {}

    static Answerer.Maker worker(Path folder, Workers workers, StudyFile study, SiteId site, Table table) {
        try {
            Path snapshot = folder.resolve("snapshots").resolve(site.name());
            if (Files.notExists(snapshot)) {
                Files.createDirectories(snapshot.getParent());
                RowsReadFile.write(
                        snapshot,
                        SiteData.flow(
                                table,
                                table.rows(),
                                new TreeMap<>(),
                                study.study().data().outcome()));
                Snapshot.write(table, study.study().data(), snapshot);
            }
            return workers.with(WorkerInput.of(study, snapshot, table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs also where isolation is impossible. */
    static Policy policy(List<String> prefix) {
        Policy none = Policy.DENY_ALL;
        return new Policy(
                none.authors(),
                none.purposes(),
                none.tasks(),
                none.releases(),
                none.minimumPatients(),
                none.peers(),
                none.hours(),
                new Limits(1, 1, 1, new Limits.Worker(256L << 20, 1, Duration.ofMinutes(2))),
                none.approvers(),
                none.forgetAfterDays(),
                new WorkerRule(prefix, true));
    }

    static SimulationRequest request(Path folder, String strategy) throws Exception {
        SyntheticHospitals.seeded(SEED).write(folder);
        Path study = folder.resolve(SyntheticHospitals.STUDY);
        String text = Files.readString(study);
        Files.writeString(
                study,
                text.replaceAll("strategy: \\{[^}]*\\}", "strategy: " + strategy)
                        .replace("rounds: 40", "rounds: 8")
                        .replaceAll("comparators: .*", "comparators: [local]"));
        StudyFile file = StudyFile.read(study);
        return new SimulationRequest(
                file, MappingFile.find(study, folder).mapping(), folder, new SimulationOptions(SEED, 1, 0));
    }

    static SortedMap<SiteId, Table> tables(SimulationRequest request) throws Exception {
        MappedData.Sites read =
                (MappedData.Sites) MappedData.read(request.study().study(), request.mapping(), request.data());
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        read.sites().forEach((site, data) -> tables.put(site, data.table()));
        return tables;
    }
}
