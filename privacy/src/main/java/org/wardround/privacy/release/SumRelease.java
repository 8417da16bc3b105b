package org.wardround.privacy.release;

import org.wardround.core.sum.Words;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskOrder;

/** What is only ever added to other sites' releases. */
public final class SumRelease extends Release {
    SumRelease(TaskOrder order, Protection protection, Words words) {
        super(order, protection, words);
    }

    @Override
    public ReleaseKind kind() {
        return ReleaseKind.SUM;
    }
}
