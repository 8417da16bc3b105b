package org.wardround.site.envelope;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Governance;
import org.wardround.core.task.ReleaseKind;
import org.wardround.site.policy.TaskWords;
import org.wardround.study.document.NearestKey;
import org.wardround.study.document.Place;

/** Reads a whole envelope, which a schema was held against. */
final class EnvelopeReader {
    private EnvelopeReader() {}

    /** The envelope; empty where anything is wrong, which is reported. */
    static Optional<Envelope> read(Place root) {
        if (!root.isSection()) {
            return Optional.empty();
        }
        SortedMap<String, Allowed> ranges = ranges(root.section("ranges"));
        root.find("until").filter(place -> !place.hasErrorWithin()).ifPresent(EnvelopeReader::checkDay);
        return root.build(() -> new Envelope(
                root.at("envelope").text(),
                common(root),
                TaskWords.parse(root.texts("tasks")),
                root.texts("releases").stream().map(EnvelopeReader::release).toList(),
                root.texts("variables"),
                ranges,
                root.at("runs").integer(),
                LocalDate.parse(root.at("until").text())));
    }

    private static Envelope.Common common(Place root) {
        return new Envelope.Common(
                root.at("purpose").text(),
                new Governance(
                        root.text("legalBasis", ""),
                        root.text("controller", ""),
                        root.text("recipients", ""),
                        root.text("retention", "")),
                root.at("author").text(),
                root.texts("peers").stream().map(SiteId::new).toList(),
                new Sha256(root.at("data").text()));
    }

    private static ReleaseKind release(String word) {
        return word.equals(ReleaseKind.SUM.jsonName()) ? ReleaseKind.SUM : ReleaseKind.PER_SITE_UPDATE;
    }

    private static void checkDay(Place place) {
        try {
            LocalDate.parse(place.text());
        } catch (DateTimeException e) {
            place.error("'%s' is no day of the calendar".formatted(place.text()));
        }
    }

    private static SortedMap<String, Allowed> ranges(Place place) {
        SortedMap<String, Allowed> ranges = new TreeMap<>();
        place.entries().forEach((path, value) -> {
            checkPath(path, value);
            value.build(() -> Allowed.read(value)).ifPresent(allowed -> ranges.put(path, allowed));
        });
        for (String path : ranges.keySet()) {
            ranges.keySet().stream()
                    .filter(other -> path.startsWith(other + "."))
                    .findFirst()
                    .ifPresent(other -> place.at(path)
                            .errorAtKey(
                                    "'%s' already says what all of it may be; remove one of the two".formatted(other)));
        }
        return ranges;
    }

    private static void checkPath(String path, Place value) {
        String first = path.split("\\.", 2)[0];
        List<String> sections = EnvelopeCheck.RANGED;
        if (!sections.contains(first)) {
            value.errorAtKey("a path starts with %s, got '%s'%s"
                    .formatted(String.join(", ", sections), path, NearestKey.hint(first, sections)));
        }
    }
}
