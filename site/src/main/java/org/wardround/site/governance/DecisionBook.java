package org.wardround.site.governance;

import java.util.List;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.approval.Approvals;
import org.wardround.site.envelope.EnvelopeFile;

/** The decisions of the site's people, as they stand now. People may decide in another process at any time. Thread-safe. */
public interface DecisionBook {
    Approvals approvals();

    /** All decisions so far, in the order in which they were taken. */
    List<ApprovalEvent> events();

    /** All envelopes that were ever approved. */
    List<EnvelopeFile> envelopes();

    /** Durable on return. */
    void add(ApprovalEvent event);
}
