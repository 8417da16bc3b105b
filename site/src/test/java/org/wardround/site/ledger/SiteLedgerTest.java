package org.wardround.site.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.core.task.TaskKind;
import org.wardround.privacy.accounting.Cost;
import org.wardround.privacy.accounting.GaussianTradeoff;
import org.wardround.privacy.accounting.Mechanism;
import org.wardround.privacy.accounting.RenyiAccountant;
import org.wardround.privacy.accounting.Use;
import org.wardround.testkit.storage.Crash;
import org.wardround.testkit.storage.MemoryDisk;

class SiteLedgerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final StreamName ANSWERS = new StreamName("answers");

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void a_thousand_requests_at_once_pass_no_cap() throws Exception {
        Journal journal = disk.journal(CLOCK);
        SiteLedger ledger = SiteLedger.open(journal, () -> Caps.ofReleases(100));
        AtomicInteger released = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        ExecutorService many = Executors.newFixedThreadPool(32);
        for (int i = 0; i < 1000; i++) {
            Charge charge = charge("run-" + i % 7, i + 1, new Cost.NotBounded());
            many.execute(() -> {
                try {
                    ledger.charge(charge, append -> journal.append(Batch.of(append)));
                    released.incrementAndGet();
                } catch (FederationException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.BUDGET_SPENT);
                    refused.incrementAndGet();
                }
            });
        }
        many.shutdown();
        assertThat(many.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(released).hasValue(100);
        assertThat(refused).hasValue(900);
        assertThat(journal.head(SiteLedger.STREAM).length()).isEqualTo(100);
    }

    /** Killed at every call, with and without a power failure: an answer that is on disk is charged for, and the cap holds over all processes together. */
    @Test
    void killed_anywhere_each_stored_answer_is_charged_and_no_cap_is_passed() {
        int cap = 5;
        killedAnywhere(cap, () -> Caps.ofReleases(cap), new Cost.NotBounded());
        // Gaussian noise of 10, five times, costs less than a cap that a sixth would pass.
        Cost bounded = Cost.of(new Mechanism.Gaussian(10, 1), 1);
        double five = new RenyiAccountant().epsilon(List.of(new Use(new Mechanism.Gaussian(10, 1), cap)), 1e-6);
        killedAnywhere(cap, () -> new Caps(0, five, 1e-6), bounded);
    }

    private static void killedAnywhere(int cap, Supplier<Caps> caps, Cost cost) {
        for (int call = 1; call < 40; call++) {
            MemoryDisk killed = new MemoryDisk();
            killed.stopAt(call);
            try {
                releaseAll(killed, cap, caps, cost);
            } catch (Crash crash) {
                killed.powerFails(SeededStream.of(call, "power"));
                releaseAll(killed, cap, caps, cost);
            }
            Journal journal = killed.journal(CLOCK);
            assertThat(journal.head(ANSWERS).length()).as("call %d", call).isEqualTo(cap);
            assertThat(journal.head(SiteLedger.STREAM).length()).isEqualTo(cap);
        }
    }

    private static void releaseAll(MemoryDisk disk, int cap, Supplier<Caps> caps, Cost cost) {
        Journal journal = disk.journal(CLOCK);
        SiteLedger ledger = SiteLedger.open(journal, caps);
        for (int round = 1; round <= 2 * cap; round++) {
            try {
                ledger.charge(
                        charge("run", round, cost),
                        charge -> journal.append(Batch.of(
                                Append.of(journal.head(ANSWERS), new Event("Answered", Bytes.copyOf(new byte[] {1}))),
                                charge)));
            } catch (FederationException spent) {
                assertThat(spent.code()).isEqualTo(ErrorCode.BUDGET_SPENT);
            }
        }
    }

    /** Whatever the clock says, and whatever became of the study: there is no entry that takes one back. */
    @Test
    void another_study_next_year_or_last_year_has_what_is_left() {
        Journal first = disk.journal(InstantSource.fixed(Instant.parse("2027-01-01T00:00:00Z")));
        SiteLedger ledger = SiteLedger.open(first, () -> Caps.ofReleases(3));
        ledger.charge(charge("old", 1, new Cost.NotBounded()), append -> first.append(Batch.of(append)));
        ledger.charge(charge("old", 2, new Cost.NotBounded()), append -> first.append(Batch.of(append)));
        disk.processDies();
        Journal second = disk.journal(InstantSource.fixed(Instant.parse("1999-01-01T00:00:00Z")));
        SiteLedger again = SiteLedger.open(second, () -> Caps.ofReleases(3));
        assertThat(again.account(Charge.ALL_PATIENTS).notBounded()).isEqualTo(2);
        again.charge(charge("new", 1, new Cost.NotBounded()), append -> second.append(Batch.of(append)));
        assertThatThrownBy(() -> again.require(charge("new", 2, new Cost.NotBounded())))
                .hasMessageContaining("no more than 3 releases");
    }

    /** Gaussian noise of multiplier m, k times, is that of m/√k once: 100 times 10 costs what 1 costs once, 4.7 at δ 1e-6 by Rényi. */
    @Test
    void bounded_releases_add_up_to_the_cap_and_not_beyond() {
        Journal journal = disk.journal(CLOCK);
        Cost one = Cost.of(new Mechanism.Gaussian(10, 1), 1);
        double hundred = Cost.of(new Mechanism.Gaussian(1, 1), 1)
                .epsilon(new RenyiAccountant(), 1e-6)
                .orElseThrow();
        SiteLedger ledger = SiteLedger.open(journal, () -> new Caps(0, hundred + 1e-9, 1e-6));
        for (int i = 1; i <= 100; i++) {
            ledger.charge(charge("run", i, one), append -> journal.append(Batch.of(append)));
        }
        assertThat(ledger.account(Charge.ALL_PATIENTS).epsilon(1e-6)).isCloseTo(hundred, within(1e-9));
        assertThatThrownBy(() -> ledger.require(charge("run", 101, one))).hasMessageContaining("budget of epsilon");
        assertThatThrownBy(() -> ledger.require(charge("run", 101, new Cost.NotBounded())))
                .hasMessageContaining("no more than 0 releases");
        assertThat(SiteLedger.open(journal, () -> Caps.NONE)
                        .account(Charge.ALL_PATIENTS)
                        .epsilon(1e-6))
                .isCloseTo(hundred, within(1e-9));
    }

    /** 100 steps at 5 times the clip norm cost 10.725510 at δ 1e-5 by Rényi (a published row): four rounds of 25 fit into a cap just above, no fifth does, and between 9.997256146, which is exact, and a cap below nothing is hidden. */
    @Test
    void rounds_of_private_training_add_up_to_the_published_value() {
        Journal journal = disk.journal(CLOCK);
        Cost round = Cost.of(new Mechanism.DiscreteGaussianVector(5, 1), 25);
        SiteLedger ledger = SiteLedger.open(journal, () -> new Caps(0, 10.7256, 1e-5));
        for (int i = 1; i <= 4; i++) {
            ledger.charge(charge("run", i, round), append -> journal.append(Batch.of(append)));
        }
        double spent = ledger.account(Charge.ALL_PATIENTS).epsilon(1e-5);
        assertThat(spent).isCloseTo(10.725510, within(1e-3)).isGreaterThan(GaussianTradeoff.epsilon(5, 100, 1e-5));
        assertThatThrownBy(() -> ledger.charge(charge("run", 5, round), append -> journal.append(Batch.of(append))))
                .hasMessageContaining("limits.epsilon")
                .hasMessageContaining("25 x discrete-gaussian-vector");
        assertThat(journal.head(SiteLedger.STREAM).length()).isEqualTo(4);
    }

    @Test
    void a_hundred_private_rounds_at_once_pass_no_cap() throws Exception {
        Journal journal = disk.journal(CLOCK);
        Cost round = Cost.of(new Mechanism.DiscreteGaussianVector(5, 1), 25);
        SiteLedger ledger = SiteLedger.open(journal, () -> new Caps(0, 10.7256, 1e-5));
        AtomicInteger refused = new AtomicInteger();
        ExecutorService many = Executors.newFixedThreadPool(16);
        for (int i = 1; i <= 100; i++) {
            Charge charge = charge("run-" + i % 7, i, round);
            many.execute(() -> {
                try {
                    ledger.charge(charge, append -> journal.append(Batch.of(append)));
                } catch (FederationException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.BUDGET_SPENT);
                    refused.incrementAndGet();
                }
            });
        }
        many.shutdown();
        assertThat(many.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(refused).hasValue(96);
        assertThat(journal.head(SiteLedger.STREAM).length()).isEqualTo(4);
    }

    @Test
    void what_could_not_be_written_is_not_charged() {
        Journal journal = disk.journal(CLOCK);
        SiteLedger ledger = SiteLedger.open(journal, () -> Caps.NONE);
        assertThatThrownBy(() -> ledger.charge(charge("run", 1, new Cost.NotBounded()), append -> {
                    throw new FederationException(ErrorCode.STORAGE_FULL, "full");
                }))
                .isInstanceOf(FederationException.class);
        assertThat(ledger.account(Charge.ALL_PATIENTS).notBounded()).isZero();
        ledger.charge(charge("run", 1, new Cost.NotBounded()), append -> journal.append(Batch.of(append)));
        assertThat(ledger.account(Charge.ALL_PATIENTS).notBounded()).isEqualTo(1);
    }

    private static Charge charge(String run, int round, Cost cost) {
        return new Charge(Charge.ALL_PATIENTS, run, Sha256.of("study"), round, TaskKind.TRAIN, cost);
    }
}
