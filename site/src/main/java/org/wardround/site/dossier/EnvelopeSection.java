package org.wardround.site.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wardround.site.dossier.Dossier.Block;
import org.wardround.site.dossier.Dossier.Pair;
import org.wardround.site.dossier.Dossier.Section;
import org.wardround.site.envelope.Envelope;
import org.wardround.site.policy.TaskWords;
import org.wardround.site.text.Shown;

/** What studies in an envelope may ask for. */
final class EnvelopeSection {
    private EnvelopeSection() {}

    static Section of(Envelope envelope) {
        List<List<String>> rows = new ArrayList<>();
        envelope.ranges().forEach((path, allowed) -> rows.add(List.of(Shown.text(path), Shown.text(allowed.words()))));
        return Section.of(
                "What may be asked",
                new Block.Paragraph(
                        "Every study inside reads the same data, described by the data section with the hash below. Look at one such study for units and ranges."),
                new Block.Pairs(List.of(
                        Pair.exact(
                                "Data section (SHA-256)",
                                envelope.common().data().hex()),
                        Pair.of(
                                "Tasks",
                                Shown.list(envelope.tasks().stream()
                                        .map(TaskWords::of)
                                        .toList())),
                        Pair.of(
                                "Variables of a model",
                                Shown.list(envelope.variables().stream()
                                        .map(Shown::text)
                                        .toList())),
                        Pair.of("Runs", "at most %s over all studies".formatted(count(envelope.runs()))),
                        Pair.of("Last day", envelope.until().toString()))),
                new Block.Grid(List.of("Key of the study", "May be"), rows));
    }

    private static String count(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
