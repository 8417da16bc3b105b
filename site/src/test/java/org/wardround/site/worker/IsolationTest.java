package org.wardround.site.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.site.policy.Limits;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.WorkerRule;

/** What isolation takes away is tried, and where it takes nothing away no worker runs unless the policy says so. */
final class IsolationTest {
    private static final List<String> NOTHING = List.of("/usr/bin/env");
    private static final Limits LIMITS = new Limits(1, 1, 1, new Limits.Worker(256L << 20, 1, Duration.ofSeconds(60)));

    @TempDir
    Path keys;

    @Test
    void the_usual_prefix_takes_everything_away() {
        Isolation.Findings found = Isolation.probe(Isolation.usualPrefix(List.of(keys), keys), List.of(keys));

        assumeTrue(found.started(), "not tried: this computer does not let a process have namespaces of its own");
        assertThat(found.inWords()).isEqualTo("no network, no keys, no other processes");
        assertThat(keys).isEmptyDirectory();
    }

    @Test
    void the_shown_folder_of_a_hidden_one_is_all_that_is_seen_of_it() throws Exception {
        Path snapshots = Files.createDirectories(keys.resolve("snapshots"));
        Files.writeString(keys.resolve("identity.key"), "secret");
        Files.writeString(snapshots.resolve("hearts"), "rows");
        List<String> prefix = Isolation.usualPrefix(List.of(keys), snapshots);
        assumeTrue(
                Isolation.probe(prefix, List.of(keys)).started(),
                "not tried: this computer does not let a process have namespaces of its own");

        assertThat(output(prefix, "cat", snapshots.resolve("hearts").toString()))
                .isEqualTo("rows");
        assertThat(output(prefix, "cat", keys.resolve("identity.key").toString()))
                .isEmpty();
        assertThat(output(prefix, "ls", keys.toString())).isEqualTo("snapshots\n");
    }

    private static String output(List<String> prefix, String... program) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(List.of(program));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void a_prefix_that_takes_nothing_away_is_found_out() {
        Isolation.Findings found = Isolation.probe(NOTHING, List.of(keys));

        assertThat(found.started()).isTrue();
        assertThat(found.inWords())
                .isEqualTo("a worker reaches the network, a worker can read the keys, a worker sees other processes");
        assertThat(keys).isEmptyDirectory();
    }

    @Test
    void a_prefix_that_does_not_exist_or_fails_is_found_out() {
        for (String prefix : List.of("/nowhere/prefix", "/bin/false", "/bin/echo")) {
            assertThat(Isolation.probe(List.of(prefix), List.of(keys)).inWords())
                    .isEqualTo("no program starts with the prefix");
        }
    }

    @Test
    void where_no_folder_is_hidden_keys_do_not_count_as_hidden() {
        assertThat(Isolation.probe(Isolation.usualPrefix(List.of(), keys), List.of())
                        .keysHidden())
                .isFalse();
    }

    @Test
    void without_isolation_no_worker_runs_unless_the_policy_says_so() {
        assertThatThrownBy(() -> Workers.open(policy(LIMITS, new WorkerRule(NOTHING, false)), List.of(keys), keys))
                .isInstanceOfSatisfying(
                        FederationException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_ALLOWED))
                .hasMessageContaining("worker.allowUnisolated: true");
        try (Workers workers = Workers.open(policy(LIMITS, new WorkerRule(NOTHING, true)), List.of(keys), keys)) {
            assertThat(workers.isolation().isComplete()).isFalse();
        }
    }

    @Test
    void a_policy_without_limits_runs_no_worker() {
        assertThatThrownBy(() -> Workers.open(Policy.DENY_ALL, List.of(keys), keys))
                .hasMessageContaining("limits.memory");
    }

    @Test
    void a_bait_that_can_not_be_laid_is_no_proof() throws IOException {
        Path missing = keys.resolve("missing");

        assertThat(Isolation.probe(NOTHING, List.of(missing)).started()).isFalse();
        assertThat(Files.exists(missing)).isFalse();
    }

    private static Policy policy(Limits limits, WorkerRule rule) {
        Policy none = Policy.DENY_ALL;
        return new Policy(
                none.authors(),
                none.purposes(),
                none.tasks(),
                none.releases(),
                none.minimumPatients(),
                none.peers(),
                none.hours(),
                limits,
                none.approvers(),
                none.forgetAfterDays(),
                rule);
    }
}
