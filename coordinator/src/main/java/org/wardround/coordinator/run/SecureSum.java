package org.wardround.coordinator.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.secure.Next;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.privacy.secure.coordinator.CollectingAnswers;
import org.wardround.privacy.secure.coordinator.CollectingConfirmations;
import org.wardround.privacy.secure.coordinator.CollectingInputs;
import org.wardround.privacy.secure.coordinator.CollectingKeys;
import org.wardround.privacy.secure.coordinator.CollectingShares;
import org.wardround.privacy.secure.coordinator.Unmasked;
import org.wardround.protocol.message.SecureCodec;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;

/**
 * The open round's sum under masks: what sites sent in the step that is open, and what the steps before came to. What was sent in a step is in the journal when it is closed; until then sites send it
 * again. Not thread-safe.
 */
final class SecureSum {
    private final SecureSession session;
    private final CollectingKeys keys;
    private final List<SecureRequest> sent = new ArrayList<>();
    private final Set<SiteId> gone = new HashSet<>();
    private SecureStep step = SecureStep.KEYS;
    private SortedSet<SiteId> members;
    private @Nullable CollectingShares shares;
    private @Nullable CollectingInputs inputs;
    private @Nullable CollectingConfirmations confirmations;
    private @Nullable CollectingAnswers answers;
    private @Nullable Unmasked unmasked;

    SecureSum(SecureSession session) {
        this.session = session;
        this.keys = new CollectingKeys(session);
        this.members = new TreeSet<>(session.sites().keySet());
    }

    SecureStep step() {
        return step;
    }

    /** Whether the site takes part in the step that is open. */
    boolean takesPart(SiteId site) {
        return unmasked == null && members.contains(site) && !gone.contains(site);
    }

    /** The sites of the step that is open. */
    SortedSet<SiteId> members() {
        return members;
    }

    private Set<SiteId> heard() {
        return switch (step) {
            case KEYS -> keys.advertised().keySet();
            case SHARES -> open(shares).dealers();
            case INPUT -> open(inputs).inputs().keySet();
            case CONFIRMATION -> open(confirmations).confirmed().keySet();
            case ANSWER -> open(answers).answered();
        };
    }

    /** Whether the step can be closed with those who were heard. */
    boolean isEnough() {
        return switch (step) {
            case KEYS -> keys.isEnough();
            case SHARES -> open(shares).isEnough();
            case INPUT -> open(inputs).isEnough();
            case CONFIRMATION -> open(confirmations).isEnough();
            case ANSWER -> open(answers).isEnough();
        };
    }

    /** Whether nobody is waited for: all of the step were heard or are gone. In the last two steps enough are enough. */
    boolean isComplete() {
        if (step.compareTo(SecureStep.INPUT) > 0 && isEnough()) {
            return true;
        }
        return members.stream().allMatch(site -> gone.contains(site) || heard().contains(site));
    }

    /** Waits for nobody any more who was not heard in this step. */
    void deadline() {
        members.stream().filter(site -> !heard().contains(site)).forEach(gone::add);
    }

    /** Whether all steps are closed. */
    boolean isDone() {
        return unmasked != null;
    }

    /** Waits for the site no more. What it has sent in this step counts all the same. */
    void leave(SiteId site) {
        gone.add(site);
    }

    /**
     * Takes in what a site sends in the step that is open.
     *
     * @throws FederationException OUT_OF_ORDER in another step, SECURE_SUM_REFUSED where a check fails
     */
    void add(SecureRequest request) {
        if (SecureCodec.step(request) != step) {
            throw new FederationException(
                    ErrorCode.OUT_OF_ORDER,
                    "the sum under masks is at the step %s, not %s".formatted(step, SecureCodec.step(request)));
        }
        Optional<Refusal> refusal = switch (step) {
            case KEYS -> keys.add(SecureCodec.of(request.getKeys()));
            case SHARES -> open(shares).add(SecureCodec.of(request.getShares()));
            case INPUT -> open(inputs).add(SecureCodec.of(request.getInput()));
            case CONFIRMATION -> open(confirmations).add(SecureCodec.of(request.getConfirmation()));
            case ANSWER -> open(answers).add(SecureCodec.of(request.getAnswer()));
        };
        refusal.ifPresent(one -> {
            throw new FederationException(ErrorCode.SECURE_SUM_REFUSED, one.words());
        });
        SecureRequest kept = request.toBuilder().clearVersion().build();
        // Sites that wait say the same again.
        if (!sent.contains(kept)) {
            sent.add(kept);
        }
    }

    /** What was sent in the step that is open; for the journal, when it is closed. */
    List<SecureRequest> sent() {
        return List.copyOf(sent);
    }

    /**
     * Closes the step with those who were heard, which must be enough.
     *
     * @return why the sum can't be taken though enough are there: a site's secret is not what it promised
     */
    Optional<Refusal> close() {
        members = new TreeSet<>(heard());
        sent.clear();
        switch (step) {
            case KEYS -> shares = keys.close();
            case SHARES -> inputs = open(shares).close();
            case INPUT -> confirmations = open(inputs).close();
            case CONFIRMATION -> {
                answers = open(confirmations).close();
                // Who was too late to confirm may still answer: it has checked the same list.
                members = new TreeSet<>(open(confirmations).survivors().keySet());
            }
            case ANSWER -> {
                Next<Unmasked> end = open(answers).close();
                if (end instanceof Next.Refused<Unmasked> refused) {
                    return Optional.of(refused.refusal());
                }
                unmasked = ((Next.Phase<Unmasked>) end).phase();
                return Optional.empty();
            }
        }
        step = step.next();
        return Optional.empty();
    }

    /** What takes the masks off, once all steps are closed. */
    Unmasked unmasked() {
        return open(unmasked);
    }

    /** What {@code site} is told about a step; nothing of it where it is not closed. */
    SecureReply told(SiteId site, SecureStep about) {
        SecureReply.Builder reply = SecureReply.newBuilder();
        if (about.compareTo(step) >= 0 && unmasked == null) {
            return reply.build();
        }
        switch (about) {
            case KEYS -> open(shares).advertised().values().forEach(one -> reply.addKeys(SecureCodec.toMessage(one)));
            case SHARES -> reply.addAllDealt(SecureCodec.dealt(open(inputs).dealtTo(site)));
            case INPUT ->
                open(confirmations).survivors().values().forEach(one -> reply.addInputs(SecureCodec.toMessage(one)));
            case CONFIRMATION ->
                open(answers).confirmed().values().forEach(one -> reply.addConfirmations(SecureCodec.toMessage(one)));
            case ANSWER -> {}
        }
        return reply.setClosed(true).build();
    }

    /** Of the session, for messages. */
    int threshold() {
        return session.threshold();
    }

    private static <T> T open(@Nullable T phase) {
        if (phase == null) {
            throw new IllegalStateException("this step is not reached");
        }
        return phase;
    }
}
