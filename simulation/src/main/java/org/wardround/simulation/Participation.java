package org.wardround.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.strategy.Sites;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.NewtonSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.Study;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.MaskedSum;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.data.table.SiteData;
import org.wardround.privacy.training.TrainingNoise;

/**
 * Which sites take part: those with enough patients in the cohort, and, where a model is trained, with a training row.
 *
 * @param included their tables
 * @param leftOut the others, with the reason
 */
record Participation(SortedMap<SiteId, Table> included, SortedMap<SiteId, String> leftOut) {
    static Participation of(SortedMap<SiteId, SiteData> sites, int minimumPatients, boolean trains) {
        SortedMap<SiteId, Table> included = new TreeMap<>();
        SortedMap<SiteId, String> leftOut = new TreeMap<>();
        sites.forEach((site, data) -> {
            String reason = reasonAgainst(data.table(), minimumPatients, trains);
            if (reason.isEmpty()) {
                included.put(site, data.table());
            } else {
                leftOut.put(site, reason);
            }
        });
        if (included.isEmpty()) {
            throw new FederationException(
                    ErrorCode.TOO_FEW_SITES,
                    "no site can take part: %s; lower data.minimumPatients, or see with `wardround data check` why rows were dropped"
                            .formatted(inWords(leftOut)));
        }
        return new Participation(included, leftOut);
    }

    /**
     * Refuses sums under masks over too few sites.
     *
     * @param masked whether sums are to be taken so
     */
    void requireHidden(boolean masked) {
        if (masked && included.size() < MaskedSum.MIN_SITES) {
            throw new FederationException(
                    ErrorCode.TOO_FEW_SITES,
                    "--masks: a sum is hidden among %d sites or more, and %d can take part (%s): of two, each could subtract its own. Add the table of another site to --data and its mapping, or simulate without --masks"
                            .formatted(
                                    MaskedSum.MIN_SITES,
                                    included.size(),
                                    included.keySet().stream().map(SiteId::name).collect(Collectors.joining(", "))));
        }
    }

    /** Refuses what these tables can't give, however it is trained: a quorum, an outcome that differs, somebody to judge by. */
    void requireFit(Study study, TrainingSpec training) {
        DataDictionary dictionary = study.data();
        TrainingNoise.requireFit(study, included.size());
        if (study.evaluation().comparators().contains(Comparator.LEAVE_ONE_SITE_OUT) && included.size() > 1) {
            requireFitWithoutOne(study);
        }
        int asked = Sites.select(training.strategy().selection(), new TreeSet<>(included.keySet()), 0, 1)
                .size();
        requireQuorum(training.quorum(), asked);
        requireFit(dictionary);
        requireTestRows(dictionary, "");
        if (training.earlyStopping() != null) {
            requireRows(
                    Side.VALIDATION,
                    "so early stopping can't be decided: raise data.split.validation, or remove earlyStopping");
        }
    }

    private void requireFitWithoutOne(Study study) {
        try {
            TrainingNoise.requireFit(study, included.size() - 1);
        } catch (FederationException unfit) {
            throw new FederationException(
                    unfit.code(),
                    "models without one site can't be trained: %s; or remove leaveOneSiteOut"
                            .formatted(unfit.getMessage()));
        }
    }

    /**
     * The same for exact regression, which asks every site each time. Its estimates say themselves how sure they are, so it needs nobody to judge by,
     * unless models are compared.
     */
    void requireFit(DataDictionary dictionary, NewtonSpec newton, List<Comparator> comparators) {
        requireQuorum(newton.quorum(), included.size());
        requireFit(dictionary);
        if (!comparators.isEmpty()) {
            requireTestRows(dictionary, ", or remove evaluation.comparators");
        }
    }

    /** @param otherwise what else helps than a larger test side */
    void requireTestRows(DataDictionary dictionary, String otherwise) {
        String remedy = dictionary.split().column().isEmpty() ? "raise data.split.test" : "correct the published split";
        requireRows(Side.TEST, "so nothing could be judged: " + remedy + otherwise);
    }

    private void requireFit(DataDictionary dictionary) {
        requireRoomForSums(dictionary);
        requireDifferentOutcomes(dictionary.outcome());
    }

    /** The squares about the mean are the largest sums of a study. */
    private void requireRoomForSums(DataDictionary dictionary) {
        long rows = included.values().stream()
                .mapToLong(table -> table.rowsOn(Side.TRAIN).length)
                .sum();
        List<Segment> squares = new ArrayList<>();
        for (Variable variable : dictionary.variables()) {
            Range range = variable.range();
            if (range != null) {
                int bound = Segment.exponentFor(range.width() * range.width() * Math.max(1, rows));
                squares.add(Segment.plain("squares of " + variable.name(), 1, bound));
            }
        }
        if (!squares.isEmpty()) {
            // Throws where there is no room.
            new SumLayout(included.size(), squares);
        }
    }

    private void requireRows(Side side, String consequence) {
        if (included.values().stream().allMatch(table -> table.rowsOn(side).length == 0)) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "no patient of any site is on the %s side of the split, %s"
                            .formatted(side.name().toLowerCase(Locale.ROOT), consequence));
        }
    }

    /** For a time to event the event decides: times of censored patients alone say nothing of what comes earlier. */
    private void requireDifferentOutcomes(Outcome outcome) {
        boolean timed = outcome.type() == VariableType.TIME_TO_EVENT;
        Set<Double> found = new TreeSet<>();
        included.values()
                .forEach(table -> Arrays.stream(table.rowsOn(Side.TRAIN))
                        .mapToDouble(row -> timed ? table.events()[row] : table.outcomes()[row])
                        .forEach(found::add));
        if (timed && !found.contains(1.0)) {
            throw unfit(
                    "no training patient of any site has the event of '%s', all are censored; nothing can be learned from"
                            .formatted(outcome.name()));
        }
        if (!timed && found.size() < 2) {
            String value = outcome.levels().isEmpty()
                    ? ""
                    : ", '%s'"
                            .formatted(
                                    outcome.levels().get(found.iterator().next().intValue()));
            throw unfit(
                    "the outcome '%s' is the same for every training patient of every site%s; nothing can be learned from"
                            .formatted(outcome.name(), value));
        }
    }

    private static FederationException unfit(String what) {
        return new FederationException(
                ErrorCode.STUDY_UNFIT, what + " it: check how the mapping translates it, or choose another outcome");
    }

    /** Refuses a quorum that no round can meet. */
    private void requireQuorum(int quorum, int asked) {
        if (quorum > asked) {
            String others = leftOut.isEmpty() ? "" : "; left out: " + inWords(leftOut);
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "training.quorum is %d, and %d of %s asked in a round%s: lower the quorum, or add sites"
                            .formatted(
                                    quorum,
                                    asked,
                                    included.size() == 1 ? "1 site is" : included.size() + " sites are",
                                    others));
        }
    }

    private static String inWords(SortedMap<SiteId, String> leftOut) {
        return leftOut.entrySet().stream()
                .map(entry -> "%s (%s)".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String reasonAgainst(Table table, int minimumPatients, boolean trains) {
        if (table.sides().size() < minimumPatients) {
            return "fewer than the study's minimum of %d patients in the cohort".formatted(minimumPatients);
        }
        if (trains && table.rowsOn(Side.TRAIN).length == 0) {
            return "no patient on the training side of the split";
        }
        return "";
    }
}
