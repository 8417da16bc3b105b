package org.wardround.coordinator.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.membership.Membership;
import org.wardround.coordinator.storage.CoordinatorStorage;
import org.wardround.core.doctor.Finding;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Journal;
import org.wardround.core.trust.Roster;

/** All findings at once, whatever comes first; also while the coordinator runs. Stateless. */
public final class CoordinatorDoctor {
    private static final long MEBIBYTE = 1L << 20;
    private static final long LITTLE = 2048 * MEBIBYTE;
    private static final long TOO_LITTLE = 200 * MEBIBYTE;
    private static final Duration SOON = Duration.ofDays(60);
    private static final Duration CLOCK_MAY_BE_OFF = Duration.ofMinutes(1);
    private static final Duration OLD_ROSTER = Duration.ofDays(365);
    private static final String IT = "who looks after this computer";
    private static final String ADMINISTRATORS = "the federation's administrators";

    private CoordinatorDoctor() {}

    /** Looks at a coordinator's folder and this computer. */
    public static List<Finding> look(Path path, InstantSource clock) {
        CoordinatorFolder folder;
        try {
            folder = CoordinatorFolder.open(path);
        } catch (IOException e) {
            return List.of(unreadable(path, e));
        }
        Instant now = clock.instant();
        List<Finding> findings = new ArrayList<>();
        add(findings, path, () -> server(folder, now));
        add(findings, path, () -> authority(folder, now));
        add(findings, path, () -> PortCheck.look(folder));
        add(findings, path, () -> disk(path));
        journal(findings, folder, clock);
        return List.copyOf(findings);
    }

    private static Finding server(CoordinatorFolder folder, Instant now) throws IOException {
        X509Certificate shown = folder.shown();
        String where = folder.path().resolve("server.pem").toString();
        Instant begin = shown.getNotBefore().toInstant();
        Instant end = shown.getNotAfter().toInstant();
        if (now.isBefore(begin)) {
            return Finding.error(
                    "this computer's clock is before the certificate's first day, " + begin,
                    where,
                    "set the clock by NTP: certificates and tokens go by it",
                    IT);
        }
        return now.isBefore(end)
                ? Finding.fine(
                        "the certificate that sites see holds until %s, and is renewed before".formatted(end), where)
                : Finding.warning(
                        "the certificate that sites see has ended on " + end,
                        where,
                        "start the coordinator, which makes a new one; where it runs, its log says why it can't",
                        IT);
    }

    private static Finding authority(CoordinatorFolder folder, Instant now) throws IOException {
        Instant end = folder.authority().certificate().getNotAfter().toInstant();
        String where = folder.path().resolve("ca").toString();
        String remedy =
                "make a coordinator with a new authority (wardround coordinator init) and have all sites enrol with it";
        if (!now.isBefore(end)) {
            return Finding.error(
                    "the authority of all certificates has ended on " + end, where, remedy, ADMINISTRATORS);
        }
        return now.isBefore(end.minus(SOON))
                ? Finding.fine("the authority of all certificates holds until " + end, where)
                : Finding.warning("the authority of all certificates ends on " + end, where, remedy, ADMINISTRATORS);
    }

    private static Finding disk(Path path) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace();
        String what = "%d MiB are free".formatted(free / MEBIBYTE);
        if (free >= LITTLE) {
            return Finding.fine(what, path.toString());
        }
        String remedy = "make room: the journal, uploads of all sites and models need it";
        return free < TOO_LITTLE
                ? Finding.error(what, path.toString(), remedy, IT)
                : Finding.warning(what, path.toString(), remedy, IT);
    }

    /** What the journal says, in one reading. */
    private static void journal(List<Finding> findings, CoordinatorFolder folder, InstantSource clock) {
        String where = CoordinatorStorage.where(folder.path());
        try (Journal journal = CoordinatorStorage.view(folder.path())) {
            long[] events = {0};
            Instant[] latest = {Instant.MIN};
            journal.streams()
                    .forEach(stream -> journal.replay(stream, 0, event -> {
                        events[0]++;
                        latest[0] = event.at().isAfter(latest[0]) ? event.at() : latest[0];
                    }));
            findings.add(Finding.fine("%d events of the journal are whole".formatted(events[0]), where));
            findings.add(clock(latest[0], clock.instant(), where));
            add(findings, folder.path(), () -> roster(folder, journal, clock));
        } catch (IOException e) {
            findings.add(unreadable(folder.path(), e));
        } catch (FederationException e) {
            findings.add(Finding.error(
                    "the journal can't be read: %s [%s]".formatted(e.getMessage(), e.code()),
                    where,
                    "let the database answer; where the journal is damaged, restore a backup: docs/operate.md",
                    IT));
        }
    }

    private static Finding clock(Instant latest, Instant now, String where) {
        Duration late = Duration.between(now, latest);
        return late.compareTo(CLOCK_MAY_BE_OFF) > 0
                ? Finding.error(
                        "this computer's clock is %d s before the journal's last event".formatted(late.toSeconds()),
                        where,
                        "set the clock by NTP: certificates and tokens go by it",
                        IT)
                : Finding.fine("this computer's clock is after the journal's last event", where);
    }

    private static Finding roster(CoordinatorFolder folder, Journal journal, InstantSource clock) throws IOException {
        Membership membership = Membership.open(journal, folder.authority(), folder.key(), clock, refused -> {});
        Roster roster = membership.newest().roster();
        Duration age = Duration.between(membership.adopted(), clock.instant());
        String where = "roster %d of %s".formatted(roster.number(), roster.federation());
        String handIn = "wardround coordinator roster --roster DIR --coordinator " + folder.path();
        if (roster.coordinator() == null || !roster.coordinator().equals(folder.key())) {
            return Finding.error(
                    "the roster does not name this coordinator's key, so that no site takes its receipts",
                    where,
                    "send coordinator.pub to the administrators, and hand in the roster that they sign: " + handIn,
                    ADMINISTRATORS);
        }
        String what = "it names this coordinator and %d sites, and was handed in %d days ago"
                .formatted(roster.sites().size(), Math.max(0, age.toDays()));
        return age.compareTo(OLD_ROSTER) > 0
                ? Finding.warning(
                        what, where, "ask whether there is a newer one, and hand it in: " + handIn, ADMINISTRATORS)
                : Finding.fine(what, where);
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
                "the coordinator's folder can't be read: " + e.getMessage(),
                path.toString(),
                "give the folder that `wardround coordinator init` made, as the account that owns it",
                IT);
    }
}
