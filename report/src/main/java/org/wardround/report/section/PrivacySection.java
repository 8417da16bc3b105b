package org.wardround.report.section;

import java.util.List;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;

/** What protected the patients in this run, with the limits of the promise. */
final class PrivacySection implements Section {
    @Override
    public String id() {
        return "privacy";
    }

    @Override
    public String title() {
        return "Privacy";
    }

    @Override
    public List<Element> of(Results results) {
        Privacy privacy = results.limits().privacy();
        String masks =
                privacy.secureAggregation() ? "Sums were taken under masks." : "Sums were not taken under masks.";
        String guarantee = privacy.differentialPrivacy().isNone()
                ? "No differential privacy: nothing bounds what the model reveals about a single patient."
                : "Differential privacy for one patient: ε = %s, δ = %s."
                        .formatted(
                                Figures.quantity(privacy.differentialPrivacy().epsilon()),
                                Figures.quantity(privacy.differentialPrivacy().delta()));
        return List.of(Prose.paragraph(privacy.statement()), Prose.note(masks + " " + guarantee));
    }
}
