package org.wardround.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Study;
import org.wardround.study.results.Limits.MissingSection;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;

/** What a hospital's own results say about themselves. */
final class HospitalWords {
    private HospitalWords() {}

    /** @param left what protected that which left, as the coordinator tells it */
    static Privacy privacy(SortedSet<SiteId> sites, Privacy left) {
        String others = sites.size() == 2
                ? "what the other hospital has"
                : "what the other %d hospitals have together".formatted(sites.size() - 1);
        return new Privacy(
                left.secureAggregation(),
                left.differentialPrivacy(),
                "Kept at this hospital; not a release. It shows this hospital’s own patients whole, also where they are few, and beside them sums over all hospitals as the coordinator shows them. "
                        + (sites.size() == 1
                                ? ""
                                : "A sum less this hospital’s own count is %s: whoever hands this page on hands that on too. "
                                        .formatted(others))
                        + left.statement()
                        + " This page can, too.");
    }

    /** @param totals of the coordinator's kind */
    static List<MissingSection> missing(Study study, Results totals) {
        List<MissingSection> missing = new ArrayList<>(
                MissingParts.ofValidation(study, totals.header().study().plan().modelType()));
        missing.add(new MissingSection(
                "Flow of records, figures and verdicts of the other hospitals",
                "they stay there; each hospital makes a page like this one for itself"));
        if (study.analysis() instanceof Analysis.Validate) {
            return missing;
        }
        if (!HospitalResults.asksForLocal(study)) {
            missing.add(new MissingSection(
                    "Verdict for this hospital", "the study asks for no local models to compare with"));
        }
        missing.add(
                new MissingSection(
                        "Pooled model, models without one hospital, contribution of each hospital",
                        "only a simulation can compute them: nobody holds all rows, and the difference of two sums over sets of hospitals that differ by one would reveal that one"));
        return missing;
    }
}
