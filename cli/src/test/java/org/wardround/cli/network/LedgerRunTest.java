package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Journal;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.ledger.Caps;
import org.wardround.site.ledger.Charge;
import org.wardround.site.ledger.SiteLedger;

/** What a run's answers are charged with at the hospitals, and what a cap does to it. */
class LedgerRunTest {
    private static final FaultStudy STUDY = FaultStudy.AVERAGED;
    private static final SiteId SITE = STUDY.tables().firstKey();

    @Test
    void every_answer_that_leaves_is_charged_once() throws Exception {
        try (LocalFederation federation = federation(Caps.NONE)) {
            assertThat(federation.run().reason()).isEmpty();
            Journal journal = federation.disk(SITE).journal(InstantSource.system());
            assertThat(charged(journal)).isNotEmpty().isEqualTo(lines(journal, "released"));
        }
    }

    @Test
    void at_the_cap_the_site_refuses_and_no_more_has_left_than_that() throws Exception {
        int cap = 2;
        try (LocalFederation federation = federation(Caps.ofReleases(cap))) {
            RunEnd end = federation.run();
            assertThat(end.isFinished()).isFalse();
            assertThat(end.reason()).contains("no more than 2 releases");
            Journal journal = federation.disk(SITE).journal(InstantSource.system());
            assertThat(lines(journal, "released")).hasSize(cap);
            assertThat(charged(journal)).hasSize(cap);
            assertThat(lines(journal, "refused")).isNotEmpty();
        }
    }

    private static LocalFederation federation(Caps caps) {
        return new LocalFederation(STUDY.study(), STUDY.seed(), STUDY.tables(), RunDefinition.Timing.USUAL)
                .capped(caps);
    }

    /** Runs and rounds. */
    private static List<String> charged(Journal journal) {
        List<String> charges = new ArrayList<>();
        journal.replay(SiteLedger.STREAM, 0, stored -> {
            Charge charge = SiteLedger.read(stored);
            charges.add(charge.run() + " " + charge.round());
        });
        return charges;
    }

    private static List<String> lines(Journal journal, String event) {
        List<String> lines = new ArrayList<>();
        journal.replay(AuditLog.STREAM, 0, stored -> {
            AuditLine line = AuditLine.read(stored.event().payload());
            if (line.event().equals(event)) {
                lines.add(line.find("run").orElse("") + " "
                        + line.fields().stream()
                                .filter(field -> field.name().equals("round"))
                                .findFirst()
                                .orElseThrow()
                                .value());
            }
        });
        return lines;
    }
}
