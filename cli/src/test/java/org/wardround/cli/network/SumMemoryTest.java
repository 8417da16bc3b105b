package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.core.strategy.TrainingSegments;
import org.wardround.core.study.PrivacySpec;
import org.wardround.core.study.Study;
import org.wardround.core.sum.MaskedSum;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.run.SumMemory;

/**
 * Two sums under masks, each in order by itself, over sets of hospitals that differ by one. Hospitals without a memory of their sums give that one away to the bit; with it they refuse the second, whatever brought it about, and
 * after restarts too: each run here is answered by agents that were started anew.
 */
class SumMemoryTest {
    private static final FaultStudy STUDY = FaultStudy.MASKED;
    private static final Study AVERAGED = masked(FaultStudy.AVERAGED.study());
    private static final SortedSet<SiteId> ALL = new TreeSet<>(STUDY.tables().keySet());
    private static final SiteId LEFT_OUT = ALL.last();
    private static final SortedSet<SiteId> REST = ALL.headSet(LEFT_OUT);
    private static final SiteId WITNESS = ALL.first();
    private static final SiteId SLOW = REST.last();

    @Test
    void without_a_memory_the_sums_of_two_runs_give_away_the_hospital_by_which_they_differ() throws Exception {
        List<LocalUpdate> own = new CopyOnWriteArrayList<>();
        try (LocalFederation first = federation()
                .remembering(journal -> SumMemory.insecureNone())
                .answeredBy(site ->
                        Overheard.at(STUDY.tables().get(site), site.equals(LEFT_OUT) ? own::add : update -> {}))) {
            assertThat(first.run().reason()).isEmpty();
            try (LocalFederation second = first.again("run-2", AVERAGED, REST)) {
                first.close();
                assertThat(second.run().reason()).isEmpty();

                List<long[]> sums = ToldSums.of(first, WITNESS, "run-1");
                List<long[]> sumsOfTheRest = ToldSums.of(second, WITNESS, "run-2");
                assertThat(difference(own.get(0), sums.get(0), sumsOfTheRest.get(0)))
                        .as("the counts of its patients")
                        .isEqualTo(values(own.get(0)));
                int trained = IntStream.range(0, own.size())
                        .filter(round -> own.get(round).layout().has(TrainingSegments.UPDATE))
                        .findFirst()
                        .orElseThrow();
                double[] update = difference(own.get(trained), sums.get(trained), sumsOfTheRest.get(trained));
                double[] truth = values(own.get(trained));
                for (int i = 0; i < truth.length; i++) {
                    assertThat(update[i])
                            .as("its change of the model, parameter %d", i)
                            .isCloseTo(truth[i], within(1e-12));
                }
            }
        }
    }

    @Test
    void leaving_one_hospital_out() throws Exception {
        assertSecondIsRefused(ALL, AVERAGED, REST);
    }

    @Test
    void asking_again_once_a_hospital_has_joined() throws Exception {
        assertSecondIsRefused(REST, AVERAGED, ALL);
    }

    @Test
    void contribution_of_each_hospital_as_the_difference_that_it_makes() throws Exception {
        try (LocalFederation all = federation()) {
            assertThat(all.run().reason()).isEmpty();
            all.close();
            assertEnoughRemember(all, ALL);
            int number = 2;
            for (SiteId without : ALL) {
                SortedSet<SiteId> others = new TreeSet<>(ALL);
                others.remove(without);
                assertRefused(all, "run-" + number++, AVERAGED, others);
            }
        }
    }

    @Test
    void table_1_asked_twice() throws Exception {
        // The same description of the same variables, for another model and with another scale of the inputs.
        Study standardised = masked(FaultStudy.standardised("federated"));
        assertThat(standardised.data().standardisation())
                .isNotEqualTo(AVERAGED.data().standardisation());
        assertSecondIsRefused(ALL, standardised, REST);
    }

    @Test
    void standardisation() throws Exception {
        // Of two studies over all hospitals and over the rest the means by which they standardise would differ by one
        // hospital.
        Study standardised = masked(FaultStudy.standardised("federated"));
        try (LocalFederation all = federation();
                LocalFederation first = all.again("run-1", standardised, ALL)) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertEnoughRemember(first, ALL);
            assertRefused(all, standardised, REST);
        }
    }

    @Test
    void another_study_that_describes_the_same_outcome() throws Exception {
        assertSecondIsRefused(ALL, masked(FaultStudy.oneVariable()), REST);
    }

    /** Two that let the coordinator see now what it has in a sum with the third's: it would have the third's. */
    @Test
    void the_same_in_the_clear_once_a_policy_allows_it() throws Exception {
        assertSecondIsRefused(ALL, FaultStudy.AVERAGED.study(), REST);
    }

    @Test
    void in_the_clear_what_no_sum_has_may_be_asked_as_often_as_wanted() throws Exception {
        try (LocalFederation first = federation();
                LocalFederation plain = first.again("run-1", FaultStudy.AVERAGED.study(), ALL)) {
            assertThat(plain.run().reason()).isEmpty();
            plain.close();
            try (LocalFederation again = first.again("run-2", FaultStudy.AVERAGED.study(), REST)) {
                assertThat(again.run().reason()).isEmpty();
            }
        }
    }

    @Test
    void a_sum_that_failed_once_hospitals_had_agreed_to_it() throws Exception {
        Lie twoAreKeptFromAnswering = (site, sent, told) ->
                sent.getStepCase() == SecureRequest.StepCase.CONFIRMATION && told.getClosed() && !site.equals(WITNESS)
                        ? told.toBuilder().clearConfirmations().build()
                        : told;
        try (LocalFederation first = federation().lying(twoAreKeptFromAnswering)) {
            assertThat(first.run().isFinished()).isFalse();
            assertThat(ToldSums.of(first, WITNESS, "run-1")).isEmpty();
            first.close();
            assertEnoughRemember(first, ALL);
            assertRefused(first, AVERAGED, REST);
        }
    }

    @Test
    void a_hospital_that_was_too_slow_to_hear_who_is_in_a_sum_sends_again_and_nothing_is_opened() throws Exception {
        Lie oneHearsNothing =
                (site, sent, told) -> site.equals(SLOW) && sent.hasInput() ? SecureReply.getDefaultInstance() : told;
        try (LocalFederation first = federation().lying(oneHearsNothing)) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertEnoughRemember(first, ALL);
            Journal slow = first.disk(SLOW).journal(InstantSource.system());
            assertThat(remembered(slow)).isEmpty();

            assertRefused(first, AVERAGED, REST);
            assertThat(audit(slow, "run-2"))
                    .as("not a refusal of its own")
                    .anyMatch(line -> line.event().equals("released"));
        }
    }

    @Test
    void the_same_hospitals_may_be_asked_again() throws Exception {
        try (LocalFederation first = federation()) {
            RunEnd end = first.run();
            try (LocalFederation second = first.again("run-2", AVERAGED, ALL)) {
                first.close();
                RunEnd again = second.run();
                assertThat(again.reason()).isEmpty();
                assertThat(again.done().trained().parameters())
                        .isEqualTo(end.done().trained().parameters());
            }
        }
    }

    private static void assertSecondIsRefused(SortedSet<SiteId> asked, Study next, SortedSet<SiteId> askedNext)
            throws Exception {
        try (LocalFederation all = federation();
                LocalFederation first = all.again("run-1", AVERAGED, asked)) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertEnoughRemember(first, asked);
            assertRefused(all, next, askedNext);
        }
    }

    private static void assertRefused(LocalFederation all, Study study, SortedSet<SiteId> sites) throws Exception {
        assertRefused(all, "run-2", study, sites);
    }

    private static void assertRefused(LocalFederation all, String run, Study study, SortedSet<SiteId> sites)
            throws Exception {
        try (LocalFederation second = all.again(run, study, sites)) {
            RunEnd end = second.run();
            assertThat(end.code()).isEqualTo(ErrorCode.WOULD_REVEAL_SITE);
            assertThat(end.reason()).containsAnyOf("would reveal one hospital", "would reveal the others");
            assertThat(ToldSums.words(second.disk().journal(InstantSource.system()), run))
                    .as("opened")
                    .isEmpty();
            for (SiteId site : sites) {
                Journal journal = second.disk(site).journal(InstantSource.system());
                // What the others send, that were too slow or have just joined, stays under its masks: it is added to
                // nothing.
                if (remembersAll(journal)) {
                    assertThat(audit(journal, run))
                            .as("%s", site)
                            .anyMatch(line -> line.event().equals("refused")
                                    && line.find("code").orElse("").equals("WOULD_REVEAL_SITE"))
                            .noneMatch(line -> line.event().equals("released"));
                }
            }
        }
    }

    /** As many remember a sum as must take part to its end. Who is slower than these need not hear who is in it. */
    private static void assertEnoughRemember(LocalFederation first, SortedSet<SiteId> asked) {
        List<Journal> journals = asked.stream()
                .map(site -> first.disk(site).journal(InstantSource.system()))
                .toList();
        int sums = vectors(journals.get(0)).size();
        assertThat(sums).isPositive();
        for (int sum = 0; sum < sums; sum++) {
            int number = sum;
            assertThat(journals)
                    .as("vector %d", number)
                    .filteredOn(journal ->
                            remembered(journal).containsAll(vectors(journal).get(number)))
                    .hasSizeGreaterThanOrEqualTo(MaskedSum.threshold(asked.size()));
        }
    }

    /** Whether the hospital knows of all that it sent in run-1 with whose it was summed. */
    private static boolean remembersAll(Journal journal) {
        return !vectors(journal).isEmpty() && vectors(journal).stream().allMatch(remembered(journal)::containsAll);
    }

    /** Marks of each vector that the hospital sent in run-1. */
    private static List<List<String>> vectors(Journal journal) {
        return texts(journal, new StreamName("run/run-1"), "VectorMarked").stream()
                .map(marks -> marks.lines().toList())
                .toList();
    }

    static Set<String> remembered(Journal journal) {
        return texts(journal, SumMemory.STREAM, "Summed").stream()
                .flatMap(sum -> sum.lines().skip(1))
                .collect(Collectors.toSet());
    }

    private static List<String> texts(Journal journal, StreamName stream, String type) {
        List<String> texts = new ArrayList<>();
        journal.replay(stream, 0, event -> {
            if (event.event().type().equals(type)) {
                texts.add(new String(event.event().payload().toArray(), StandardCharsets.UTF_8));
            }
        });
        return texts;
    }

    private static LocalFederation federation() {
        return new LocalFederation(AVERAGED, STUDY.seed(), STUDY.tables(), RunDefinition.Timing.USUAL);
    }

    private static Study masked(Study study) {
        return study.with(new PrivacySpec(true));
    }

    static List<AuditLine> audit(Journal journal, String run) {
        List<AuditLine> lines = new ArrayList<>();
        journal.replay(AuditLog.STREAM, 0, event -> {
            AuditLine line = AuditLine.read(event.event().payload());
            if (line.find("run").orElse("").equals(run)) {
                lines.add(line);
            }
        });
        return lines;
    }

    /** What the hospital that is left out sent, by subtraction alone. All have as many rows: each is weighted with 1 through their number. */
    private static double[] difference(LocalUpdate own, long[] all, long[] rest) {
        SumLayout layout = own.layout();
        double[] difference = new double[all.length];
        for (Segment segment : layout.segments()) {
            int start = (int) layout.start(segment.name());
            for (int i = start; i < start + segment.length(); i++) {
                long words = segment.shared() ? ALL.size() * all[i] - REST.size() * rest[i] : all[i] - rest[i];
                difference[i] = Math.scalb((double) words, -layout.fractionBits(segment));
            }
        }
        return difference;
    }

    private static double[] values(LocalUpdate update) {
        double[] values = new double[(int) update.values().length()];
        update.values().read(0, values, values.length);
        return values;
    }
}
