package org.wardround.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardround.report.SampleResults;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Participation;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.VariableSummary;
import org.wardround.study.results.VariableSummary.Quantity;

class SiteDifferencesTest {
    @Test
    void differences_are_in_standard_deviations_of_all_rows() {
        // 10 rows each, means 1 and 3 about 2: (9·1 + 9·1 + 10·1 + 10·1) / 19 = 2, so ∓1 / √2
        assertThat(text(Map.of("north", new Quantity(0, 1, 1), "south", new Quantity(0, 3, 1))))
                .contains("−0.71 to +0.71", ">north</text>", ">south</text>");
    }

    @Test
    void rows_without_a_value_weigh_nothing() {
        // 10 rows of mean 1 and 5 of mean 4 about 2: (9·1 + 4·1 + 10·1 + 5·4) / 14 = 3.0714, so −1 and 2 over 1.7526
        assertThat(text(Map.of("north", new Quantity(0, 1, 1), "south", new Quantity(0.5, 4, 1))))
                .contains("−0.57 to +1.14");
    }

    @Test
    void a_variable_that_only_one_hospital_recorded_is_not_drawn() {
        assertThat(text(Map.of("north", new Quantity(0, 1, 1), "south", new Quantity(1, Double.NaN, Double.NaN))))
                .isEmpty();
        assertThat(text(Map.of("north", new Quantity(0, 1, 0), "south", new Quantity(0, 1, 0))))
                .isEmpty();
    }

    private static String text(Map<String, VariableSummary> bySite) {
        Map<String, SiteResult> sites = new LinkedHashMap<>();
        bySite.keySet().stream().sorted().forEach(site -> sites.put(site, site(bySite.get(site))));
        CaseMixLine line = CaseMixLine.ofQuantity("x", Names.of(SampleResults.heart()), sites);
        StringBuilder text = new StringBuilder();
        new SiteDifferences(List.of(line), List.copyOf(sites.keySet())).build().forEach(element -> element.write(text));
        return text.toString();
    }

    private static SiteResult site(VariableSummary summary) {
        Flow.Split split = new Flow.Split(new SideCounts(10, 0, 0), SideCounts.NONE);
        return new SiteResult(
                Participation.INCLUDED, new Flow(10, List.of(), 10, 10, split), 1, "", Map.of("x", summary));
    }
}
