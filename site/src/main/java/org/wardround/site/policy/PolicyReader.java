package org.wardround.site.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wardround.core.identity.SiteId;
import org.wardround.publish.counts.CountMode;
import org.wardround.site.ledger.Caps;
import org.wardround.study.document.Place;

/** Reads a whole policy, which a schema was held against. */
final class PolicyReader {
    private static final int UNIT_OF_SIZE = 3;
    private static final long MEBIBYTE = 1L << 20;
    private static final long GIBIBYTE = 1L << 30;

    private PolicyReader() {}

    /** The policy; empty where anything is wrong, which is reported. */
    static Optional<Policy> read(Place root) {
        if (!root.isSection()) {
            return Optional.empty();
        }
        Optional<Hours> hours = hours(root.section("hours"));
        if (hours.isEmpty()) {
            return Optional.empty();
        }
        return root.build(() -> new Policy(
                listed(root.section("authors")),
                listed(root.section("purposes")),
                TaskWords.parse(root.texts("tasks")),
                releases(root.section("releases")),
                root.integer("minimumPatients", 0),
                peers(root.section("peers")),
                hours.get(),
                limits(root.section("limits")),
                root.integer("approvers", 0),
                root.integer("forgetAfterDays", 0),
                worker(root.section("worker")),
                counts(root.section("counts")),
                differences(root.section("cohorts"))));
    }

    private static Listed listed(Place place) {
        return place.isText()
                ? Listed.ANY
                : Listed.of(place.items().stream().map(Place::text).toList());
    }

    private static Releases releases(Place place) {
        return new Releases(
                Releases.SumRule.valueOf(place.text("sum", "no").toUpperCase(Locale.ROOT)),
                place.text("perSiteUpdate", "no").equals("yes"),
                Releases.FigureRule.valueOf(place.text("siteFigure", "no").toUpperCase(Locale.ROOT)),
                Releases.ModelRule.valueOf(place.text("finalModel", "yes").toUpperCase(Locale.ROOT)),
                place.text("exactMoments", "no").equals("yes"));
    }

    private static PeerRule peers(Place place) {
        return new PeerRule(place.texts("required").stream().map(SiteId::new).toList(), place.integer("minimum", 0));
    }

    private static Optional<Hours> hours(Place place) {
        if (place.hasErrorWithin()) {
            return Optional.empty();
        }
        if (place.isText()) {
            return Optional.of(Hours.ANY);
        }
        List<TimeWindow> windows = place.items().stream()
                .flatMap(item -> item.build(() -> TimeWindow.parse(item.text())).stream())
                .toList();
        return place.hasErrorWithin() ? Optional.empty() : Optional.of(new Hours(false, windows));
    }

    private static Limits limits(Place place) {
        return new Limits(
                place.integer("runs", 0),
                place.integer("roundsPerRun", 0),
                place.integer("tasksPerDay", 0),
                caps(place),
                new Limits.Worker(
                        bytes(place.text("memory", "0MiB")),
                        place.integer("cpu", 0),
                        duration(place.text("taskTime", "0s"))));
    }

    private static Caps caps(Place place) {
        if (place.has("delta") && !place.has("epsilon")) {
            place.at("delta").errorAtKey("delta says at which epsilon is counted; say epsilon too, or remove it");
        }
        return new Caps(
                place.integer("unboundedReleases", Caps.NONE.notBounded()),
                place.number("epsilon", Caps.NONE.epsilon()),
                place.number("delta", Caps.USUAL_DELTA));
    }

    private static CountMode counts(Place place) {
        if (place.has("noised")) {
            Place noised = place.at("noised");
            return new CountMode.Noised(
                    noised.at("epsilon").number(), noised.number("delta", CountMode.Noised.USUAL_DELTA));
        }
        return place.isText() && place.text().equals(CountMode.OWN_THRESHOLD.word())
                ? CountMode.OWN_THRESHOLD
                : CountMode.SHOWN;
    }

    private static Differences differences(Place place) {
        String word = place.text("differences", Differences.LARGE.word());
        return Arrays.stream(Differences.values())
                .filter(rule -> rule.word().equals(word))
                .findFirst()
                .orElse(Differences.LARGE);
    }

    private static WorkerRule worker(Place place) {
        return new WorkerRule(place.texts("prefix"), place.flag("allowUnisolated", false));
    }

    private static long bytes(String text) {
        long count = Long.parseLong(text.substring(0, text.length() - UNIT_OF_SIZE));
        return count * (text.endsWith("GiB") ? GIBIBYTE : MEBIBYTE);
    }

    private static Duration duration(String text) {
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 'h' -> Duration.ofHours(count);
            case 'm' -> Duration.ofMinutes(count);
            default -> Duration.ofSeconds(count);
        };
    }
}
