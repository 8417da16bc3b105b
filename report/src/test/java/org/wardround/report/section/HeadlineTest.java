package org.wardround.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.report.SampleResults;
import org.wardround.study.results.Difference;
import org.wardround.study.results.Results;
import org.wardround.study.results.SiteVerdict;
import org.wardround.study.results.SiteVerdict.Verdict;

class HeadlineTest {
    @Test
    void it_names_the_hospitals_of_each_verdict() {
        assertThat(answer(Verdict.BETTER, Verdict.EQUIVALENT, Verdict.CANNOT_TELL, Verdict.WORSE))
                .isEqualTo(
                        "Compared with each hospital’s own model, federating helped at s1, did harm at s4 and made no relevant difference at s2; at s3 the data cannot tell.");
    }

    @Test
    void many_hospitals_are_counted() {
        Verdict[] verdicts = new Verdict[6];
        Arrays.fill(verdicts, Verdict.BETTER);
        verdicts[5] = Verdict.WORSE;
        assertThat(answer(verdicts))
                .isEqualTo(
                        "Compared with each hospital’s own model, federating helped at 5 of 6 hospitals and did harm at s6.");
    }

    @Test
    void all_alike_is_said_as_such() {
        assertThat(answer(Verdict.EQUIVALENT, Verdict.EQUIVALENT))
                .endsWith("made no relevant difference at all 2 hospitals.");
        assertThat(answer(Verdict.CANNOT_TELL, Verdict.CANNOT_TELL))
                .endsWith("the data cannot tell at any hospital whether federating helped.");
    }

    private static String answer(Verdict... verdicts) {
        SortedMap<SiteId, SiteVerdict> bySite = new TreeMap<>();
        for (int i = 0; i < verdicts.length; i++) {
            Difference difference = new Difference(0.1, 0.05, 0.15, 0.01);
            bySite.put(
                    new SiteId("s" + (i + 1)),
                    new SiteVerdict(verdicts[i], Metric.AUROC, difference, 0.02, 100, "A sentence."));
        }
        Results some = SampleResults.heart();
        return new Headline(new Results(
                        some.header(),
                        some.sites(),
                        some.training(),
                        some.model(),
                        some.evaluations(),
                        some.comparisons(),
                        bySite,
                        some.limits()))
                .answer();
    }
}
