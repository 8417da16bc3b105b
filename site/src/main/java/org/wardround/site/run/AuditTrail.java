package org.wardround.site.run;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Append;
import org.wardround.inference.program.Question;
import org.wardround.protocol.v1.Signed;

/** Where a run at the site tells what leaves. Called by the run's thread. */
public interface AuditTrail {
    /**
     * Lines that are about to be written together with the run's own events.
     *
     * @param append to go into the same batch; null where the trail keeps nothing
     * @param length of the log with these lines
     * @param head of the log with these lines
     */
    record Lines(@Nullable Append append, long length, Sha256 head) {}

    /** An answer will leave. */
    Lines released(
            SiteRunDefinition run,
            Question question,
            Sha256 questionDigest,
            Sha256 words,
            long count,
            SortedSet<SiteId> peers);

    /** The site will say no. */
    Lines refused(SiteRunDefinition run, int round, ErrorCode code, String reason);

    /** A receipt is kept. */
    Lines receipt(SiteRunDefinition run, int round, Signed receipt);

    /** The site joins, leaves, or the run ends: in words. */
    Lines event(SiteRunDefinition run, String what, @Nullable ErrorCode code);

    /** The lines before are durable. */
    void written(Lines lines);
}
