package org.wardround.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardround.report.SampleResults;
import org.wardround.study.results.Header;
import org.wardround.study.results.Results;
import org.wardround.study.results.StudyInfo;
import org.wardround.study.results.VariableInfo;

class NamesTest {
    private static final Names NAMES = Names.of(with(Map.of(
            "age", new VariableInfo("Age", "years"),
            "age2", new VariableInfo("Age squared", ""),
            "cp", new VariableInfo("Chest pain", ""),
            "sex", new VariableInfo("Male", ""),
            "plain", new VariableInfo("", ""))));

    @Test
    void terms_have_the_label_of_their_variable() {
        assertThat(NAMES.term("age")).isEqualTo("Age");
        assertThat(NAMES.term("age2")).isEqualTo("Age squared");
        assertThat(NAMES.term("cp=3 (high)")).isEqualTo("Chest pain: 3 (high)");
        assertThat(NAMES.term("age missing")).isEqualTo("Age, missing");
        assertThat(NAMES.term("intercept")).isEqualTo("intercept");
        assertThat(NAMES.term("agerange")).isEqualTo("agerange");
    }

    @Test
    void the_label_of_a_yes_or_no_says_what_one_means() {
        List<String> yesNo = List.of("0", "1");
        assertThat(NAMES.level("sex", "1", yesNo)).isEqualTo("Male");
        assertThat(NAMES.levelAlone("sex", "0", yesNo)).isEqualTo("no");
        assertThat(NAMES.level("cp", "1", List.of("1", "2"))).isEqualTo("Chest pain: 1");
        assertThat(NAMES.level("plain", "1", yesNo)).isEqualTo("plain = 1");
        assertThat(NAMES.levelAlone("plain", "1", yesNo)).isEqualTo("1");
    }

    @Test
    void units_stand_after_titles() {
        assertThat(NAMES.titleWithUnit("age")).isEqualTo("Age, years");
        assertThat(NAMES.titleWithUnit("unknown")).isEqualTo("unknown");
    }

    private static Results with(Map<String, VariableInfo> variables) {
        Results some = SampleResults.heart();
        StudyInfo study = some.header().study();
        StudyInfo labelled =
                new StudyInfo(study.name(), study.purpose(), study.sha256(), study.outcome(), study.plan(), variables);
        Header header = new Header(
                some.header().kind(),
                labelled,
                some.header().run(),
                some.header().versions());
        return new Results(
                header,
                some.sites(),
                some.training(),
                some.model(),
                some.evaluations(),
                some.comparisons(),
                some.verdicts(),
                some.limits());
    }
}
