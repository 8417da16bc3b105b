package org.wardround.site.run;

import java.time.Instant;
import java.util.Optional;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamName;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.RunOffered;

/** What a journal says of runs without opening them. Stateless. */
public final class SiteRuns {
    private SiteRuns() {}

    /** The offer to which this site has said yes; empty where the journal has no run of that name. */
    public static Optional<RunOffered> offered(Journal journal, String run) {
        return journal.read(SiteRecord.stream(run), 0, 1).stream()
                .findFirst()
                .map(event -> SiteRecord.parsed(RunOffered.parser(), SiteRecord.payload(event)));
    }

    /** The definition with what was decided when the site joined and holds for all of the run, whatever the policy says since. */
    public static SiteRunDefinition asJoined(Journal journal, SiteRunDefinition definition) {
        return journal.read(SiteRecord.stream(definition.run()), 1, 1).stream()
                .filter(event -> SiteRecord.type(event) == SiteRecord.Type.CountsGiven)
                .findFirst()
                .map(event -> definition.counting(CountModeText.read(SiteRecord.payload(event))))
                .orElse(definition);
    }

    /** Where the journal has what became of figures about this site that the run made. */
    public static StreamName outbox(String run) {
        return new StreamName("outbox/" + run);
    }

    /** When that was which {@link #isOver} looks for, by the clock of this computer; empty while the run goes on. */
    public static Optional<Instant> ended(Journal journal, String run) {
        StreamName stream = SiteRecord.stream(run);
        return isOver(journal, run)
                ? Optional.of(journal.read(stream, journal.head(stream).length() - 1, 1)
                        .get(0)
                        .at())
                : Optional.empty();
    }

    /** Whether this site has left the run, or was told that it has ended: the last thing that its journal has of it, but for a report that is kept. */
    public static boolean isOver(Journal journal, String run) {
        StreamName stream = SiteRecord.stream(run);
        long length = journal.head(stream).length();
        if (length == 0) {
            return false;
        }
        for (long place = length - 1; place >= 0; place--) {
            StoredEvent event = journal.read(stream, place, 1).get(0);
            if (SiteRecord.type(event) != SiteRecord.Type.ReportKept) {
                return isEnd(event);
            }
        }
        return false;
    }

    private static boolean isEnd(StoredEvent event) {
        return switch (SiteRecord.type(event)) {
            case Left -> true;
            case LineTold ->
                SiteRecord.parsed(Entry.parser(), SiteRecord.payload(event)).hasEnded();
            case RunOffered,
                    CountsGiven,
                    YesSaid,
                    Answered,
                    Carried,
                    CohortKept,
                    Refused,
                    ReceiptKept,
                    ReportKept,
                    SecureBegun,
                    SecureTold,
                    VectorMarked -> false;
        };
    }
}
