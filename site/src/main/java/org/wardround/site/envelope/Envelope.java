package org.wardround.site.envelope;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Governance;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;

/**
 * A family of studies that a site approves at once. Immutable.
 *
 * @param name short, for people
 * @param common what all studies in it have in common
 * @param tasks that they may ask for
 * @param releases that they may need
 * @param variables that a model may be made of
 * @param ranges what each key may be, by its path in the study file
 * @param runs how many at most, from 1, over all studies in it
 * @param until the last day on which a run may begin
 */
public record Envelope(
        String name,
        Common common,
        List<TaskKind> tasks,
        List<ReleaseKind> releases,
        List<String> variables,
        SortedMap<String, Allowed> ranges,
        int runs,
        LocalDate until) {
    private static final String MASKS = "privacy.secureAggregation";

    public Envelope {
        tasks = tasks.stream().distinct().sorted().toList();
        releases = releases.stream().distinct().sorted().toList();
        variables = List.copyOf(variables);
        ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be at least 1, got " + runs);
        }
    }

    /** Whether a study inside may do without masks. One that the envelope does not allow to say so is outside. */
    public boolean allowsPlainSums() {
        return ranges.entrySet().stream()
                .anyMatch(range ->
                        (range.getKey().equals("privacy") || range.getKey().startsWith(MASKS))
                                && !range.getValue().isTrueOrAbsent());
    }

    /**
     * What all studies in it have in common.
     *
     * @param purpose word for word
     * @param governance word for word
     * @param author by the name in the roster
     * @param peers the other sites, all of them and no other, sorted
     * @param data SHA-256 of the data section, as {@link Canonical#dataHash} takes it
     */
    public record Common(String purpose, Governance governance, String author, List<SiteId> peers, Sha256 data) {
        public Common {
            peers = peers.stream().distinct().sorted().toList();
        }
    }
}
