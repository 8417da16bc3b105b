package org.wardround.site.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.core.identity.SiteId;
import org.wardround.core.task.TaskKind;
import org.wardround.publish.counts.CountMode;
import org.wardround.site.ledger.Caps;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

final class PolicyFileTest {
    private static final Path FILE = Path.of("policy.yaml");

    @TempDir
    Path folder;

    @Test
    void every_key_becomes_a_part_of_the_policy() {
        Policy policy = read("""
                authors: [Dora, Eve]
                purposes: ["Predict disease"]
                tasks: [train, describe]
                releases: {sum: plain, perSiteUpdate: yes, siteFigure: no, exactMoments: yes}
                minimumPatients: 50
                peers: {required: [va], minimum: 2}
                hours: ["Mo-Fr 18:00-06:00"]
                limits: {runs: 3, roundsPerRun: 60, tasksPerDay: 500, memory: 4GiB, cpu: 2, taskTime: 30m}
                approvers: 2
                forgetAfterDays: 365
                worker: {prefix: [setpriv, --no-new-privs], allowUnisolated: true}
                """);
        assertThat(policy)
                .isEqualTo(new Policy(
                        Listed.of(List.of("Dora", "Eve")),
                        Listed.of(List.of("Predict disease")),
                        List.of(TaskKind.DESCRIBE, TaskKind.TRAIN),
                        new Releases(
                                Releases.SumRule.PLAIN, true, Releases.FigureRule.NO, Releases.ModelRule.YES, true),
                        50,
                        new PeerRule(List.of(new SiteId("va")), 2),
                        new Hours(false, List.of(TimeWindow.parse("Mo-Fr 18:00-06:00"))),
                        new Limits(3, 60, 500, new Limits.Worker(4L << 30, 2, Duration.ofMinutes(30))),
                        2,
                        365,
                        new WorkerRule(List.of("setpriv", "--no-new-privs"), true)));
    }

    @Test
    void without_a_file_and_with_an_empty_one_nothing_is_allowed() throws IOException {
        assertThat(PolicyFile.read(folder.resolve("policy.yaml"))).isEqualTo(Policy.DENY_ALL);
        assertThat(read("{}")).isEqualTo(Policy.DENY_ALL);
        Path dangling = Files.createSymbolicLink(folder.resolve("link.yaml"), folder.resolve("nowhere.yaml"));
        assertThatThrownBy(() -> PolicyFile.read(dangling)).isInstanceOf(ProblemsException.class);
    }

    @ParameterizedTest
    @CsvSource({"no, NO", "ask, ASK", "yes, YES"})
    void figures_about_the_site_are_never_made_or_wait_or_leave_by_themselves(String word, Releases.FigureRule rule) {
        assertThat(read("releases: {siteFigure: %s}".formatted(word)).releases().siteFigure())
                .isEqualTo(rule);
        assertThat(Policy.DENY_ALL.releases().siteFigure()).isEqualTo(Releases.FigureRule.NO);
    }

    @Test
    void answers_about_the_finished_model_wait_only_where_the_policy_says_ask() {
        assertThat(read("releases: {finalModel: ask}").releases().finalModel()).isEqualTo(Releases.ModelRule.ASK);
        assertThat(read("releases: {sum: masked}").releases().finalModel()).isEqualTo(Releases.ModelRule.YES);
        assertThat(problems("releases: {finalModel: no}")).isNotEmpty();
    }

    @Test
    void counts_are_given_as_the_policy_says() {
        assertThat(read("approvers: 1").counts()).isEqualTo(CountMode.SHOWN);
        assertThat(read("counts: shown").counts()).isEqualTo(CountMode.SHOWN);
        assertThat(read("counts: own-threshold").counts()).isEqualTo(CountMode.OWN_THRESHOLD);
        assertThat(read("counts: {noised: {epsilon: 0.5, delta: 1e-5}}").counts())
                .isEqualTo(new CountMode.Noised(0.5, 1e-5));
        assertThat(read("counts: {noised: {epsilon: 2}}").counts()).isEqualTo(new CountMode.Noised(2, 1e-6));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    counts: noised                        | counts: must be shown, own-threshold, or {noised: {epsilon: 1}}
                    counts: {noised: {}}                  | epsilon
                    counts: {noised: {epsilon: 0}}        | epsilon
                    counts: {noised: {epsilon: 1, delta: 1}} | delta
                    counts: {}                            | noised
                    counts: {noised: {epsilon: 1, sigma: 3}} | sigma
                    counts: [shown]                       | counts
                    """)
    void counts_that_are_not_understood_are_no_policy(String text, String problem) {
        assertThat(problems(text)).singleElement().asString().contains(problem);
    }

    @Test
    void cohorts_may_differ_by_few_only_where_that_is_said() {
        assertThat(read("approvers: 1").differences()).isEqualTo(Differences.LARGE);
        assertThat(read("cohorts: {differences: large}").differences()).isEqualTo(Differences.LARGE);
        assertThat(read("cohorts: {differences: largeCohorts}").differences()).isEqualTo(Differences.LARGE_COHORTS);
        assertThat(read("cohorts: {differences: any}").differences()).isEqualTo(Differences.ANY);
        assertThat(problems("cohorts: {differences: none}"))
                .singleElement()
                .asString()
                .contains("cohorts.differences");
    }

    @Test
    void any_is_said_in_words() {
        Policy policy = read("purposes: any\nhours: any\n");
        assertThat(policy.purposes().allows("whatever")).isTrue();
        assertThat(policy.hours()).isEqualTo(Hours.ANY);
        assertThat(problems("authors: any")).singleElement().asString().contains("authors: expected a list");
    }

    @ParameterizedTest
    @CsvSource({
        "512MiB, 536870912",
        "4GiB, 4294967296",
    })
    void sizes_carry_units(String written, long bytes) {
        assertThat(read("limits: {memory: %s}".formatted(written))
                        .limits()
                        .worker()
                        .memoryBytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "30m, 1800", "6h, 21600"})
    void times_carry_units(String written, long seconds) {
        assertThat(read("limits: {taskTime: %s}".formatted(written))
                        .limits()
                        .worker()
                        .taskTime()
                        .toSeconds())
                .isEqualTo(seconds);
    }

    @Test
    void caps_hold_where_they_are_said_and_nowhere_else() {
        assertThat(read("limits: {runs: 3}").limits().caps()).isEqualTo(Caps.NONE);
        assertThat(read("limits: {unboundedReleases: 7}").limits().caps()).isEqualTo(Caps.ofReleases(7));
        assertThat(read("limits: {epsilon: 3}").limits().caps())
                .isEqualTo(new Caps(Caps.NONE.notBounded(), 3, Caps.USUAL_DELTA));
        assertThat(read("limits: {epsilon: 0, delta: 1e-5}").limits().caps())
                .isEqualTo(new Caps(Caps.NONE.notBounded(), 0, 1e-5));
        assertThat(problems("limits: {epsilon: -1}")).hasSize(1);
        assertThat(problems("limits: {epsilon: 1, delta: 1}")).hasSize(1);
        assertThat(problems("limits: {delta: 1e-5}"))
                .singleElement()
                .asString()
                .contains("limits.delta", "say epsilon too");
    }

    @Test
    void all_problems_are_told_at_once_with_lines_and_the_nearest_key() {
        assertThat(problems("""
                author: [Dora]
                tasks: [describe, trian]
                releases: {sum: maskd, perSiteUpdates: yes}
                minimumPatients: 0
                hours: ["Mo-Fr 18:00-18:00", "Mo 25:00-26:00"]
                limits: {memory: 4, taskTime: 30}
                approvers: 3
                worker: {allowUnisolatd: true}
                """))
                .extracting(Problem::toString)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(
                                        "policy.yaml:1:1: error: author: unknown key 'author'; did you mean 'authors'?"),
                        line -> assertThat(line)
                                .startsWith("policy.yaml:2:19: error: tasks[1]: must be one of describe, train, fit,")
                                .endsWith("did you mean 'train'?"),
                        line -> assertThat(line)
                                .startsWith("policy.yaml:3:17: error: releases.sum: must be one of masked, plain, no")
                                .endsWith("did you mean 'masked'?"),
                        line -> assertThat(line)
                                .contains("unknown key 'perSiteUpdates'; did you mean 'perSiteUpdate'?"),
                        line -> assertThat(line).startsWith("policy.yaml:4:18: error: minimumPatients: must be"),
                        line -> assertThat(line)
                                .startsWith("policy.yaml:5:30: error: hours[1]: must be days and times"),
                        line -> assertThat(line).startsWith("policy.yaml:6:18: error: limits.memory: expected a size"),
                        line -> assertThat(line)
                                .startsWith("policy.yaml:6:31: error: limits.taskTime: expected a time"),
                        line -> assertThat(line).startsWith("policy.yaml:7:12: error: approvers: must be"),
                        line -> assertThat(line)
                                .contains("worker.allowUnisolatd: unknown key", "did you mean 'allowUnisolated'?"));
        assertThat(problems("hours: [\"Mo-Fr 18:00-18:00\"]"))
                .singleElement()
                .asString()
                .isEqualTo("policy.yaml:1:9: error: hours[0]: the window 'Mo-Fr 18:00-18:00' holds no minute;"
                        + " a whole day is 00:00-24:00");
    }

    private static Policy read(String text) {
        return PolicyFile.of(FILE, text.getBytes(StandardCharsets.UTF_8));
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
