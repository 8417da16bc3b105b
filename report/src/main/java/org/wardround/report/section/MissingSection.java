package org.wardround.report.section;

import java.util.List;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Results;

/** What this report could hold and does not, and why. */
final class MissingSection implements Section {
    @Override
    public String id() {
        return "missing";
    }

    @Override
    public String title() {
        return "What is missing, and why";
    }

    @Override
    public List<Element> of(Results results) {
        if (results.limits().missingSections().isEmpty()) {
            return List.of();
        }
        Element list = Element.ofClass("dl", "sentences");
        results.limits()
                .missingSections()
                .forEach(missing ->
                        list.add(Element.of("dt", missing.section())).add(Element.of("dd", missing.because())));
        return List.of(list);
    }
}
