package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Journal;
import org.wardround.core.study.PrivacySpec;
import org.wardround.core.study.Study;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.Words;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;

/**
 * The coordinator's log of a run names each sum that it opened and whose parts it is made of, as the hospitals' own logs have them; and holds no hash of numbers that are not hidden: counts are few enough to be
 * tried.
 */
class OpenedSumsTest {
    private static final FaultStudy STUDY = FaultStudy.MASKED;
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void each_sum_that_was_opened_is_a_line_which_the_hospitals_logs_bear_out(boolean masked) throws Exception {
        try (LocalFederation federation =
                new LocalFederation(study(masked), STUDY.seed(), STUDY.tables(), RunDefinition.Timing.USUAL)) {
            RunEnd end = federation.run();
            assertThat(end.reason()).isEmpty();
            List<String> lines = end.finished().story().audit();
            List<JsonNode> opened = opened(lines);
            List<Words> told = ToldSums.words(federation.disk().journal(InstantSource.system()), LocalFederation.RUN);

            assertThat(opened).hasSameSizeAs(told).hasSizeGreaterThan(3);
            for (int i = 0; i < told.size(); i++) {
                JsonNode line = opened.get(i);
                assertThat(line.has("sha256")).isFalse();
                assertThat(line.toString()).doesNotContain(digest(told.get(i)));
                assertThat(line.path("values").asInt())
                        .isEqualTo((int) told.get(i).getLength());
                assertThat(line.path("ringBits").asInt()).isEqualTo(64);
                assertThat(line.path("release").asText()).isEqualTo("sum");
                assertThat(line.path("protection").asText()).isEqualTo(masked ? "masked" : "plain");
                assertThat(line.path("parts")).hasSameSizeAs(STUDY.tables().keySet());
            }
            for (SiteId site : STUDY.tables().keySet()) {
                Map<String, AuditLine> released = released(federation, site);
                for (JsonNode line : opened) {
                    AuditLine own = released.get(line.path("round").asText());
                    assertThat(line.path("parts").path(site.name()).asText())
                            .isEqualTo(masked ? field(own, "digest") : "null");
                    assertThat(line.path("question").asText()).isEqualTo(field(own, "question"));
                    assertThat(line.path("task").asText()).isEqualTo(field(own, "task"));
                }
            }

            federation.coordinator().close();
            RunEnd again = federation.startCoordinator().get(60, TimeUnit.SECONDS);
            assertThat(again.finished().story().audit()).isEqualTo(lines);
            assertThat(again.finished().story().rings().bits()).containsExactly(64);
        }
    }

    private static List<JsonNode> opened(List<String> lines) throws Exception {
        List<JsonNode> opened = new ArrayList<>();
        for (String line : lines) {
            JsonNode tree = JSON.readTree(line);
            if (tree.path("event").asText().equals("opened")) {
                opened.add(tree);
            }
        }
        return opened;
    }

    private static Map<String, AuditLine> released(LocalFederation federation, SiteId site) {
        Map<String, AuditLine> released = new TreeMap<>();
        Journal journal = federation.disk(site).journal(InstantSource.system());
        journal.replay(AuditLog.STREAM, 0, event -> {
            AuditLine line = AuditLine.read(event.event().payload());
            if (line.event().equals("released")) {
                released.put(field(line, "round"), line);
            }
        });
        return released;
    }

    private static String field(AuditLine line, String name) {
        return line.find(name).orElseThrow();
    }

    /** Of the words themselves, where they are few enough to stand in the line. */
    private static String digest(Words words) {
        byte[] inline = words.getInline().toByteArray();
        return (inline.length == 0 ? Digests.of(words.getDigest()) : Sha256.of(inline)).hex();
    }

    private static Study study(boolean masked) {
        Study study = FaultStudy.AVERAGED.study();
        return study.with(new PrivacySpec(masked));
    }
}
