package org.wardround.simulation.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.Words;
import org.wardround.inference.program.Exchange.RoundResult;
import org.wardround.inference.program.SumQuestion;
import org.wardround.privacy.answer.SiteTask;
import org.wardround.privacy.release.MaskedRelease;
import org.wardround.privacy.release.SumRelease;
import org.wardround.privacy.secure.Next;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.privacy.secure.coordinator.CollectingAnswers;
import org.wardround.privacy.secure.coordinator.CollectingConfirmations;
import org.wardround.privacy.secure.coordinator.CollectingInputs;
import org.wardround.privacy.secure.coordinator.CollectingKeys;
import org.wardround.privacy.secure.coordinator.CollectingShares;
import org.wardround.privacy.secure.site.Advertising;
import org.wardround.privacy.secure.site.Confirming;
import org.wardround.privacy.secure.site.Masking;
import org.wardround.privacy.secure.site.Participant;
import org.wardround.privacy.secure.site.Sharing;
import org.wardround.privacy.secure.site.Unmasking;

/** One question, asked under masks: five steps, in each of which all sites work side by side. Everybody is honest here, so that a refusal is a defect. */
final class MaskedRound {
    private final SumQuestion question;
    private final SortedMap<SiteId, Participant> participants;
    private final SecureSession session;
    private final Workers workers;
    private final Leaving leaving;
    private final Egress egress;
    private final SortedMap<SiteId, ErrorCode> lost = new TreeMap<>();
    private final SortedMap<SiteId, String> refusals = new TreeMap<>();
    private final SortedMap<SiteId, Words> masked = new TreeMap<>();

    MaskedRound(
            SumQuestion question,
            SortedMap<SiteId, Participant> participants,
            Workers workers,
            Leaving leaving,
            ReleaseLog log) {
        this.question = question;
        this.participants = participants;
        this.session = participants.values().iterator().next().session();
        this.workers = workers;
        this.leaving = leaving;
        this.egress = new Egress(log);
    }

    RoundResult run() {
        CollectingKeys keys = new CollectingKeys(session);
        Map<SiteId, Advertising> advertising = each(SecureStep.KEYS, participants, (site, one) -> new Advertising(one));
        advertising.values().forEach(one -> expectNone(keys.add(one.message())));
        return keys.isEnough() ? share(keys.close(), advertising) : tooFew();
    }

    private RoundResult share(CollectingShares shares, Map<SiteId, Advertising> advertising) {
        Map<SiteId, Sharing> sharing = each(
                SecureStep.SHARES,
                advertising,
                (site, one) -> phase(one.onKeys(shares.advertised().values())));
        sharing.values().forEach(one -> expectNone(shares.add(one.message())));
        return shares.isEnough() ? mask(shares.close(), sharing) : tooFew();
    }

    private RoundResult mask(CollectingInputs inputs, Map<SiteId, Sharing> sharing) {
        Map<SiteId, Optional<Confirming>> answered =
                each(SecureStep.INPUT, sharing, (site, one) -> answer(site, phase(one.onShares(inputs.dealtTo(site)))));
        Map<SiteId, Confirming> confirming = new TreeMap<>();
        answered.forEach((site, one) -> one.ifPresent(sent -> {
            confirming.put(site, sent);
            expectNone(inputs.add(sent.message()));
        }));
        return inputs.isEnough() ? confirm(inputs.close(), confirming) : tooFew();
    }

    private Optional<Confirming> answer(SiteId site, Masking phase) {
        SiteTask task = new SiteTask(question.orderFor(site), new MaskedRelease(phase));
        SiteTask.Answer answer = task.answer(() -> question.work().compute(site));
        if (answer instanceof SiteTask.Answer.Refused refused) {
            synchronized (lost) {
                lost.put(site, refused.code());
                refusals.put(site, refused.reason());
            }
            return Optional.empty();
        }
        SumRelease release = (SumRelease) ((SiteTask.Answer.Protected) answer).release();
        StagedSum staged = egress.stage(release);
        synchronized (lost) {
            masked.put(site, staged.words());
        }
        task.stored();
        task.received();
        return Optional.of(phase.onStored(staged.digest()));
    }

    private RoundResult confirm(CollectingConfirmations confirmations, Map<SiteId, Confirming> confirming) {
        Map<SiteId, Unmasking> unmasking = each(
                SecureStep.CONFIRMATION,
                confirming,
                (site, one) -> phase(one.onSurvivors(confirmations.survivors().values())));
        unmasking.values().forEach(one -> expectNone(confirmations.add(one.message())));
        return confirmations.isEnough() ? unmask(confirmations.close(), unmasking) : tooFew();
    }

    private RoundResult unmask(CollectingAnswers answers, Map<SiteId, Unmasking> unmasking) {
        each(
                        SecureStep.ANSWER,
                        unmasking,
                        (site, one) ->
                                phase(one.onConfirmations(answers.confirmed().values())))
                .values()
                .forEach(one -> expectNone(answers.add(one)));
        if (!answers.isEnough()) {
            return tooFew();
        }
        Words sum = ArrayWords.copyOf(phase(answers.close()).sum(masked));
        RoundState state = closed().onSummed().next();
        return new RoundResult(state, new Sum(question.layout(), sum, masked.size()), refusals);
    }

    private RoundState closed() {
        RoundState state = new RoundState.Planned(question.plan()).onStart().next();
        if (!lost.isEmpty()) {
            state = state.onSitesLost(lost).next();
        }
        return state.onAnswers(masked.keySet()).next();
    }

    /** Fewer than the threshold are left at a step: nothing can be read of what was sent. */
    private RoundResult tooFew() {
        session.sites().keySet().stream()
                .filter(site -> !masked.containsKey(site))
                .forEach(site -> lost.putIfAbsent(site, ErrorCode.SITE_LOST));
        RoundState state = closed().onSumFailed(
                        ErrorCode.QUORUM_NOT_MET,
                        "round %d: fewer than the %d of %d sites that a sum under masks needs took part to its end"
                                .formatted(
                                        question.plan().number(),
                                        session.threshold(),
                                        session.sites().size()))
                .next();
        return new RoundResult(state, new Accumulator(question.layout()).sum(), refusals);
    }

    /** One step at all sites that are still there. */
    private <A, B> Map<SiteId, B> each(SecureStep step, Map<SiteId, A> all, BiFunction<SiteId, A, B> work) {
        List<Callable<Map.Entry<SiteId, B>>> pieces = new ArrayList<>();
        all.forEach((site, one) -> {
            Optional<SecureStep> leaves = leaving.at(site, question.plan());
            if (leaves.isEmpty() || step.compareTo(leaves.get()) < 0) {
                pieces.add(() -> Map.entry(site, work.apply(site, one)));
            } else if (step.compareTo(SecureStep.INPUT) <= 0) {
                lost.put(site, ErrorCode.SITE_LOST);
            }
        });
        Map<SiteId, B> results = new TreeMap<>();
        workers.all(pieces).forEach(one -> results.put(one.getKey(), one.getValue()));
        return results;
    }

    private static <P> P phase(Next<P> next) {
        if (next instanceof Next.Phase<P> phase) {
            return phase.phase();
        }
        throw new IllegalStateException("refused: " + next);
    }

    private static void expectNone(Optional<Refusal> refusal) {
        refusal.ifPresent(one -> {
            throw new IllegalStateException("refused: " + one.words());
        });
    }
}
