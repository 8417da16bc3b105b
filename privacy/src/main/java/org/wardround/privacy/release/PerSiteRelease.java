package org.wardround.privacy.release;

import org.wardround.core.sum.Words;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskOrder;

/** One site's update that whoever aggregates reads by itself; never under masks. Only where the study and the site's policy allow it. */
public final class PerSiteRelease extends Release {
    PerSiteRelease(TaskOrder order, Protection protection, Words words) {
        super(order, protection, words);
    }

    @Override
    public ReleaseKind kind() {
        return ReleaseKind.PER_SITE_UPDATE;
    }
}
