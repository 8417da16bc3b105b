package org.wardround.study.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.testkit.Property;

class AuditTrailTest {
    private static final SortedMap<String, Sha256> FILES =
            new TreeMap<>(Map.of("results.json", Sha256.of("results"), "model/model.json", Sha256.of("model")));
    private static final byte[] BYTES = AuditTrail.toBytes(
            List.of(
                    "{\"event\":\"measures\"}",
                    "{\"event\":\"committed\",\"round\":1}",
                    "{\"event\":\"committed\",\"round\":2}"),
            FILES);

    @Test
    void the_last_line_binds_the_files_and_each_line_the_one_before() {
        AuditTrail trail = AuditTrail.fromBytes(BYTES);
        assertThat(trail.lines()).hasSize(4);
        assertThat(trail.files()).isEqualTo(FILES);
        String[] lines = new String(BYTES, UTF_8).split("\n");
        assertThat(lines[0]).isEqualTo("{\"seq\":1,\"event\":\"measures\",\"previous\":\"" + "0".repeat(64) + "\"}");
        assertThat(lines[1])
                .endsWith("\"previous\":\"%s\"}".formatted(Sha256.of(lines[0]).hex()));
        assertThat(trail.last().hash()).isEqualTo(Sha256.of(lines[3]));
        assertThat(trail.last().event()).isEqualTo(AuditTrail.FINISHED);
    }

    @Test
    void a_run_without_events_has_the_last_line_alone() {
        assertThat(AuditTrail.fromBytes(AuditTrail.toBytes(List.of(), FILES)).lines())
                .hasSize(1);
    }

    @Test
    void every_line_that_is_removed_doubled_or_moved_is_found() {
        List<String> lines = List.of(new String(BYTES, UTF_8).split("\n"));
        for (int i = 0; i < lines.size(); i++) {
            List<String> removed = new ArrayList<>(lines);
            removed.remove(i);
            refused(removed);
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(i, lines.get(i));
            refused(doubled);
            if (i > 0) {
                List<String> moved = new ArrayList<>(lines);
                Collections.swap(moved, i - 1, i);
                refused(moved);
            }
        }
    }

    /** A change of the last line is found by nothing in the file itself, but by the files that it binds: see EvidenceTest. */
    @Test
    void every_byte_that_is_changed_before_the_last_line_is_found() {
        int last = new String(BYTES, UTF_8).lastIndexOf("{\"seq\"");
        Property.forSeeds(300, (SeededStream random) -> {
            byte[] changed = BYTES.clone();
            int place = random.nextInt(last);
            changed[place] ^= (byte) (1 + random.nextInt(127));
            assertThatThrownBy(() -> AuditTrail.fromBytes(changed)).isInstanceOf(UnreadableResultsException.class);
        });
    }

    private static void refused(List<String> lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
        assertThatThrownBy(() -> AuditTrail.fromBytes(bytes))
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessageContaining("audit.jsonl");
    }
}
