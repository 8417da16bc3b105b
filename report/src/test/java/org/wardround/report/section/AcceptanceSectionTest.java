package org.wardround.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.AcceptanceCriterion;
import org.wardround.core.study.AcceptanceCriterion.Limit;
import org.wardround.core.study.AcceptanceCriterion.Over;
import org.wardround.core.study.Metric;
import org.wardround.report.SampleResults;
import org.wardround.report.markup.Element;
import org.wardround.study.results.AcceptanceResult;
import org.wardround.study.results.AcceptanceResult.Judged;
import org.wardround.study.results.AcceptanceResult.Outcome;
import org.wardround.study.results.Results;

class AcceptanceSectionTest {
    @Test
    void a_study_without_criteria_has_no_such_section() {
        assertThat(new AcceptanceSection().of(SampleResults.heart())).isEmpty();
        assertThat(AcceptanceSection.inShort(SampleResults.heart())).isEmpty();
    }

    @Test
    void each_criterion_stands_with_its_outcome_and_each_site_beneath() {
        Judged north = new Judged("north", "/federated/sites/north/auroc", Outcome.MET, "it lies above");
        Judged south = new Judged("south", "/federated/sites/south/auroc", Outcome.NOT_MET, "it lies below");
        Results results = SampleResults.heart()
                .withAcceptance(List.of(
                        new AcceptanceResult(
                                new AcceptanceCriterion(Metric.AUROC, new Limit.AtLeast(0.75), new Over.EverySite()),
                                Outcome.NOT_MET,
                                List.of(north, south),
                                "1 of 2 figures: not met."),
                        new AcceptanceResult(
                                new AcceptanceCriterion(Metric.BRIER, new Limit.AtMost(0.2), new Over.All()),
                                Outcome.CANNOT_TELL,
                                List.of(),
                                "It is <suppressed>.")));
        String text = text(new AcceptanceSection().of(results));
        assertThat(text)
                .contains("AUROC at least 0.75, at every hospital", "✗ not met", "✓ met", "it lies above")
                .contains("Brier score at most 0.2, over all sites together", "? cannot tell", "&lt;suppressed&gt;");
        assertThat(AcceptanceSection.inShort(results))
                .contains("Of the study’s 2 criteria of acceptance: 1 not met and 1 cannot tell.");
        assertThat(new Headline(results).build().toString()).contains("1 not met and 1 cannot tell");
    }

    private static String text(List<Element> elements) {
        StringBuilder text = new StringBuilder();
        elements.forEach(text::append);
        return text.toString();
    }
}
