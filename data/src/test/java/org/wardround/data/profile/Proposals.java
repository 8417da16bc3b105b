package org.wardround.data.profile;

import java.util.List;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.study.file.StudyProposal;

/** The dictionary of a proposal. */
final class Proposals {
    private Proposals() {}

    static DataDictionary dictionary(StudyProposal proposal) {
        return new DataDictionary(
                1,
                proposal.variables(),
                proposal.outcome(),
                List.of(),
                Standardisation.FEDERATED,
                new SplitSpec(0.15, 0.25, ""));
    }
}
