package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import org.wardround.report.markup.Element;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunKind;

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
                : "Differential privacy of training, for one patient at one site: ε = %s, δ = %s%s; counted by %s."
                        .formatted(
                                Figures.quantity(privacy.differentialPrivacy().epsilon()),
                                Double.toString(privacy.differentialPrivacy().delta()),
                                privacy.differentialPrivacy().condition(),
                                privacy.differentialPrivacy().accountant());
        List<Element> content = new ArrayList<>();
        content.add(Prose.paragraph(privacy.statement()));
        content.add(Prose.note(masks + " " + guarantee));
        if (Prose.isTrained(results) && results.model().moments().equals(ModelResult.EXACT)) {
            content.add(Prose.paragraph(Privacy.EXACT_MOMENTS + "."));
        }
        List<String> small = new SmallGroups(results).found();
        if (!small.isEmpty()) {
            content.add(Prose.paragraph(small(small, results.header().kind())));
        }
        return content;
    }

    private static String small(List<String> parts, RunKind kind) {
        String whose = switch (kind) {
            case SIMULATION ->
                " It is a simulation’s report, for the person who holds all rows; before it goes to anyone else, those figures need to be left out or coarsened, here and in the files beside it.";
            case HOSPITAL ->
                " They are of this hospital’s own patients; before the page goes to anyone else, they need to be left out or coarsened, here and in the files beside it.";
            case FEDERATION -> "";
        };
        return "Groups of 1–10 patients show in this report, in: " + Prose.list(parts) + "." + whose;
    }
}
