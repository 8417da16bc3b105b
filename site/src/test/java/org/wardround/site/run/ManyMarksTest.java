package org.wardround.site.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Journal;
import org.wardround.testkit.storage.MemoryDisk;

/** Thousands of variables have more marks than an event of the journal holds. */
class ManyMarksTest {
    private static final SortedSet<SiteId> BOTH = new TreeSet<>(List.of(new SiteId("alder"), new SiteId("birch")));
    private static final SortedSet<SiteId> ONE = new TreeSet<>(List.of(new SiteId("alder")));

    private final Journal journal = new MemoryDisk().journal(InstantSource.fixed(Instant.EPOCH));

    @Test
    void all_are_remembered_each_once_and_after_a_restart_too() {
        List<Sha256> marks = IntStream.range(0, 25_000)
                .mapToObj(number -> Sha256.of("column " + number))
                .toList();
        SumMemory memory = SumMemory.open(journal);
        remember(memory, marks.subList(0, 1));
        remember(memory, marks);
        remember(memory, marks);
        remember(memory, List.of(Sha256.of("another")));
        assertThat(journal.head(SumMemory.STREAM).length())
                .as("one mark, then the rest, then nothing new, then another")
                .isEqualTo(1 + 3 + 1);

        SumMemory again = SumMemory.open(journal);
        for (int column : List.of(0, 1, 10_000, 24_999)) {
            again.requireColumns(List.of(marks.get(column)), BOTH);
            assertThatThrownBy(() -> again.requireColumns(List.of(marks.get(column)), ONE))
                    .hasMessage(
                            "a column of the study, under this or another name and in whatever unit, was summed over alder, birch before; that of alder alone as well would reveal the others. Ask the same sites under masks");
        }
    }

    private void remember(SumMemory memory, List<Sha256> marks) {
        memory.remember(marks, BOTH, beside -> {
            if (beside != null) {
                journal.append(Batch.of(beside));
            }
        });
    }
}
