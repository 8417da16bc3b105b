package org.wardround.site.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Roster;
import org.wardround.site.Federation;
import org.wardround.site.dossier.Dossiers;
import org.wardround.site.dossier.Setting;
import org.wardround.site.envelope.EnvelopeDraft;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyFile;
import org.wardround.study.file.StudyFile;

final class ConsentTest {
    private static final StudyFile HEART = StudyFile.read(Path.of("..", "studies", "heart-disease", "study.yaml"));
    private static final Setting SETTING = Federation.with("hungarian", "va");
    private static final List<SiteId> PEERS =
            SETTING.peers().stream().map(Roster.Site::id).toList();
    private static final Instant NOW = Instant.parse("2026-11-23T22:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(30));
    private static final Policy POLICY = policy("approvers: 1");
    private static final Person ADA = new Person("Ada");

    /** Holds the heart study alone, with two runs. */
    private static final EnvelopeFile ENVELOPE = EnvelopeFile.of(
            Path.of("envelope.yaml"),
            EnvelopeDraft.of(HEART, "Dora", PEERS, 2, DAY.plusDays(30)).getBytes(StandardCharsets.UTF_8));

    private static final Subject STUDY = Subject.study(HEART.hash());
    private static final Subject FAMILY = Subject.envelope(ENVELOPE.hash());

    @Test
    void nothing_is_agreed_to_by_itself() {
        Consent consent = consent(Approvals.NONE, request("run", SETTING, PEERS));
        assertThat(consent.isGiven()).isFalse();
        assertThat(consent.granted()).isEmpty();
        assertThat(consent.reasons())
                .containsExactly(
                        "the study: nobody has decided yet", "the envelope heart-disease: nobody has decided yet");
    }

    @Test
    void a_study_that_was_approved_needs_no_envelope() {
        Consent consent = consent(Approvals.NONE.with(study()), request("run", SETTING, PEERS));
        assertThat(consent.granted()).contains(STUDY);
        assertThat(consent.reasons()).isEmpty();
    }

    @Test
    void a_study_inside_an_approved_envelope_needs_no_yes_of_its_own() {
        assertThat(consent(Approvals.NONE.with(family()), request("run", SETTING, PEERS))
                        .granted())
                .contains(FAMILY);
    }

    @Test
    void the_run_after_the_last_is_outside_and_one_that_goes_on_is_inside() {
        Approvals used = Approvals.NONE
                .with(family())
                .with(new ApprovalEvent.RunBegun("run-1", HEART.hash(), FAMILY, NOW))
                .with(new ApprovalEvent.RunBegun("run-2", HEART.hash(), FAMILY, NOW));
        assertThat(consent(used, request("run-2", SETTING, PEERS)).granted()).contains(FAMILY);
        assertThat(consent(used, request("run-3", SETTING, PEERS)).reasons())
                .containsExactly(
                        "the study: nobody has decided yet",
                        "the envelope heart-disease: runs would be 3; the envelope allows 2");
    }

    @Test
    void a_study_that_was_rejected_is_not_brought_back_by_an_envelope() {
        Approvals approvals = Approvals.NONE
                .with(family())
                .with(new ApprovalEvent.Rejected(STUDY, Federation.hash("dossier"), ADA, NOW, ""));
        assertThat(consent(approvals, request("run", SETTING, PEERS)).reasons())
                .containsExactly("the study: Ada rejected it on 2026-11-23T22:00:00Z");
    }

    @Test
    void a_revoked_envelope_and_a_study_outside_count_no_more() {
        Approvals revoked = Approvals.NONE.with(family()).with(new ApprovalEvent.Revoked(FAMILY, ADA, NOW, ""));
        assertThat(consent(revoked, request("run", SETTING, PEERS)).reasons())
                .contains("the envelope heart-disease: Ada revoked it on 2026-11-23T22:00:00Z");
        assertThat(consent(Approvals.NONE.with(family()), request("run", SETTING, PEERS.subList(0, 1)))
                        .reasons())
                .contains("the envelope heart-disease: peers are hungarian, without va;"
                        + " the envelope demands hungarian and va");
    }

    @Test
    void another_roster_policy_or_an_unknown_peer_needs_a_new_yes() {
        Approvals approvals = Approvals.NONE.with(study()).with(family());
        Setting other = Federation.with("hungarian", "va", "switzerland");
        assertThat(consent(approvals, request("run", other, PEERS)).reasons())
                .contains("the study: switzerland was not among the peers and is now");
        assertThat(Consent.to(request("run", SETTING, PEERS), approvals, policy("approvers: 2"), List.of(ENVELOPE))
                        .isGiven())
                .isFalse();
        assertThat(consent(approvals, request("run", SETTING, List.of(new SiteId("invented"))))
                        .reasons())
                .containsExactly("invented takes part, and the accepted roster does not name it");
    }

    private static ApprovalEvent study() {
        Binding binding = Consent.binding(request("run", SETTING, PEERS), POLICY);
        return new ApprovalEvent.Approved(STUDY, binding, ADA, NOW, UNTIL);
    }

    private static ApprovalEvent family() {
        Binding binding = Binding.of(SETTING, Dossiers.ofEnvelope(ENVELOPE, SETTING, POLICY));
        return new ApprovalEvent.Approved(FAMILY, binding, ADA, NOW, UNTIL);
    }

    private static Consent consent(Approvals approvals, RunRequest request) {
        return Consent.to(request, approvals, POLICY, List.of(ENVELOPE));
    }

    private static RunRequest request(String run, Setting setting, List<SiteId> peers) {
        return new RunRequest(run, HEART, HEART.hash(), setting, peers, NOW, DAY);
    }

    private static Policy policy(String text) {
        return PolicyFile.of(Path.of("policy.yaml"), text.getBytes(StandardCharsets.UTF_8));
    }
}
