package org.wardround.cli.network;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.StreamName;
import org.wardround.protocol.v1.Entry;

/** What each hospital of a run is told, and so anybody may know. */
final class ToldSums {
    private ToldSums() {}

    /** What everybody was told of each round that counts: the sum of its words. */
    static List<long[]> of(LocalFederation federation, SiteId witness, String run) {
        List<long[]> sums = new ArrayList<>();
        federation.disk(witness).journal(InstantSource.system()).replay(new StreamName("run/" + run), 0, event -> {
            if (event.event().type().equals("LineTold")) {
                try {
                    Entry.parseFrom(event.event().payload().toArray())
                            .getRoundClosed()
                            .getWordsList()
                            .forEach(words -> {
                                LongBuffer read = words.getInline()
                                        .asReadOnlyByteBuffer()
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .asLongBuffer();
                                long[] sum = new long[read.remaining()];
                                read.get(sum);
                                sums.add(sum);
                            });
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException("written by the agent", e);
                }
            }
        });
        return sums;
    }
}
