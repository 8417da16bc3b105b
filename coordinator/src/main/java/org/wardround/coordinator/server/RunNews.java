package org.wardround.coordinator.server;

import java.util.ArrayList;
import java.util.List;
import org.wardround.coordinator.run.RunKeeper;
import org.wardround.core.identity.SiteId;
import org.wardround.protocol.v1.News;
import org.wardround.protocol.v1.RunEnded;

/** What a site is to hear of a run now. */
final class RunNews {
    private RunNews() {}

    /** All of it. */
    static List<News> of(RunKeeper keeper, OfferedStudy study, SiteId site) {
        List<News> all = new ArrayList<>();
        if (keeper.isAsked(site)) {
            all.add(News.newBuilder().setStudyOffered(study.news()).build());
            all.add(News.newBuilder().setRunOffered(keeper.definition().offer()).build());
        }
        keeper.task(site)
                .ifPresent(
                        task -> all.add(News.newBuilder().setTaskOffered(task).build()));
        if (keeper.hasPart(site)) {
            keeper.end().ifPresent(end -> {
                RunEnded.Builder ended =
                        RunEnded.newBuilder().setRun(keeper.definition().run());
                if (end.code() != null) {
                    ended.setCode(end.code().name());
                }
                all.add(News.newBuilder().setRunEnded(ended).build());
            });
        }
        return all;
    }
}
