package org.wardround.site.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.privacy.cohort.Cohort;
import org.wardround.privacy.cohort.PatientMark;
import org.wardround.protocol.message.Digests;
import org.wardround.site.cohort.CohortMemory;

/** Which runs of this site had a patient in their cohort and answered at least once, as the journal has it: runs that were forgotten are not known any more. Stateless. */
public final class AffectedRuns {
    private AffectedRuns() {}

    /**
     * A run that answered.
     *
     * @param study its hash
     * @param first when the first answer was kept
     * @param last when the last thing of the run was
     * @param cohort by what its cohort is known; null for one of an earlier version, of which nobody knows whom it was about
     */
    public record Run(
            String name,
            Sha256 study,
            Instant first,
            Instant last,
            @Nullable Sha256 cohort) {}

    /**
     * What was found.
     *
     * @param byPatient for each patient that was asked about, the runs, the oldest first
     * @param unknown runs of which it can't be told
     */
    public record Found(List<List<Run>> byPatient, List<Run> unknown) {
        public Found {
            byPatient = byPatient.stream().map(List::copyOf).toList();
            unknown = List.copyOf(unknown);
        }
    }

    /** @param patients what is found has the same order */
    public static Found of(Journal journal, List<PatientMark> patients) {
        List<Run> runs = answered(journal);
        Map<Sha256, List<Run>> byCohort = new HashMap<>();
        runs.stream()
                .filter(run -> run.cohort != null)
                .forEach(run -> byCohort.computeIfAbsent(run.cohort, unseen -> new ArrayList<>())
                        .add(run));
        List<List<Run>> found = new ArrayList<>();
        patients.forEach(patient -> found.add(new ArrayList<>()));
        CohortMemory.replay(
                journal, (digest, cohort) -> add(byCohort.getOrDefault(digest, List.of()), cohort, patients, found));
        found.forEach(list -> list.sort(Comparator.comparing(Run::first).thenComparing(Run::name)));
        return new Found(found, runs.stream().filter(run -> run.cohort == null).toList());
    }

    private static void add(List<Run> runs, Cohort cohort, List<PatientMark> patients, List<List<Run>> found) {
        if (runs.isEmpty()) {
            return;
        }
        Set<PatientMark> held = new HashSet<>(cohort.patients());
        for (int i = 0; i < patients.size(); i++) {
            if (held.contains(patients.get(i))) {
                found.get(i).addAll(runs);
            }
        }
    }

    private static List<Run> answered(Journal journal) {
        List<Run> runs = new ArrayList<>();
        ForgottenRuns.studies(journal).forEach((name, study) -> {
            Entries entries = new Entries();
            journal.replay(SiteRecord.stream(name), 0, entries::read);
            if (entries.first != null && entries.last != null) {
                runs.add(new Run(name, study, entries.first, entries.last, entries.cohort));
            }
        });
        return runs;
    }

    /** What is wanted of a run's entries. */
    private static final class Entries {
        private @Nullable Instant first;
        private @Nullable Instant last;
        private @Nullable Sha256 cohort;

        void read(StoredEvent event) {
            last = event.at();
            SiteRecord.Type type = SiteRecord.type(event);
            if (type == SiteRecord.Type.Answered && first == null) {
                first = event.at();
            }
            if (type == SiteRecord.Type.CohortKept) {
                cohort = Digests.of(SiteRecord.payload(event));
            }
        }
    }
}
