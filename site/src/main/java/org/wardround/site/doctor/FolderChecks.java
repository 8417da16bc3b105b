package org.wardround.site.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.wardround.core.doctor.Finding;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Journal;
import org.wardround.site.identity.CertificateRenewal;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyFile;
import org.wardround.site.storage.SiteStorage;
import org.wardround.site.worker.Isolation;
import org.wardround.study.problem.ProblemsException;

/** What a site's folder and computer say without a network. Stateless. */
final class FolderChecks {
    private static final long MEBIBYTE = 1L << 20;
    private static final long LITTLE = 1024 * MEBIBYTE;
    private static final long TOO_LITTLE = 100 * MEBIBYTE;
    private static final String IT = "your IT department";

    private FolderChecks() {}

    static Finding certificate(SiteFolder folder, Instant now) throws IOException {
        X509Certificate own = folder.tls().certificates().get(0);
        Instant end = own.getNotAfter().toInstant();
        String where = folder.path().resolve("tls.pem").toString();
        if (!now.isBefore(end)) {
            return Finding.error(
                    "the certificate has ended on " + end,
                    where,
                    "look at this computer's clock; if it is right, enrol again with a new token: wardround site enroll",
                    "the coordinator's operator, for a token");
        }
        if (!now.isBefore(CertificateRenewal.due(own))) {
            return Finding.warning(
                    "the certificate should have been renewed, and ends on " + end,
                    where,
                    "leave the agent running, which renews it; its log says why it can't",
                    "the coordinator's operator");
        }
        return Finding.fine("the certificate holds until " + end, where);
    }

    static Finding policy(SiteFolder folder) {
        Path file = folder.path().resolve(PolicyFile.NAME);
        if (Files.notExists(file)) {
            return Finding.error(
                    "there is no policy, so nothing is allowed",
                    file.toString(),
                    "write one: docs/governance.md shows it",
                    "who answers for data protection here");
        }
        try {
            PolicyFile.read(file);
            return Finding.fine("the policy can be read", file.toString());
        } catch (ProblemsException e) {
            return Finding.error(
                    "the policy has mistakes, so nothing is allowed: " + e.getMessage(),
                    file.toString(),
                    "correct the lines that are named",
                    "who wrote the policy");
        }
    }

    static Finding isolation(SiteFolder folder, Policy policy) throws IOException {
        Path snapshots = folder.path().resolve("snapshots");
        boolean before = Files.exists(snapshots); // The agent's first start makes it.
        Files.createDirectories(snapshots);
        List<String> prefix = policy.worker().prefix().isEmpty()
                ? Isolation.usualPrefix(List.of(folder.path()), snapshots)
                : policy.worker().prefix();
        Isolation.Findings found = Isolation.probe(prefix, List.of(folder.path()));
        if (!before) {
            Files.deleteIfExists(snapshots);
        }
        String where = "worker in " + PolicyFile.NAME;
        if (found.isComplete()) {
            return Finding.fine("workers have no network, no keys, and see no other process", where);
        }
        String what = "workers can't be isolated: " + found.inWords();
        String remedy = "allow user namespaces and install util-linux, or give worker.prefix: docs/worker.md";
        return policy.worker().allowUnisolated()
                ? Finding.warning(what + "; the policy allows that", where, remedy, IT)
                : Finding.error(what + ", so no study runs", where, remedy, IT);
    }

    static Finding disk(SiteFolder folder) throws IOException {
        long free = Files.getFileStore(folder.path()).getUsableSpace();
        String what = "%d MiB are free".formatted(free / MEBIBYTE);
        String where = folder.path().toString();
        if (free >= LITTLE) {
            return Finding.fine(what, where);
        }
        String remedy = "make room: the journal, answers on their way and snapshots of runs need it";
        return free < TOO_LITTLE ? Finding.error(what, where, remedy, IT) : Finding.warning(what, where, remedy, IT);
    }

    /** Every event of a database against its chain. */
    static Finding database(Path file) {
        try (Journal journal = SiteStorage.view(file)) {
            long[] events = {0};
            journal.streams().forEach(stream -> journal.replay(stream, 0, event -> events[0]++));
            return Finding.fine("%d events are whole".formatted(events[0]), file.toString());
        } catch (NoSuchFileException e) {
            return Finding.fine("nothing is kept yet", file.toString());
        } catch (FederationException e) {
            return Finding.error(
                    String.valueOf(e.getMessage()),
                    file.toString(),
                    "stop the agent, restore the whole folder from a backup: docs/operate.md",
                    IT);
        }
    }
}
