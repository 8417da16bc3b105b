package org.wardround.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Comparator;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.program.Rounds;
import org.wardround.learning.answer.FittedModel;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.InProcessExchange;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.simulation.exchange.Workers;

/** Trains and assesses the models that the federated one is held against, several at a time. */
final class Comparators {
    private static final SiteId EVERYBODY = new SiteId("pooled");

    private final ModelMaker maker;
    private final SortedMap<SiteId, Table> tables;
    private final Assessor assessor;
    private final Contributing contributing;

    Comparators(ModelMaker maker, SortedMap<SiteId, Table> tables, Assessor assessor, Contributing contributing) {
        this.maker = maker;
        this.tables = tables;
        this.assessor = assessor;
        this.contributing = contributing;
    }

    /**
     * All comparators that could be trained.
     *
     * @param pooled null where it was not asked for or failed
     * @param contribution for each site whose model without it could be trained: federated minus that one, on all test rows
     * @param failures what could not be trained, with the reason: {@code local model of va}
     */
    record Compared(
            @Nullable Assessed pooled,
            SortedMap<SiteId, Assessed> local,
            SortedMap<SiteId, Assessed> leaveOneSiteOut,
            SortedMap<SiteId, Comparison> contribution,
            SortedMap<String, String> failures) {}

    /** One model to train, or what kept it from being trained. */
    private record Attempt(
            Comparator kind,
            SiteId site,
            @Nullable Assessed assessed,
            @Nullable Comparison contribution,
            String failure) {
        static Attempt failed(Comparator kind, SiteId site, String failure) {
            return new Attempt(kind, site, null, null, failure);
        }
    }

    int count(List<Comparator> kinds) {
        return jobs(kinds, Progress.SILENT).size();
    }

    Compared run(List<Comparator> kinds, Workers workers, Progress progress) {
        @Nullable Assessed pooled = null;
        SortedMap<SiteId, Assessed> local = new TreeMap<>();
        SortedMap<SiteId, Assessed> leaveOneSiteOut = new TreeMap<>();
        SortedMap<SiteId, Comparison> contribution = new TreeMap<>();
        SortedMap<String, String> failures = new TreeMap<>();
        for (Attempt attempt : workers.all(jobs(kinds, progress))) {
            Assessed assessed = attempt.assessed;
            if (assessed == null) {
                failures.put(name(attempt.kind, attempt.site), attempt.failure);
                continue;
            }
            switch (attempt.kind) {
                case POOLED -> pooled = assessed;
                case LOCAL -> local.put(attempt.site, assessed);
                case LEAVE_ONE_SITE_OUT -> leaveOneSiteOut.put(attempt.site, assessed);
            }
            if (attempt.contribution != null) {
                contribution.put(attempt.site, attempt.contribution);
            }
        }
        return new Compared(pooled, local, leaveOneSiteOut, contribution, failures);
    }

    private List<Callable<Attempt>> jobs(List<Comparator> kinds, Progress progress) {
        List<Callable<Attempt>> jobs = new ArrayList<>();
        for (Comparator kind : kinds) {
            List<SiteId> sites = kind == Comparator.POOLED ? List.of(EVERYBODY) : List.copyOf(tables.keySet());
            for (SiteId site : sites) {
                jobs.add(() -> {
                    Attempt attempt = attempt(kind, site);
                    progress.step(name(kind, site));
                    return attempt;
                });
            }
        }
        return jobs;
    }

    private Attempt attempt(Comparator kind, SiteId site) {
        if (kind == Comparator.LEAVE_ONE_SITE_OUT && tables.size() < 2) {
            return Attempt.failed(kind, site, "there is no other site");
        }
        try {
            return train(kind, site);
        } catch (FederationException e) {
            return Attempt.failed(kind, site, String.valueOf(e.getMessage()));
        }
    }

    private Attempt train(Comparator kind, SiteId site) {
        Rounds rounds = new Rounds(
                new InProcessExchange(Workers.inline(), Dropout.NONE, ReleaseLog.NONE), Rounds.RoundLog.NONE);
        SortedMap<SiteId, Table> home = home(kind, site);
        SortedMap<SiteId, Table> away = tables;
        if (kind == Comparator.LEAVE_ONE_SITE_OUT) {
            away = new TreeMap<>();
            away.put(site, tables.get(site));
        }
        Experiment.Trained trained = maker.comparator(kind, home, rounds);
        FittedModel model = kind == Comparator.POOLED ? trained.model().withOneScaling() : trained.model();
        Assessed assessed = assessor.assess(model, home, away, rounds);
        Comparison contribution =
                kind == Comparator.LEAVE_ONE_SITE_OUT ? contributing.of(model, assessed.threshold(), tables) : null;
        return new Attempt(kind, site, assessed, contribution, "");
    }

    private SortedMap<SiteId, Table> home(Comparator kind, SiteId site) {
        SortedMap<SiteId, Table> home = new TreeMap<>();
        switch (kind) {
            case POOLED -> home.put(EVERYBODY, PooledTable.of(tables.values()));
            case LOCAL -> home.put(site, tables.get(site));
            case LEAVE_ONE_SITE_OUT -> {
                home.putAll(tables);
                home.remove(site);
            }
        }
        return home;
    }

    static String name(Comparator kind, SiteId site) {
        return switch (kind) {
            case POOLED -> "pooled model";
            case LOCAL -> "local model of " + site.words();
            case LEAVE_ONE_SITE_OUT -> "model without " + site.words();
        };
    }
}
