package org.wardround.study.results;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;

/**
 * What protected the patients and the hospitals in a run, as it really was: the first line of its audit log.
 *
 * @param study SHA-256 of the study file
 * @param sites that took part
 * @param minimumCell the least count of patients that is shown, 0 counting as none
 * @param counts how sites gave the counts of their patients
 */
public record RunMeasures(
        RunKind kind,
        Sha256 study,
        SortedSet<SiteId> sites,
        int minimumCell,
        Sums sums,
        Noise noise,
        Counts counts,
        Federation federation) {
    /** The word of the line. */
    public static final String EVENT = "measures";

    public RunMeasures {
        sites = Collections.unmodifiableSortedSet(new TreeSet<>(sites));
    }

    /**
     * How answers that are added were hidden.
     *
     * @param threshold how many of the sites must be in a sum before its masks come off; 0 without masks
     * @param ringBits of the integers in which sums were taken, the fewest first; none where no sum was taken
     */
    public record Sums(boolean masked, int threshold, List<Integer> ringBits) {
        public Sums {
            ringBits = List.copyOf(ringBits);
        }

        /** Taken in the clear. */
        public static Sums plain(List<Integer> ringBits) {
            return new Sums(false, 0, ringBits);
        }
    }

    /**
     * What noise each site added to what it answered in training.
     *
     * @param multiplier its standard deviation divided by the clip norm
     * @param clipNorm to which a patient's gradient is scaled down
     * @param units whole units to the clip norm
     */
    public record Noise(
            double epsilon,
            double delta,
            double multiplier,
            double clipNorm,
            int units,
            double samplingRate,
            long stepsPerRound,
            int rounds) {
        public static final Noise NONE = new Noise(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, Double.NaN, 0, 0);

        public boolean isNone() {
            return Double.isNaN(epsilon);
        }
    }

    /**
     * How sites gave the counts of their patients for Table 1.
     *
     * @param noisedSites that added noise to each of theirs
     * @param deviation standard deviation of the noise of all of them on a count, in patients; 0 without noise
     * @param marked whether a site gave 0 in place of a count and said only that it did
     */
    public record Counts(int noisedSites, double deviation, boolean marked) {
        /** As they are. */
        public static final Counts EXACT = new Counts(0, 0, false);
    }

    /**
     * Between whom and how it was spoken.
     *
     * @param run its name in the federation
     * @param roster SHA-256 of the roster by which the keys hold
     * @param keys fingerprints of the sites' identity keys
     * @param transports how sites called, in words; empty where the writer does not know
     */
    public record Federation(String run, String roster, SortedMap<SiteId, String> keys, List<String> transports) {
        public static final Federation NONE = new Federation("", "", new TreeMap<>(), List.of());

        public Federation {
            keys = Ordered.sorted(keys);
            transports = List.copyOf(transports);
        }
    }

    /** The line, without a line break. */
    public String toJson() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("event", EVENT);
        line.put("kind", kind.jsonName());
        line.put("study", study.hex());
        ArrayNode names = line.putArray("sites");
        sites.forEach(site -> names.add(site.name()));
        line.put("siteCount", sites.size());
        line.put("minimumCell", minimumCell);
        ObjectNode adding = line.putObject("sums");
        adding.put("protection", sums.masked() ? "masked" : "plain");
        ArrayNode bits = adding.putArray("ringBits");
        sums.ringBits().forEach(bits::add);
        if (sums.masked()) {
            adding.put("threshold", sums.threshold());
        }
        if (!noise.isNone()) {
            ObjectNode added = line.putObject("noise");
            added.put("epsilon", noise.epsilon());
            added.put("delta", noise.delta());
            added.put("multiplier", noise.multiplier());
            added.put("clipNorm", noise.clipNorm());
            added.put("unitsPerClipNorm", noise.units());
            added.put("samplingRate", noise.samplingRate());
            added.put("stepsPerRound", noise.stepsPerRound());
            added.put("rounds", noise.rounds());
        }
        ObjectNode given = line.putObject("counts");
        given.put("noisedSites", counts.noisedSites());
        if (counts.noisedSites() > 0) {
            given.put("deviation", counts.deviation());
        }
        given.put("marked", counts.marked());
        if (!federation.equals(Federation.NONE)) {
            writeFederation(line.putObject("federation"));
        }
        return line.toString();
    }

    private void writeFederation(ObjectNode one) {
        one.put("run", federation.run());
        if (!federation.roster().isEmpty()) {
            one.put("roster", federation.roster());
        }
        ObjectNode known = one.putObject("keys");
        federation.keys().forEach((site, key) -> known.put(site.name(), key));
        ArrayNode ways = one.putArray("transports");
        federation.transports().forEach(ways::add);
    }
}
