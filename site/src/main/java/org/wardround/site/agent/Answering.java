package org.wardround.site.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.TaskOffered;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.run.SiteRun;

/** How a task is answered: in the clear by one call, under masks by the steps of the sum. On the run's thread. */
final class Answering {
    private static final System.Logger LOG = System.getLogger(Answering.class.getName());

    private final String run;
    private final Contact contact;
    private final RunWork.Rules rules;

    Answering(String run, Contact contact, RunWork.Rules rules) {
        this.run = run;
        this.contact = contact;
        this.rules = rules;
    }

    void answer(SiteRun siteRun, TaskOffered task) {
        if (siteRun.isMasked()) {
            answerMasked(siteRun, task);
        } else {
            send(siteRun, task);
        }
    }

    /** Through the steps of a sum under masks that are left, up to the last. */
    private void answerMasked(SiteRun siteRun, TaskOffered task) {
        for (; ; ) {
            SecureStep step = siteRun.step();
            if (step == SecureStep.INPUT && !send(siteRun, task)) {
                return;
            }
            LOG.log(System.Logger.Level.DEBUG, "run {0}: {1} of round {2}", run, step, task.getRound());
            SecureReply told = contact.secure(siteRun.say(task, rules.nonces().get()));
            if (step == SecureStep.ANSWER) {
                return;
            }
            if (told.getClosed()) {
                siteRun.hear(task, told);
            } else if (!isOpen(siteRun, task)) {
                return;
            }
        }
    }

    /** Whether the answer was sent. */
    private boolean send(SiteRun siteRun, TaskOffered task) {
        SiteRun.Answer answer = siteRun.answer(task);
        if (answer instanceof SiteRun.Answer.Submit submit) {
            // It took its time, and people may have decided meanwhile.
            if (!isOpen(siteRun, task)) {
                return false;
            }
            LOG.log(System.Logger.Level.DEBUG, "run {0}: uploading round {1}", run, task.getRound());
            siteRun.received(contact.submit(
                    submit,
                    content(submit),
                    siteRun.isMasked() ? siteRun.say(task, rules.nonces().get()).getInput() : null));
            LOG.log(System.Logger.Level.DEBUG, "run {0}: waiting after round {1}", run, task.getRound());
        } else if (answer instanceof SiteRun.Answer.Refuse refuse) {
            contact.refuse(task.getRound(), refuse.code(), refuse.reason());
            return false;
        }
        return true;
    }

    /** Asks for the receipt of a round that is over, where it was lost on the way. */
    void fetchReceipt(SiteRun siteRun) {
        Signed submission = siteRun.unacknowledged().orElse(null);
        if (submission == null) {
            return;
        }
        try {
            siteRun.received(contact.receipt(submission));
        } catch (FederationException refusal) {
            if (refusal.code() != ErrorCode.TOO_LATE) {
                throw refusal;
            }
            siteRun.neverAcknowledged();
        }
    }

    /** Whether the site may answer; where it may not, it says so, to each question, so that nobody waits for it. */
    boolean isOpen(SiteRun siteRun, TaskOffered task) {
        TaskGate.Verdict verdict =
                rules.gate().ask(siteRun.question(task).plan().kind());
        if (verdict instanceof TaskGate.Verdict.Later later) {
            throw new RunWork.HeldBack(later.reason());
        }
        if (verdict instanceof TaskGate.Verdict.No no) {
            contact.refuse(task.getRound(), no.code(), no.reason());
            rules.audit().write(new AuditEvent.Refused(run, task.getRound(), no.code(), no.reason()));
            return false;
        }
        return true;
    }

    private static Submission content(SiteRun.Answer.Submit submit) {
        try {
            return Submission.parseFrom(submit.submission().getContent());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("written here", e);
        }
    }
}
