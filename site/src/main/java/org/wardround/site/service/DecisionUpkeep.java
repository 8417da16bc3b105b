package org.wardround.site.service;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.approval.Approvals;
import org.wardround.site.approval.Subject;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.audit.Decision;
import org.wardround.site.audit.Pending;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.governance.DecisionBook;

/**
 * Takes people's decisions over into the audit log: each once, in their order, whenever the process is killed. People decide in processes of their own, and the audit log
 * has one writer, the agent. How far it has come stands in the stream {@code decisions-taken}, written in one batch with the lines. Whoever asks here acts on decisions that
 * stand in the log already. Thread-safe.
 */
final class DecisionUpkeep implements DecisionBook {
    static final StreamName TAKEN = new StreamName("decisions-taken");

    private static final String TYPE = "DecisionsTaken";
    private static final Sha256 NOTHING_READ = new Sha256("0".repeat(64));

    private final JournalDecisionBook book;
    private final Journal journal;
    private final AuditLog audit;
    private int taken;

    DecisionUpkeep(JournalDecisionBook book, Journal journal, AuditLog audit) {
        this.book = book;
        this.journal = journal;
        this.audit = audit;
        this.taken = taken(journal);
    }

    private static int taken(Journal journal) {
        StreamHead head = journal.head(TAKEN);
        if (head.length() == 0) {
            return 0;
        }
        Bytes last = journal.read(TAKEN, head.length() - 1, 1).get(0).event().payload();
        return Integer.parseInt(new String(last.toArray(), StandardCharsets.US_ASCII));
    }

    @Override
    public Approvals approvals() {
        Approvals now = book.approvals();
        look();
        return now;
    }

    @Override
    public List<ApprovalEvent> events() {
        List<ApprovalEvent> now = book.events();
        look();
        return now;
    }

    @Override
    public List<EnvelopeFile> envelopes() {
        return book.envelopes();
    }

    @Override
    public void add(ApprovalEvent event) {
        book.add(event);
    }

    /** To be called often. */
    synchronized void look() {
        List<ApprovalEvent> events = book.events();
        Map<Subject, Sha256> dossiers = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            Optional<AuditEvent> line = line(events.get(i), dossiers);
            if (i >= taken && line.isPresent()) {
                write(line.get(), i + 1);
            }
        }
        taken = Math.max(taken, events.size());
    }

    private void write(AuditEvent event, int count) {
        Event mark = new Event(TYPE, Bytes.of(Integer.toString(count)));
        try (Pending line = audit.prepare(event)) {
            journal.append(Batch.of(line.append(), Append.of(journal.head(TAKEN), mark)));
            line.committed();
        }
        taken = count;
    }

    /** @param dossiers digests of what was approved so far, by subject */
    private static Optional<AuditEvent> line(ApprovalEvent event, Map<Subject, Sha256> dossiers) {
        if (event instanceof ApprovalEvent.Approved yes) {
            Sha256 dossier = yes.binding().dossier();
            dossiers.put(yes.subject(), dossier);
            return Optional.of(
                    isStudy(yes.subject())
                            ? new Decision.Approved(
                                    yes.subject().hash(), yes.person().name(), dossier, yes.until())
                            : new Decision.EnvelopeApproved(
                                    yes.subject().hash(), yes.person().name(), dossier, yes.until()));
        }
        if (event instanceof ApprovalEvent.Rejected no) {
            return Optional.of(
                    isStudy(no.subject())
                            ? new Decision.Rejected(
                                    no.subject().hash(), no.person().name(), no.dossier())
                            : new Decision.EnvelopeRevoked(
                                    no.subject().hash(), no.person().name()));
        }
        if (event instanceof ApprovalEvent.Revoked back) {
            return Optional.of(
                    isStudy(back.subject())
                            ? new Decision.Revoked(
                                    back.subject().hash(),
                                    back.person().name(),
                                    dossiers.getOrDefault(back.subject(), NOTHING_READ))
                            : new Decision.EnvelopeRevoked(
                                    back.subject().hash(), back.person().name()));
        }
        if (event instanceof ApprovalEvent.RosterAccepted roster) {
            return Optional.of(new Decision.RosterAccepted(
                    roster.number(), roster.roster(), roster.person().name()));
        }
        if (event instanceof ApprovalEvent.OutboxDecided decided) {
            return Optional.of(new Decision.OutboxDecided(
                    decided.released(),
                    decided.run(),
                    decided.study(),
                    decided.content(),
                    decided.person().name()));
        }
        // That a run began stands in the log as joined.
        return Optional.empty();
    }

    private static boolean isStudy(Subject subject) {
        return subject.kind() == Subject.Kind.STUDY;
    }
}
