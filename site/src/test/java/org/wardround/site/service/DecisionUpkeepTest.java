package org.wardround.site.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.approval.Binding;
import org.wardround.site.approval.Person;
import org.wardround.site.approval.Subject;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.storage.SiteStorage;

/** People's decisions stand in the audit log once each, in their order, however often the agent is started. */
class DecisionUpkeepTest {
    private static final Instant NOW = Instant.parse("2026-11-23T22:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Sha256 STUDY = Sha256.of("study");
    private static final Sha256 DOSSIER = Sha256.of("dossier");
    private static final Person ADA = new Person("Ada");

    @TempDir
    Path folder;

    private final SigningKey key = SigningKey.generate();

    @Test
    void each_decision_is_a_line_and_only_once() {
        JournalDecisionBook book = new JournalDecisionBook(folder, key, CLOCK);
        book.add(new ApprovalEvent.RosterAccepted(2, Sha256.of("roster"), new Person("Eve"), NOW));
        book.add(yes(Subject.study(STUDY)));
        book.add(new ApprovalEvent.RunBegun("run-1", STUDY, Subject.study(STUDY), NOW));
        assertThat(linesAfterStart(3)).containsExactly("rosterAccepted", "approved");

        book.add(new ApprovalEvent.Revoked(Subject.study(STUDY), ADA, NOW, "changed"));
        book.add(yes(Subject.envelope(STUDY)));
        book.add(new ApprovalEvent.Revoked(Subject.envelope(STUDY), ADA, NOW, ""));
        book.add(new ApprovalEvent.Rejected(Subject.study(STUDY), DOSSIER, ADA, NOW, ""));
        assertThat(linesAfterStart(1))
                .containsExactly(
                        "rosterAccepted", "approved", "revoked", "envelopeApproved", "envelopeRevoked", "rejected");
        assertThat(linesAfterStart(2)).hasSize(6);
    }

    /** Two lines that came between a start and the look are not mixed up with the agent's own. */
    @Test
    void a_revocation_names_the_dossier_that_was_approved() {
        JournalDecisionBook book = new JournalDecisionBook(folder, key, CLOCK);
        book.add(yes(Subject.study(STUDY)));
        linesAfterStart(1);
        book.add(new ApprovalEvent.Revoked(Subject.study(STUDY), ADA, NOW, ""));
        linesAfterStart(1);
        assertThat(texts()).last().asString().contains("\"event\":\"revoked\"").contains(DOSSIER.hex());
    }

    private static ApprovalEvent.Approved yes(Subject subject) {
        Binding binding = new Binding(Sha256.of("roster"), new TreeMap<>(), DOSSIER);
        return new ApprovalEvent.Approved(subject, binding, ADA, NOW, NOW.plus(Duration.ofDays(9)));
    }

    private List<String> linesAfterStart(int looks) {
        try (SiteStorage storage = SiteStorage.open(folder, CLOCK)) {
            DecisionUpkeep upkeep = new DecisionUpkeep(
                    new JournalDecisionBook(folder, key, CLOCK),
                    storage.journal(),
                    AuditLog.open(storage.journal(), CLOCK));
            for (int i = 0; i < looks; i++) {
                upkeep.look();
            }
        }
        return lines().stream().map(AuditLine::event).toList();
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        try (SiteStorage storage = SiteStorage.open(folder, CLOCK)) {
            storage.journal()
                    .replay(
                            AuditLog.STREAM,
                            0,
                            stored -> texts.add(new String(
                                    stored.event().payload().toArray(), java.nio.charset.StandardCharsets.UTF_8)));
        }
        return texts;
    }

    private List<AuditLine> lines() {
        List<AuditLine> lines = new ArrayList<>();
        try (SiteStorage storage = SiteStorage.open(folder, CLOCK)) {
            storage.journal()
                    .replay(
                            AuditLog.STREAM,
                            0,
                            stored -> lines.add(AuditLine.read(stored.event().payload())));
        }
        return lines;
    }
}
