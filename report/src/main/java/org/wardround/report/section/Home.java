package org.wardround.report.section;

import java.util.Map;
import java.util.Optional;
import org.wardround.core.identity.SiteId;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunKind;

/** The hospital that a page was made at, for its own eyes. */
public final class Home {
    private Home() {}

    /** Empty for results that are of no hospital in particular. */
    public static Optional<SiteId> of(Results results) {
        if (results.header().kind() != RunKind.HOSPITAL) {
            return Optional.empty();
        }
        return results.sites().entrySet().stream()
                .filter(entry -> !entry.getValue().snapshotSha256().isEmpty())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
