package org.wardround.site.forget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Blob;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StorageFailure;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.audit.Decision;
import org.wardround.site.audit.Pending;
import org.wardround.site.run.ForgottenRuns;
import org.wardround.site.run.SiteRuns;

/**
 * Forgets studies. First one batch of the journal says what goes and erases the entries of the study's runs, then files are deleted, then one batch writes the receipt into the audit log. Killed between, the next call of {@link
 * #finish} or {@link #forget} does the rest, with the figures of the first. No run may be worked on meanwhile. Not thread-safe.
 */
public final class Forgetting {
    private final Journal journal;
    private final BlobStore blobs;
    private final AuditLog audit;
    private final RunFiles files;

    /**
     * @param snapshots where runs have their rows, in files that begin with the run's name and a dot
     * @param others where runs have reports and figures, in folders and files that begin with the run's name
     */
    public Forgetting(Journal journal, BlobStore blobs, AuditLog audit, Path snapshots, Path... others) {
        this.journal = journal;
        this.blobs = blobs;
        this.audit = audit;
        this.files = new RunFiles(snapshots, others);
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** Nothing was done: these runs go on. */
        record GoingOn(SortedSet<String> runs) implements Outcome {
            public GoingOn {
                runs = new TreeSet<>(runs);
            }
        }

        /** There is nothing to forget any more. */
        record NothingLeft() implements Outcome {}

        /** All is deleted, and the receipt is written. */
        record Done(ForgottenRuns.Plan plan) implements Outcome {}
    }

    /**
     * Forgets one study, all or nothing.
     *
     * @param person who wants it, in 1 to 100 characters that can be seen; else {@link IllegalArgumentException}, and nothing is done
     * @param withdrawn whether a run that goes on may be cut off, because it gets no answer any more
     * @throws FederationException STORAGE_FAILED where a file can't be deleted; another call goes on then
     */
    public Outcome forget(Sha256 study, String person, Predicate<String> withdrawn) {
        // What can't be written into the audit log is not begun; what can is written there as it is here.
        String name = new Decision.Forgotten(study, person, new TreeSet<>(), 0, 0, 0).person();
        Optional<ForgottenRuns.Plan> before = finish();
        SortedMap<String, Sha256> studies = ForgottenRuns.studies(journal);
        SortedSet<String> runs = new TreeSet<>();
        studies.forEach((run, of) -> {
            if (of.equals(study)) {
                runs.add(run);
            }
        });
        SortedSet<String> open = new TreeSet<>(runs);
        open.removeIf(run -> SiteRuns.isOver(journal, run));
        SortedSet<String> goingOn = new TreeSet<>(open);
        goingOn.removeIf(withdrawn);
        if (!goingOn.isEmpty()) {
            return new Outcome.GoingOn(goingOn);
        }
        try {
            ForgottenRuns.Plan plan = plan(study, name, runs, studies);
            if (plan.runs().isEmpty()) {
                return before.filter(finished -> finished.study().equals(study))
                        .<Outcome>map(Outcome.Done::new)
                        .orElseGet(Outcome.NothingLeft::new);
            }
            begin(plan, open);
            finish(plan);
            return new Outcome.Done(plan);
        } catch (IOException e) {
            throw StorageFailure.failed("look for the files of", study.hex(), e);
        }
    }

    /** Does the rest of what was begun; returns what that was. */
    public Optional<ForgottenRuns.Plan> finish() {
        Optional<ForgottenRuns.Plan> begun = ForgottenRuns.unfinished(journal);
        begun.ifPresent(this::finish);
        return begun;
    }

    private ForgottenRuns.Plan plan(
            Sha256 study, String person, SortedSet<String> runs, SortedMap<String, Sha256> studies) throws IOException {
        SortedSet<String> all = new TreeSet<>(runs);
        // Rows that were read for a run that never began here: nobody can tell any more for which study.
        for (String run : files.withSnapshot()) {
            if (!studies.containsKey(run)) {
                all.add(run);
            }
        }
        SortedSet<Sha256> contents = new TreeSet<>();
        long entries = 0;
        long bytes = 0;
        for (String run : runs) {
            ForgottenRuns.Size size = ForgottenRuns.size(journal, run);
            entries += size.entries();
            bytes += size.bytes();
            contents.addAll(ForgottenRuns.contents(journal, run));
        }
        contents.retainAll(blobs.digests());
        for (Map.Entry<String, Sha256> other : studies.entrySet()) {
            if (!contents.isEmpty() && !other.getValue().equals(study)) {
                contents.removeAll(ForgottenRuns.contents(journal, other.getKey()));
            }
        }
        for (Sha256 digest : contents) {
            try (Blob blob = blobs.find(digest).orElseThrow()) {
                bytes += blob.length();
            }
        }
        List<Path> own = files.of(all);
        for (Path file : own) {
            bytes += Files.size(file);
        }
        return new ForgottenRuns.Plan(study, person, all, entries, own.size() + contents.size(), bytes, contents);
    }

    private void begin(ForgottenRuns.Plan plan, SortedSet<String> open) {
        Batch begun = Batch.of(ForgottenRuns.begun(journal, plan)).erasing(plan.streams());
        if (open.isEmpty()) {
            journal.append(begun);
            return;
        }
        AuditEvent[] ends = open.stream()
                .map(run -> new AuditEvent.RunEnded(run, ErrorCode.NOT_APPROVED))
                .toArray(AuditEvent[]::new);
        try (Pending lines = audit.prepare(ends)) {
            journal.append(new Batch(List.of(begun.appends().get(0), lines.append()), begun.erased()));
            lines.committed();
        }
    }

    private void finish(ForgottenRuns.Plan plan) {
        try {
            files.delete(plan.runs());
        } catch (IOException e) {
            throw StorageFailure.failed("delete the files of", plan.study().hex(), e);
        }
        blobs.erase(plan.contents());
        AuditEvent receipt = new Decision.Forgotten(
                plan.study(), plan.person(), plan.runs(), plan.entries(), plan.files(), plan.bytes());
        try (Pending line = audit.prepare(receipt)) {
            journal.append(Batch.of(line.append(), ForgottenRuns.done(journal, plan)));
            line.committed();
        }
    }
}
