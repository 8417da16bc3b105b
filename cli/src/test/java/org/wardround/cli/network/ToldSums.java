package org.wardround.cli.network;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.Words;

/** What each hospital of a run is told, and so anybody may know. */
final class ToldSums {
    /** A line of the transcript, in the journals of the coordinator and of a site. */
    private static final Set<String> LINES = Set.of("EntryWritten", "LineTold");

    private ToldSums() {}

    /** What everybody was told of each round that counts: the sum of its words. */
    static List<long[]> of(LocalFederation federation, SiteId witness, String run) {
        return words(federation.disk(witness).journal(InstantSource.system()), run).stream()
                .map(ToldSums::values)
                .toList();
    }

    /** The same, from the journal of whoever holds the transcript. */
    static List<Words> words(Journal journal, String run) {
        List<Words> told = new ArrayList<>();
        journal.replay(new StreamName("run/" + run), 0, event -> {
            if (LINES.contains(event.event().type())) {
                try {
                    told.addAll(Entry.parseFrom(event.event().payload().toArray())
                            .getRoundClosed()
                            .getWordsList());
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException("written by the software itself", e);
                }
            }
        });
        return told;
    }

    private static long[] values(Words words) {
        LongBuffer read = words.getInline()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        long[] sum = new long[read.remaining()];
        read.get(sum);
        return sum;
    }
}
