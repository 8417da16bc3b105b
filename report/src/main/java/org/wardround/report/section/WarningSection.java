package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Results;
import org.wardround.study.results.Warning;

/** What a reader must know, by hospital; what concerns the whole run comes first. */
final class WarningSection implements Section {
    @Override
    public String id() {
        return "warnings";
    }

    @Override
    public String title() {
        return "Warnings";
    }

    @Override
    public List<Element> of(Results results) {
        if (results.training().warnings().isEmpty()) {
            return List.of(Prose.paragraph("None."));
        }
        Map<String, List<String>> bySite = new TreeMap<>();
        for (Warning warning : results.training().warnings()) {
            bySite.computeIfAbsent(warning.site(), site -> new ArrayList<>()).add(warning.message());
        }
        Element list = Element.ofClass("dl", "sentences");
        bySite.forEach((site, messages) -> {
            list.add(Element.of("dt", site.isEmpty() ? "The whole run" : SiteId.words(site)));
            messages.forEach(message -> list.add(Element.of("dd", message)));
        });
        return List.of(list);
    }
}
