package org.wardround.site.envelope;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Governance;
import org.wardround.core.task.ReleaseKind;
import org.wardround.site.policy.TaskWords;
import org.wardround.site.policy.Terms;
import org.wardround.study.document.Document;
import org.wardround.study.document.Place;
import org.wardround.study.file.StudyFile;

/** Proposes an envelope that holds one study and nothing else, for a person to widen. */
public final class EnvelopeDraft {
    private EnvelopeDraft() {}

    /**
     * The text of the file.
     *
     * @param peers the other sites
     * @param runs how many
     * @param until the last day
     */
    public static String of(StudyFile file, String author, List<SiteId> peers, int runs, LocalDate until) {
        Terms terms = Terms.of(author, file.study());
        Governance governance = file.study().governance();
        StringBuilder out = new StringBuilder();
        line(out, "envelope", file.study().name());
        line(out, "purpose", Flow.quote(file.study().purpose()));
        text(out, "legalBasis", governance.legalBasis());
        text(out, "controller", governance.controller());
        text(out, "recipients", governance.recipients());
        text(out, "retention", governance.retention());
        line(out, "author", Flow.quote(author));
        line(out, "peers", list(peers.stream().sorted().map(SiteId::name).toList()));
        line(out, "data", Flow.quote(Canonical.dataHash(file).hex()));
        line(out, "tasks", bare(terms.tasks().stream().map(TaskWords::of).toList()));
        line(
                out,
                "releases",
                bare(terms.releases().stream().map(ReleaseKind::jsonName).toList()));
        line(out, "variables", list(VariablesUsed.by(file.study())));
        out.append("# Each may be a value, 1..50, any, absent (the default holds), or a list of these.\n");
        out.append("ranges:\n");
        ranges(file).forEach((path, value) -> out.append("  %s: %s\n".formatted(path, value)));
        line(out, "runs", Integer.toString(runs));
        line(out, "until", until.toString());
        return out.toString();
    }

    private static Map<String, String> ranges(StudyFile file) {
        Map<String, String> ranges = new TreeMap<>();
        Document.of(file.path(), file.bytes()).root().entries().forEach((key, place) -> {
            if (EnvelopeCheck.RANGED.contains(key)) {
                leaves(key, place, ranges);
            }
        });
        return ranges;
    }

    private static void leaves(String path, Place place, Map<String, String> ranges) {
        if (place.entries().isEmpty()) {
            // A list in a list: as a whole, in this order, and no other.
            String value = Flow.yaml(place.node());
            ranges.put(path, place.isText() ? value : "[%s]".formatted(value));
        } else {
            place.entries().forEach((key, inner) -> leaves(path + "." + key, inner, ranges));
        }
    }

    private static void text(StringBuilder out, String key, String text) {
        if (!text.isEmpty()) {
            line(out, key, Flow.quote(text));
        }
    }

    private static void line(StringBuilder out, String key, String value) {
        out.append("%s: %s\n".formatted(key, value));
    }

    private static String list(List<String> texts) {
        return texts.stream().map(Flow::quote).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String bare(List<String> words) {
        return words.stream().collect(Collectors.joining(", ", "[", "]"));
    }
}
