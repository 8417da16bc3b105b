package org.wardround.site.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Roster;
import org.wardround.site.dossier.Dossiers;
import org.wardround.site.envelope.Difference;
import org.wardround.site.envelope.EnvelopeCheck;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.envelope.Proposal;
import org.wardround.site.policy.Policy;

/**
 * Whether the people of this site agreed to a run: to its study, or to an envelope that it is inside. The policy is another matter and comes on top.
 *
 * @param under what was agreed to; null where nothing was that covers the run
 * @param reasons why not, one line each; none where it was agreed to
 * @param usedUp whether an envelope covers the run in everything but the number of its runs
 */
public record Consent(@Nullable Subject under, List<String> reasons, boolean usedUp) {
    public Consent {
        reasons = List.copyOf(reasons);
    }

    public boolean isGiven() {
        return under != null;
    }

    /** What was agreed to; empty where nothing was that covers the run. */
    public Optional<Subject> granted() {
        return Optional.ofNullable(under);
    }

    /**
     * Looks for an approval of the study, then for an envelope. Pure.
     *
     * @param envelopes all that were ever approved; those that no longer are count no more
     */
    public static Consent to(RunRequest request, Approvals approvals, Policy policy, List<EnvelopeFile> envelopes) {
        List<String> strangers = strangers(request);
        if (!strangers.isEmpty()) {
            return new Consent(null, strangers, false);
        }
        Subject study = Subject.study(request.hash());
        Standing standing = approvals.standing(study, binding(request, policy), policy.approvers(), request.time());
        if (standing.isApproved()) {
            return new Consent(study, List.of(), false);
        }
        List<String> reasons = new ArrayList<>();
        standing.words().forEach(line -> reasons.add("the study: " + line));
        // A no to this very study is not undone by a yes to a family that it belongs to.
        boolean refused = standing.state() == Standing.State.REJECTED || standing.state() == Standing.State.REVOKED;
        boolean usedUp = false;
        for (EnvelopeFile envelope : refused ? List.<EnvelopeFile>of() : envelopes) {
            List<String> lines = outside(request, approvals, policy, envelope);
            if (lines.isEmpty()) {
                return new Consent(Subject.envelope(envelope.hash()), List.of(), false);
            }
            usedUp |= lines.size() == 1 && lines.get(0).startsWith(EnvelopeCheck.RUNS + " ");
            lines.forEach(line -> reasons.add(
                    "the envelope %s: %s".formatted(envelope.envelope().name(), line)));
        }
        return new Consent(null, reasons, usedUp);
    }

    /** What an approval of the study binds to now. */
    public static Binding binding(RunRequest request, Policy policy) {
        return Binding.of(
                request.setting(),
                Dossiers.ofStudy(request.study().study(), request.hash(), request.setting(), policy));
    }

    private static List<String> strangers(RunRequest request) {
        List<SiteId> known =
                request.setting().peers().stream().map(Roster.Site::id).toList();
        return request.peers().stream()
                .filter(peer -> !known.contains(peer))
                .map(peer -> "%s takes part, and the accepted roster does not name it".formatted(peer.words()))
                .toList();
    }

    private static List<String> outside(RunRequest request, Approvals approvals, Policy policy, EnvelopeFile envelope) {
        Subject subject = Subject.envelope(envelope.hash());
        Binding now = Binding.of(request.setting(), Dossiers.ofEnvelope(envelope, request.setting(), policy));
        Standing standing = approvals.standing(subject, now, policy.approvers(), request.time());
        if (!standing.isApproved()) {
            return standing.words();
        }
        Proposal proposal = new Proposal(
                request.study(),
                request.setting().author().name(),
                request.peers(),
                approvals.numberOf(request.run(), subject),
                request.day());
        return EnvelopeCheck.differences(envelope.envelope(), proposal).stream()
                .map(Difference::toString)
                .toList();
    }
}
