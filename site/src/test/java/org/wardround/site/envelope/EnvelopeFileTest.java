package org.wardround.site.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Governance;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

final class EnvelopeFileTest {
    private static final String HASH = "ab".repeat(32);

    @Test
    void every_key_becomes_a_part_of_the_envelope() {
        String text = """
                envelope: hearts
                purpose: Predict disease
                legalBasis: Research act, section 6
                controller: Northside
                recipients: The hospitals
                retention: Ten years
                author: Dora
                peers: [va, hungarian]
                data: "%s"
                tasks: [evaluate, describe]
                releases: [sum, perSiteUpdate]
                variables: [age]
                ranges: {training.rounds: 1..50}
                runs: 40
                until: 2027-03-31
                """.formatted(HASH);
        EnvelopeFile file = read(text);
        Envelope envelope = file.envelope();
        assertThat(file.hash()).isEqualTo(Sha256.of(text));
        assertThat(envelope.common())
                .isEqualTo(new Envelope.Common(
                        "Predict disease",
                        new Governance("Research act, section 6", "Northside", "The hospitals", "Ten years"),
                        "Dora",
                        List.of(new SiteId("hungarian"), new SiteId("va")),
                        new Sha256(HASH)));
        assertThat(envelope.tasks()).containsExactly(TaskKind.DESCRIBE, TaskKind.EVALUATE);
        assertThat(envelope.releases()).containsExactly(ReleaseKind.SUM, ReleaseKind.PER_SITE_UPDATE);
        assertThat(envelope.ranges().get("training.rounds").words()).isEqualTo("1 to 50");
        assertThat(envelope.runs()).isEqualTo(40);
        assertThat(envelope.until()).hasToString("2027-03-31");
    }

    @Test
    void all_problems_are_told_at_once_with_lines_and_the_nearest_key() {
        assertThat(problems("""
                envelop: hearts
                purpose: Predict disease
                author: Dora
                peers: [va]
                data: "12"
                tasks: [describe]
                releases: [siteFigure]
                variables: [age]
                ranges:
                  trainin.rounds: 1..50
                  training.local: any
                  training.local.steps: 50..1
                  training.local.batchSize: 5
                runs: 0
                until: 2027-02-30
                """))
                .extracting(Problem::toString)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(":1:1: error: envelop: unknown key 'envelop'; did you mean 'envelope'?"),
                        line -> assertThat(line).contains(":5:7: error: data: must be 64 hexadecimal digits"),
                        line -> assertThat(line)
                                .contains(":7:12: error: releases[0]: must be one of sum, perSiteUpdate"),
                        line -> assertThat(line)
                                .contains(
                                        "a path starts with model, training, evaluation, privacy, got 'trainin.rounds';"
                                                + " did you mean 'training'?"),
                        line -> assertThat(line)
                                .contains("a range names the lower number first, such as 1..50, got 50 to 1"),
                        line -> assertThat(line)
                                .contains("'training.local' already says what all of it may be; remove one of the two"),
                        line -> assertThat(line).contains(":14:7: error: runs: must be"),
                        line -> assertThat(line)
                                .contains(":15:8: error: until: '2027-02-30' is no day of the calendar"));
    }

    @Test
    void a_list_in_a_list_is_one_alternative() {
        EnvelopeFile file = read("""
                envelope: nets
                purpose: Predict disease
                author: Dora
                peers: [va]
                data: "%s"
                tasks: [describe]
                releases: [sum]
                variables: [age]
                ranges: {model.hidden: [[16], [16, 8], []]}
                runs: 1
                until: 2027-03-31
                """.formatted(HASH));
        assertThat(file.envelope().ranges().get("model.hidden").words()).isEqualTo("[16], [16, 8] or []");
    }

    private static EnvelopeFile read(String text) {
        return EnvelopeFile.of(Path.of("envelope.yaml"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Problem> problems(String text) {
        try {
            read(text);
        } catch (ProblemsException e) {
            return e.problems();
        }
        throw new AssertionError("no problem in " + text);
    }
}
