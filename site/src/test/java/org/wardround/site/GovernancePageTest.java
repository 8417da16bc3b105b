package org.wardround.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardround.site.envelope.Envelope;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyFile;

/** The examples of {@code docs/governance.md} are files that the program reads. */
final class GovernancePageTest {
    private static final Path PAGE = Path.of("..", "docs", "governance.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void examples_of_policy_and_envelope_are_read() throws IOException {
        List<String> examples = YAML.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(examples).hasSize(2);
        Policy policy = PolicyFile.of(PAGE, examples.get(0).getBytes(StandardCharsets.UTF_8));
        assertThat(policy.approvers()).isEqualTo(2);
        assertThat(policy.authors().allows("Dora Lindt")).isTrue();
        String envelope = examples.get(1).replace("SHA-256 of the data section", "ab".repeat(32));
        Envelope read =
                EnvelopeFile.of(PAGE, envelope.getBytes(StandardCharsets.UTF_8)).envelope();
        assertThat(read.runs()).isEqualTo(40);
        assertThat(policy.purposes().allows(read.common().purpose())).isTrue();
    }
}
