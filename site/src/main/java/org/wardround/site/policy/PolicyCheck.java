package org.wardround.site.policy;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wardround.core.identity.SiteId;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;

/** Holds what is asked against a policy. Pure: the same input gives the same refusals, in the order of the policy's keys; none means allowed. */
public final class PolicyCheck {
    /** The key of a refusal that passes with the hour. */
    public static final String HOURS = "hours";

    /** The key of a refusal that passes with the day. */
    public static final String TASKS_PER_DAY = "limits.tasksPerDay";

    static final String PATIENTS = "minimumPatients";

    private static final String SILENT = "does not say, so nothing is allowed; add the key";
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

    private final Policy policy;
    private final List<PolicyRefusal> refusals = new ArrayList<>();

    private PolicyCheck(Policy policy) {
        this.policy = policy;
    }

    /** All that is not allowed of a run, or of a task of it. */
    public static List<PolicyRefusal> of(Policy policy, Terms terms, Moment moment) {
        PolicyCheck check = new PolicyCheck(policy);
        check.terms(terms);
        check.moment(moment);
        check.worker(moment);
        return List.copyOf(check.refusals);
    }

    /** What is not allowed of the study whatever the circumstances: known before a run, and before patients are counted. */
    public static List<PolicyRefusal> ofStudy(Policy policy, Terms terms) {
        PolicyCheck check = new PolicyCheck(policy);
        check.terms(terms);
        return List.copyOf(check.refusals);
    }

    /** What is not allowed of the circumstances, whatever the study. */
    public static List<PolicyRefusal> ofMoment(Policy policy, Moment moment) {
        PolicyCheck check = new PolicyCheck(policy);
        check.moment(moment);
        check.worker(moment);
        return List.copyOf(check.refusals);
    }

    private void terms(Terms terms) {
        if (!policy.authors().allows(terms.author())) {
            refuse("authors", "'%s' asks".formatted(terms.author()), allows(policy.authors()));
        }
        if (!policy.purposes().allows(terms.purpose())) {
            refuse("purposes", "the purpose is '%s'".formatted(terms.purpose()), allows(policy.purposes()));
        }
        List<TaskKind> tasks = terms.tasks().stream()
                .filter(task -> !policy.tasks().contains(task))
                .toList();
        if (!tasks.isEmpty()) {
            refuse(
                    "tasks",
                    "the study asks for " + words(tasks, TaskWords::of),
                    allows(words(policy.tasks(), TaskWords::of)));
        }
        // What the study can't do without; a figure about this site is asked for by itself.
        terms.releases().forEach(kind -> ofRelease(policy, kind, terms.masked()).ifPresent(refusals::add));
        if (terms.exactMoments() && !policy.releases().exactMoments()) {
            refuse(
                    "releases.exactMoments",
                    "the model is to tell means and deviations of training patients at full precision",
                    "does not allow it, which would be 'yes'");
        }
        if (terms.rounds() > policy.limits().roundsPerRun()) {
            refuse(
                    "limits.roundsPerRun",
                    "the study asks for %s rounds".formatted(terms.rounds()),
                    atMost(policy.limits().roundsPerRun()));
        }
        if (policy.approvers() == 0) {
            refuse("approvers", "a study needs people who approve it", SILENT);
        }
    }

    /** Why a release of this kind may not leave; empty where it may. */
    public static Optional<PolicyRefusal> ofRelease(Policy policy, ReleaseKind kind, boolean masked) {
        if (policy.releases().allows(kind, masked)) {
            return Optional.empty();
        }
        String asked = switch (kind) {
            case SUM ->
                masked
                        ? "vectors are to leave under masks, to be added to the other sites'"
                        : "vectors are to leave in the clear, to be added to the other sites'";
            case PER_SITE_UPDATE -> "this site's change of the model is to leave, to be read by itself";
            case SITE_FIGURE -> "a published number about this site alone is asked for";
        };
        String remedy = switch (kind) {
            case SUM -> masked ? "masked" : "plain";
            case PER_SITE_UPDATE -> "yes";
            case SITE_FIGURE -> "ask' or 'yes";
        };
        return Optional.of(new PolicyRefusal(
                "releases." + kind.jsonName(), asked, "does not allow it, which would be '%s'".formatted(remedy)));
    }

    private void moment(Moment moment) {
        if (policy.minimumPatients() == 0) {
            refuse(PATIENTS, "this site has some number of patients for the study", SILENT);
        } else if (!moment.patients().reaches(policy.minimumPatients())) {
            refuse(
                    PATIENTS,
                    "this site has too few patients for the study",
                    "demands at least " + policy.minimumPatients());
        }
        peers(moment.peers());
        if (!policy.hours().allow(moment.time())) {
            refuse(
                    HOURS,
                    "it is %s here".formatted(DAY_AND_TIME.format(moment.time())),
                    policy.hours().windows().isEmpty() ? SILENT : "allows " + policy.hours());
        }
        if (moment.counts().runs() > policy.limits().runs()) {
            refuse(
                    "limits.runs",
                    "this would be run %s of the study"
                            .formatted(moment.counts().runs()),
                    atMost(policy.limits().runs()));
        }
        if (policy.limits().tasksPerDay() == 0
                || moment.counts().tasksToday() > policy.limits().tasksPerDay()) {
            refuse(
                    TASKS_PER_DAY,
                    "this would be task %s of the day".formatted(moment.counts().tasksToday()),
                    atMost(policy.limits().tasksPerDay()));
        }
    }

    private void peers(List<SiteId> peers) {
        PeerRule rule = policy.peers();
        List<SiteId> absent =
                rule.required().stream().filter(site -> !peers.contains(site)).toList();
        if (!absent.isEmpty()) {
            refuse(
                    "peers.required",
                    "%s not take part".formatted(words(absent, SiteId::words) + (absent.size() == 1 ? " does" : " do")),
                    "demands " + words(rule.required(), SiteId::words));
        }
        if (rule.minimum() == 0 || peers.size() < rule.minimum()) {
            refuse(
                    "peers.minimum",
                    peers.size() == 1 ? "1 other site takes part" : peers.size() + " other sites take part",
                    rule.minimum() == 0 ? SILENT : "demands at least " + rule.minimum());
        }
    }

    private void worker(Moment moment) {
        Limits.Worker limits = policy.limits().worker();
        if (limits.memoryBytes() == 0) {
            refuse("limits.memory", "a task needs memory", SILENT);
        }
        if (limits.processors() == 0) {
            refuse("limits.cpu", "a task needs a processor", SILENT);
        }
        if (limits.taskTime().equals(Duration.ZERO)) {
            refuse("limits.taskTime", "a task takes time", SILENT);
        }
        if (!moment.isolated() && !policy.worker().allowUnisolated()) {
            refuse(
                    "worker.allowUnisolated",
                    "network and keys can't be taken away from the worker on this machine",
                    "does not allow that");
        }
    }

    private void refuse(String key, String asked, String allowed) {
        refusals.add(new PolicyRefusal(key, asked, allowed));
    }

    private static String atMost(int limit) {
        return limit == 0 ? SILENT : "allows at most " + limit;
    }

    private static String allows(Listed listed) {
        return allows(words(listed.texts(), "'%s'"::formatted));
    }

    private static String allows(String list) {
        return list.isEmpty() ? SILENT : "allows " + list;
    }

    private static <T> String words(List<T> list, Function<T, String> words) {
        return list.stream().map(words).collect(Collectors.joining(", "));
    }
}
