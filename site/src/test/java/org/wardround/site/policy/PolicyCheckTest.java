package org.wardround.site.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;

/** One policy that allows exactly what is asked; then each of its keys in turn denies it or is missing. */
final class PolicyCheckTest {
    private static final List<String> KEYS = List.of(
            "authors: [Dora]",
            "purposes: [Predict disease]",
            "tasks: [describe, train, evaluate]",
            "releases: {sum: plain, perSiteUpdate: yes, exactMoments: yes}",
            "minimumPatients: 50",
            "peers: {required: [va], minimum: 2}",
            "hours: ['Mo-Fr 18:00-06:00']",
            "limits: {runs: 3, roundsPerRun: 60, tasksPerDay: 500, memory: 4GiB, cpu: 2, taskTime: 30m}",
            "approvers: 1",
            "worker: {allowUnisolated: true}");

    private static final Terms TERMS = new Terms(
            "Dora",
            "Predict disease",
            List.of(TaskKind.DESCRIBE, TaskKind.TRAIN, TaskKind.EVALUATE),
            List.of(ReleaseKind.SUM, ReleaseKind.PER_SITE_UPDATE),
            false,
            true,
            60);

    private static final LocalDateTime MONDAY_NIGHT = LocalDateTime.of(2026, 11, 23, 22, 0);

    private static final Moment MOMENT = new Moment(
            PatientCount.of(50),
            List.of(new SiteId("va"), new SiteId("hungarian")),
            MONDAY_NIGHT,
            new Moment.Counts(3, 500),
            false);

    /** The line that replaces a key's, then the refusals that follow. */
    static Stream<Arguments> refusals() {
        String absent = "the policy does not say, so nothing is allowed; add the key";
        String notAllowed = "the policy does not allow it, which would be ";
        String limits = "limits: {runs: %s, roundsPerRun: %s, tasksPerDay: %s, memory: 4GiB, cpu: 2, taskTime: 30m}";
        return Stream.of(
                refusal("authors: [Eve, Fay]", "authors: 'Dora' asks; the policy allows 'Eve', 'Fay'"),
                refusal("authors: [dora]", "authors: 'Dora' asks; the policy allows 'dora'"),
                refusal("authors: []", "authors: 'Dora' asks; " + absent),
                refusal(
                        "purposes: [Predict diseases]",
                        "purposes: the purpose is 'Predict disease'; the policy allows 'Predict diseases'"),
                refusal("tasks: [describe]", "tasks: the study asks for train, evaluate; the policy allows describe"),
                refusal(
                        "releases: {sum: no, perSiteUpdate: yes, exactMoments: yes}",
                        "releases.sum: vectors are to leave in the clear, to be added to the other sites'; "
                                + notAllowed + "'plain'"),
                refusal(
                        "releases: {sum: plain, exactMoments: yes}",
                        "releases.perSiteUpdate: this site's change of the model is to leave, to be read by itself; "
                                + notAllowed + "'yes'"),
                refusal(
                        "releases: {sum: plain, perSiteUpdate: yes}",
                        "releases.exactMoments: the model is to tell means and deviations of training patients at full precision; "
                                + notAllowed + "'yes'"),
                refusal(
                        "minimumPatients: 51",
                        "minimumPatients: this site has too few patients for the study; the policy demands at least 51"),
                refusal(
                        "peers: {required: [cleveland, va], minimum: 2}",
                        "peers.required: cleveland does not take part; the policy demands cleveland, va"),
                refusal("peers: {minimum: 3}", "peers.minimum: 2 other sites take part; the policy demands at least 3"),
                refusal("peers: {required: [va]}", "peers.minimum: 2 other sites take part; " + absent),
                refusal(
                        "hours: ['Mo-Fr 23:00-06:00', 'Sa 00:00-24:00']",
                        "hours: it is Monday 22:00 here; the policy allows Mo-Fr 23:00-06:00, Sa 00:00-24:00"),
                refusal(
                        limits.formatted(2, 60, 500),
                        "limits.runs: this would be run 3 of the study; the policy allows at most 2"),
                refusal(
                        limits.formatted(3, 59, 500),
                        "limits.roundsPerRun: the study asks for 60 rounds; the policy allows at most 59"),
                refusal(
                        limits.formatted(3, 60, 499),
                        "limits.tasksPerDay: this would be task 500 of the day; the policy allows at most 499"),
                refusal(
                        "worker: {prefix: [unshare]}",
                        "worker.allowUnisolated: network and keys can't be taken away from the worker on this machine;"
                                + " the policy does not allow that"));
    }

    /** Each key of limits left out alone. */
    static Stream<Arguments> absentLimits() {
        List<String> limits =
                List.of("runs: 3", "roundsPerRun: 60", "tasksPerDay: 500", "memory: 4GiB", "cpu: 2", "taskTime: 30m");
        return limits.stream().map(left -> {
            String rest = String.join(
                    ", ", limits.stream().filter(line -> !line.equals(left)).toList());
            return Arguments.of("limits: {%s}".formatted(rest), "limits." + left.substring(0, left.indexOf(':')));
        });
    }

    static Stream<String> keys() {
        return KEYS.stream();
    }

    @Test
    void what_the_policy_allows_is_not_refused() {
        assertThat(check(String.join("\n", KEYS))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_a_key_denies_is_refused_in_one_sentence(String line, String expected) {
        assertThat(check(with(line))).extracting(PolicyRefusal::toString).containsExactly(expected);
    }

    @ParameterizedTest
    @MethodSource("absentLimits")
    void what_limits_do_not_say_is_refused(String line, String key) {
        assertThat(check(with(line))).extracting(PolicyRefusal::key).containsExactly(key);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_missing_key_denies_all_that_it_could_allow(String line) {
        String key = line.substring(0, line.indexOf(':'));
        String without = String.join(
                "\n", KEYS.stream().filter(other -> !other.equals(line)).toList());
        assertThat(check(without))
                .isNotEmpty()
                .allSatisfy(
                        refusal -> assertThat(refusal.key().split("\\.", -1)[0]).isEqualTo(key));
    }

    @Test
    void without_a_policy_every_key_refuses() {
        assertThat(PolicyCheck.of(Policy.DENY_ALL, TERMS, MOMENT))
                .extracting(PolicyRefusal::key)
                .containsExactly(
                        "authors",
                        "purposes",
                        "tasks",
                        "releases.sum",
                        "releases.perSiteUpdate",
                        "releases.exactMoments",
                        "limits.roundsPerRun",
                        "approvers",
                        "minimumPatients",
                        "peers.minimum",
                        "hours",
                        "limits.runs",
                        "limits.tasksPerDay",
                        "limits.memory",
                        "limits.cpu",
                        "limits.taskTime",
                        "worker.allowUnisolated");
    }

    @Test
    void study_and_circumstances_can_be_asked_for_alone() {
        assertThat(PolicyCheck.ofStudy(Policy.DENY_ALL, TERMS)).hasSize(8);
        assertThat(PolicyCheck.ofMoment(Policy.DENY_ALL, MOMENT)).hasSize(9);
    }

    @Test
    void a_figure_about_the_site_is_refused_unless_the_policy_says_ask_or_yes() {
        assertThat(PolicyCheck.ofRelease(
                        policy("releases: {sum: plain, perSiteUpdate: yes}"), ReleaseKind.SITE_FIGURE, false))
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .hasToString("releases.siteFigure: a published number about this site alone is asked for;"
                                + " the policy does not allow it, which would be 'ask' or 'yes'"));
        assertThat(PolicyCheck.ofRelease(policy("releases: {siteFigure: ask}"), ReleaseKind.SITE_FIGURE, false))
                .isEmpty();
        assertThat(PolicyCheck.ofRelease(policy("releases: {siteFigure: yes}"), ReleaseKind.SITE_FIGURE, false))
                .isEmpty();
    }

    @Test
    void the_count_of_patients_is_in_no_message() {
        int few = 7;
        Moment moment = new Moment(PatientCount.of(few), List.of(), MONDAY_NIGHT, new Moment.Counts(1, 1), true);
        List<PolicyRefusal> refusals = PolicyCheck.ofMoment(policy("minimumPatients: 50"), moment);
        assertThat(refusals.toString() + moment + moment.patients()).doesNotContain("7");
        assertThat(refusals.get(0).code()).isEqualTo(ErrorCode.TOO_FEW_PATIENTS);
        assertThat(refusals.get(1).code()).isEqualTo(ErrorCode.NOT_ALLOWED);
    }

    private static Arguments refusal(String line, String expected) {
        return Arguments.of(line, expected);
    }

    private static String with(String line) {
        String key = line.substring(0, line.indexOf(':') + 1);
        return String.join(
                "\n", KEYS.stream().map(old -> old.startsWith(key) ? line : old).toList());
    }

    private static List<PolicyRefusal> check(String policy) {
        return PolicyCheck.of(policy(policy), TERMS, MOMENT);
    }

    private static Policy policy(String text) {
        return PolicyFile.of(Path.of("policy.yaml"), text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void sums_under_masks_leave_where_the_policy_says_masked_or_plain_and_no_other_sum_does() {
        assertThat(PolicyCheck.ofRelease(policy("releases: {sum: masked}"), ReleaseKind.SUM, true))
                .isEmpty();
        assertThat(PolicyCheck.ofRelease(policy("releases: {sum: plain}"), ReleaseKind.SUM, true))
                .isEmpty();
        assertThat(PolicyCheck.ofRelease(policy("releases: {sum: masked}"), ReleaseKind.SUM, false))
                .hasValueSatisfying(refusal -> assertThat(refusal.toString()).contains("in the clear", "'plain'"));
        assertThat(PolicyCheck.ofRelease(policy("releases: {sum: no}"), ReleaseKind.SUM, true))
                .hasValueSatisfying(refusal -> assertThat(refusal.toString()).contains("under masks", "'masked'"));
    }
}
