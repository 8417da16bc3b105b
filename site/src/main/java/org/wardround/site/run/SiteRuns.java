package org.wardround.site.run;

import java.util.List;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamName;
import org.wardround.protocol.v1.Entry;

/** What a journal says of runs without opening them. Stateless. */
public final class SiteRuns {
    private SiteRuns() {}

    /** Whether this site has left the run, or was told that it has ended: the last thing that its journal has of it. */
    public static boolean isOver(Journal journal, String run) {
        StreamName stream = SiteRecord.stream(run);
        long length = journal.head(stream).length();
        if (length == 0) {
            return false;
        }
        List<StoredEvent> last = journal.read(stream, length - 1, 1);
        StoredEvent event = last.get(0);
        return switch (SiteRecord.type(event)) {
            case Left -> true;
            case LineTold ->
                SiteRecord.parsed(Entry.parser(), SiteRecord.payload(event)).hasEnded();
            case RunOffered, YesSaid, Answered, Carried, Refused, ReceiptKept, SecureBegun, SecureTold -> false;
        };
    }
}
