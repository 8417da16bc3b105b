package org.wardround.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.testkit.Property;

class InMemoryJournalTest extends JournalContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final Event EVENT = new Event("Happened", Bytes.of("12345"));
    private static final int ENTERING = 1;
    private static final int WRITTEN = 2;
    private static final int SYNCED = 3;

    private final MemoryDisk disk = new MemoryDisk();

    @Override
    protected Journal open() {
        return disk.journal(CLOCK);
    }

    @Test
    void a_process_that_stops_before_writing_leaves_nothing() {
        Property.forSeeds(
                20,
                random ->
                        assertThat(lengthAfterPowerFailureAt(ENTERING, random)).isEqualTo(1));
    }

    @Test
    void a_process_that_stops_after_syncing_leaves_all() {
        Property.forSeeds(
                20,
                random -> assertThat(lengthAfterPowerFailureAt(SYNCED, random)).isEqualTo(2));
    }

    @Test
    void what_was_written_and_not_synced_may_be_lost_or_not() {
        boolean[] seen = new boolean[3];
        Property.forSeeds(20, random -> seen[lengthAfterPowerFailureAt(WRITTEN, random)] = true);

        assertThat(seen).containsExactly(false, true, true);
    }

    private static int lengthAfterPowerFailureAt(int call, SeededStream random) {
        MemoryDisk disk = new MemoryDisk();
        Journal journal = disk.journal(CLOCK);
        appendTo(journal);
        disk.stopAt(disk.calls() + call);
        assertThatThrownBy(() -> appendTo(journal)).isInstanceOf(Crash.class);
        assertThatThrownBy(() -> journal.head(RUN)).isInstanceOf(Crash.class);

        disk.powerFails(random);

        assertThatThrownBy(() -> journal.head(RUN)).isInstanceOf(IllegalStateException.class);
        return (int) disk.journal(CLOCK).head(RUN).length();
    }

    private static void appendTo(Journal journal) {
        journal.append(Batch.of(Append.of(journal.head(RUN), EVENT)));
    }

    @Test
    void a_process_that_dies_loses_nothing_of_what_was_written() {
        append(RUN, EVENT);
        disk.stopAt(disk.calls() + WRITTEN);
        assertThatThrownBy(() -> append(RUN, EVENT)).isInstanceOf(Crash.class);

        disk.processDies();

        assertThat(open().head(RUN).length()).isEqualTo(2);
    }

    @Test
    void a_disk_that_lies_loses_what_was_acknowledged() {
        boolean[] lost = new boolean[1];
        Property.forSeeds(20, random -> {
            MemoryDisk liar = new MemoryDisk();
            liar.forgetSyncs();
            appendTo(liar.journal(CLOCK));
            liar.powerFails(random);
            lost[0] |= liar.journal(CLOCK).head(RUN).length() == 0;
        });

        assertThat(lost[0]).isTrue();
    }

    @Test
    void a_full_disk_refuses_and_takes_the_next_that_fits() {
        disk.leaveRoomFor(9);
        append(RUN, EVENT);

        assertFails(ErrorCode.STORAGE_FULL, () -> append(RUN, EVENT));
        append(RUN, new Event("Happened", Bytes.of("1234")));

        assertThat(journal().head(RUN).length()).isEqualTo(2);
    }
}
