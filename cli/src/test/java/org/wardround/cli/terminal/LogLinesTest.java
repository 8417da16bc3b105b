package org.wardround.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class LogLinesTest {
    private static LogRecord event(String message, Object... parameters) {
        LogRecord event = new LogRecord(Level.WARNING, message);
        event.setLoggerName("org.wardround.Somebody");
        event.setInstant(Instant.parse("2026-11-25T10:00:00.123456Z"));
        event.setParameters(parameters);
        return event;
    }

    @Test
    void a_json_line_names_run_round_and_site_where_the_message_does() throws Exception {
        String line = new LogLines.JsonLine()
                .format(event(
                        "run {0}, round {1}: site {2} said {3}", "heart-1", "7", "north", "a\"b\n\u001b[1m\u2028"));
        JsonNode read = new ObjectMapper().readTree(line);

        assertThat(line).endsWith("}\n").doesNotContain("\u001b", "\u2028").hasLineCount(1);
        assertThat(read.path("time").asText()).isEqualTo("2026-11-25T10:00:00.123Z");
        assertThat(read.path("level").asText()).isEqualTo("WARNING");
        assertThat(read.path("logger").asText()).isEqualTo("org.wardround.Somebody");
        assertThat(read.path("run").asText()).isEqualTo("heart-1");
        assertThat(read.path("round").asText()).isEqualTo("7");
        assertThat(read.path("site").asText()).isEqualTo("north");
        assertThat(read.path("message").asText())
                .isEqualTo("run heart-1, round 7: site north said a\"b\n\u001b[1m\u2028");
    }

    @Test
    void a_defect_is_one_json_line_with_its_trace() throws Exception {
        LogRecord event = event("it failed");
        event.setThrown(new IllegalStateException("impossible"));
        String line = new LogLines.JsonLine().format(event);

        assertThat(line).hasLineCount(1);
        assertThat(new ObjectMapper().readTree(line).path("trace").asText()).contains("impossible", "\tat ");
    }

    @Test
    void a_plain_line_stays_one_line_whatever_is_in_it() {
        assertThat(new LogLines.PlainLine().format(event("site {0} refused", "north\nfake line\u001b[1m")))
                .isEqualTo("2026-11-25T10:00:00.123Z WARNING site north fake line [1m refused%n".formatted());
    }
}
