package org.wardround.report.section;

import java.util.List;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Header;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunEnd;
import org.wardround.study.results.RunInfo;

/** What an auditor needs to tell this run from every other, and to repeat it. */
final class ProvenanceSection implements Section {
    @Override
    public String id() {
        return "provenance";
    }

    @Override
    public String title() {
        return "Provenance";
    }

    @Override
    public List<Element> of(Results results) {
        Header header = results.header();
        RunInfo run = header.run();
        Element list = Element.ofClass("dl", "provenance");
        add(list, "Study file, SHA-256", header.study().sha256());
        add(list, "Final parameters, SHA-256", results.model().identity().sha256());
        results.sites()
                .forEach((site, result) ->
                        add(list, "Snapshot of " + site.words() + ", SHA-256", result.snapshotSha256()));
        add(list, "Seed", Long.toString(run.seed()));
        add(list, "Threads", run.threads() + " (no result depends on them)");
        add(list, "Started", run.started().toString());
        add(list, "Duration", Figures.quantity(run.seconds()) + " s");
        String end = run.end().status() == RunEnd.Status.COMPLETED
                ? "completed"
                : "ended early: " + run.end().reason();
        add(list, "Status", end);
        add(list, "Kind", header.kind().jsonName());
        add(list, "Wardround", header.versions().wardround());
        add(list, "Java", header.versions().java());
        add(list, "System", header.versions().os());
        return List.of(
                list,
                Prose.note(
                        "Made from results.json alone, which holds every number of this page with full precision; metrics.csv and coefficients.csv hold them as tables."));
    }

    private static void add(Element list, String name, String value) {
        if (!value.isEmpty()) {
            list.add(Element.of("dt", name)).add(Element.of("dd", value));
        }
    }
}
