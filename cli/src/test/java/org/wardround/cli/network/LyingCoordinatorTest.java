package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Journal;
import org.wardround.protocol.v1.SecureKeys;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;

/**
 * The coordinator lies to one hospital in a sum under masks. The hospital finds out, writes it into its audit log, leaves the run, and has not said what takes masks off.
 */
class LyingCoordinatorTest {
    private static final FaultStudy STUDY = FaultStudy.MASKED;
    private static final SiteId LIED_TO = STUDY.tables().firstKey();

    /** A round of it. */
    private static final int TRAINING = 6;

    private final Queue<SecureRequest> said = new ConcurrentLinkedQueue<>();

    @Test
    void a_swapped_key() throws Exception {
        assertThat(refusal(SecureRequest.StepCase.KEYS, told -> {
                    List<SecureKeys> keys = new ArrayList<>(told.getKeysList());
                    keys.set(
                            1,
                            keys.get(1).toBuilder()
                                    .setMask(keys.get(2).getMask())
                                    .build());
                    return told.toBuilder().clearKeys().addAllKeys(keys).build();
                }))
                .contains("birch has not signed this for this sum");
    }

    @Test
    void own_keys_left_out() throws Exception {
        assertThat(refusal(
                        SecureRequest.StepCase.KEYS,
                        told -> told.toBuilder().removeKeys(0).build()))
                .contains("alder is shown with another message than its own");
    }

    @Test
    void shares_of_too_few() throws Exception {
        assertThat(refusal(
                        SecureRequest.StepCase.SHARES,
                        told -> told.toBuilder().removeDealt(0).removeDealt(0).build()))
                .contains("too few sites");
    }

    @Test
    void shares_of_one_dealer_under_the_name_of_another() throws Exception {
        assertThat(refusal(
                        SecureRequest.StepCase.SHARES,
                        told -> told.toBuilder()
                                .setDealt(
                                        0,
                                        told.getDealt(1).toBuilder()
                                                .setDealer(told.getDealt(0).getDealer()))
                                .build()))
                .contains("dealt shares that don't fit");
    }

    @Test
    void survivors_that_others_are_told_differently() throws Exception {
        // The others confirm four; this one is told of three, as many as a round of training needs, and what it
        // confirms fits nobody else's word.
        assertThat(refusal(SecureRequest.StepCase.INPUT, TRAINING, LyingCoordinatorTest::withoutTheLast))
                .contains("has not signed this for this sum");
    }

    /** In any other round three would be enough for the masks. */
    @Test
    void a_description_that_is_closed_without_one() throws Exception {
        assertThat(refusal(SecureRequest.StepCase.INPUT, LyingCoordinatorTest::withoutTheLast))
                .contains("round 1 needs the answers of 4 sites, and is to be closed with 3");
    }

    private static SecureReply withoutTheLast(SecureReply told) {
        return told.toBuilder().removeInputs(3).build();
    }

    @Test
    void a_confirmation_too_few() throws Exception {
        assertThat(refusal(SecureRequest.StepCase.CONFIRMATION, told -> {
                    SecureReply.Builder few = told.toBuilder().clearConfirmations();
                    told.getConfirmationsList().stream().limit(2).forEach(few::addConfirmations);
                    return few.build();
                }))
                .contains("too few sites");
    }

    /** What the audit log of the site says that was lied to after that step. */
    private String refusal(SecureRequest.StepCase step, UnaryOperator<SecureReply> lie) throws Exception {
        return refusal(step, 1, lie);
    }

    private String refusal(SecureRequest.StepCase step, int from, UnaryOperator<SecureReply> lie) throws Exception {
        Lie toOne = (site, sent, told) -> {
            if (site.equals(LIED_TO) && sent.getRound() >= from) {
                said.add(sent);
            }
            boolean now = site.equals(LIED_TO) && sent.getStepCase() == step && sent.getRound() >= from;
            return now && told.getClosed() ? lie.apply(told) : told;
        };
        try (LocalFederation federation = new LocalFederation(
                        STUDY.study(), STUDY.seed(), STUDY.tables(), RunDefinition.Timing.USUAL)
                .lying(toOne)) {
            RunEnd end = federation.run();
            assertThat(end.isFinished()).isFalse();
            assertThat(said).noneMatch(SecureRequest::hasAnswer);
            return String.join("\n", refusals(federation.disk(LIED_TO).journal(InstantSource.system())));
        }
    }

    private static List<String> refusals(Journal journal) {
        List<String> refusals = new ArrayList<>();
        journal.replay(AuditLog.STREAM, 0, event -> {
            AuditLine line = AuditLine.read(event.event().payload());
            if (line.event().equals("refused")) {
                refusals.add(line.find("code").orElse("") + ": "
                        + line.find("reason").orElse(""));
            }
        });
        assertThat(refusals).isNotEmpty().allMatch(refusal -> refusal.startsWith("SECURE_SUM_REFUSED"));
        return refusals;
    }
}
