package org.wardround.site.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.protocol.client.Transports;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.transport.Transport;
import org.wardround.site.agent.Agent;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.audit.AuditTasks;
import org.wardround.site.cohort.CohortMemory;
import org.wardround.site.cohort.PatientMarker;
import org.wardround.site.forget.Forgetting;
import org.wardround.site.forget.Retention;
import org.wardround.site.governance.GovernedDecider;
import org.wardround.site.identity.RosterPins;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.outbox.FigureBox;
import org.wardround.site.outbox.FigureSender;
import org.wardround.site.outbox.Outbox;
import org.wardround.site.outbox.OutboxShelf;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyFile;
import org.wardround.site.report.OwnReport;
import org.wardround.site.report.ReportPage;
import org.wardround.site.report.ReportShelf;
import org.wardround.site.run.Remembered;
import org.wardround.site.storage.SiteStorage;
import org.wardround.site.study.StudyShelf;
import org.wardround.site.worker.CurrentWorkers;

/** An agent that runs: over the folder of a site that has enrolled, with the hospital's data. May be killed at any moment and started again. */
public final class AgentService implements AutoCloseable {
    private static final String SNAPSHOTS = "snapshots";
    private static final String REPORTS = "reports";
    private static final String OUTBOX = "outbox";

    private final SiteStorage storage;
    private final Transport transport;
    private final Agent agent;
    private final AuditLog audit;
    private final CurrentWorkers workers;
    private final String software;

    private AgentService(
            SiteStorage storage,
            Transport transport,
            Agent agent,
            AuditLog audit,
            CurrentWorkers workers,
            String software) {
        this.storage = storage;
        this.transport = transport;
        this.agent = agent;
        this.audit = audit;
        this.workers = workers;
        this.software = software;
    }

    /** Where the hospital keeps the studies that were offered to it. */
    public static StudyShelf studies(Path folder) {
        return new StudyShelf(folder.resolve("studies"));
    }

    /** Where the hospital keeps its own reports of runs. */
    public static ReportShelf reports(Path folder) {
        return new ReportShelf(folder.resolve(REPORTS));
    }

    /** Where figures about the hospital wait to leave. */
    public static OutboxShelf outbox(Path folder) {
        return new OutboxShelf(folder.resolve(OUTBOX));
    }

    /** Deletes what a site's folder has of a study, while no agent works there. */
    public static Forgetting forgetting(Path folder, SiteStorage storage, AuditLog audit) {
        return new Forgetting(
                storage.journal(),
                storage.blobs(),
                audit,
                folder.resolve(SNAPSHOTS),
                folder.resolve(REPORTS),
                folder.resolve(OUTBOX));
    }

    /**
     * What starts an agent.
     *
     * @param software name and version
     * @param page adds what people read to the hospital's own reports
     */
    public record Program(String software, ReportPage page) {}

    /** Makes the site's end of the connection. */
    public interface Connecting {
        Transport transport(Route route, RenewableKey key);
    }

    /** One that calls as its folder says; {@link #run} starts it. Parameters as below. */
    public static AgentService open(SiteFolder folder, Path data, SigningKey key, InstantSource clock, Program program)
            throws IOException {
        return open(folder, data, key, clock, program, Transports::of);
    }

    /**
     * Makes one; {@link #run} starts it.
     *
     * @param data the hospital's files and its mapping
     * @param key the site's identity; the caller closes it after the service
     * @param program whose agent this is
     */
    public static AgentService open(
            SiteFolder folder, Path data, SigningKey key, InstantSource clock, Program program, Connecting connecting)
            throws IOException {
        SiteStorage storage = SiteStorage.open(folder.path(), clock);
        boolean opened = false;
        try {
            Path snapshots = Files.createDirectories(folder.path().resolve(SNAPSHOTS));
            CurrentWorkers workers = new CurrentWorkers(List.of(folder.path()), snapshots);
            RosterPins pins = folder.rosters();
            RenewableKey tls = new RenewableKey(folder.tls());
            Transport transport = connecting.transport(folder.route(), tls);
            AuditLog audit = AuditLog.open(storage.journal(), clock);
            Forgetting forgetting = forgetting(folder.path(), storage, audit);
            // What a kill has cut off, before any run is looked at.
            forgetting.finish();
            JournalDecisionBook book = new JournalDecisionBook(folder.path(), key, clock);
            DecisionUpkeep decisions = new DecisionUpkeep(book, storage.journal(), audit);
            Supplier<Policy> policy = () -> PolicyFile.read(folder.path().resolve(PolicyFile.NAME));
            Retention retention = new Retention(
                    storage.journal(), forgetting, () -> policy.get().forgetAfterDays(), clock);
            Remembered remembered = Remembered.open(
                    storage.journal(), () -> policy.get().limits().caps());
            GovernedDecider decider = new GovernedDecider(
                    folder.site(),
                    new GovernedDecider.Place(
                            studies(folder.path()),
                            data,
                            snapshots,
                            new OwnReport.Keeping(
                                    reports(folder.path()), program.page, new FigureBox(outbox(folder.path()), policy)),
                            outbox(folder.path()),
                            remembered.ledger(),
                            CohortMemory.open(
                                    storage.journal(),
                                    PatientMarker.open(folder.path()),
                                    () -> policy.get().differences()),
                            ZoneId.systemDefault()),
                    pins,
                    decisions,
                    policy,
                    workers,
                    new AuditTasks(storage.journal(), clock, ZoneId.systemDefault())::today,
                    clock,
                    transport);
            CertificateUpkeep certificate = new CertificateUpkeep(folder, tls, transport, transport::reconnect, clock);
            Transport watched = new WatchedTransport(transport, folder.path(), clock);
            FigureSender figures = new FigureSender(
                    new Outbox(outbox(folder.path()), book::events),
                    new FigureSender.Kept(storage.journal(), audit, remembered.ledger(), key),
                    policy,
                    new FigureSender.Peer(watched, () -> coordinator(pins)),
                    clock);
            Agent agent = new Agent(
                    watched,
                    decider,
                    new Agent.Storage(storage.journal(), storage.blobs(), key, audit, remembered),
                    program.software,
                    idle -> {
                        decisions.look();
                        certificate.look();
                        figures.look();
                        if (idle) {
                            retention.look();
                        }
                    });
            opened = true;
            return new AgentService(storage, transport, agent, audit, workers, program.software);
        } finally {
            if (!opened) {
                storage.close();
            }
        }
    }

    private static VerifyingKey coordinator(RosterPins pins) {
        try {
            VerifyingKey key = pins.pinned().roster().coordinator();
            if (key == null) {
                throw new FederationException(ErrorCode.ROSTER_INVALID, "the accepted roster names no coordinator");
            }
            return key;
        } catch (IOException e) {
            throw new FederationException(ErrorCode.STORAGE_FAILED, "rosters can't be read: " + e.getMessage(), e);
        }
    }

    /** Works until {@link #close}; see {@link Agent#run}. */
    public void run() {
        audit.write(new AuditEvent.Started(software));
        agent.run();
    }

    /** Ends {@link #run}, from another thread; work that is under way goes on at the next start. */
    public void stop() {
        agent.close();
        transport.close();
    }

    @Override
    public void close() {
        agent.close();
        workers.close();
        transport.close();
        storage.close();
    }
}
