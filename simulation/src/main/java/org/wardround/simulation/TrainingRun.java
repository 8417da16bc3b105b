package org.wardround.simulation;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.strategy.RoundLosses;
import org.wardround.core.strategy.TrainingState;
import org.wardround.core.text.Counted;
import org.wardround.inference.program.Describe;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.Watcher;
import org.wardround.privacy.release.Protection;
import org.wardround.publish.RoundHistory;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.MaskedExchange;
import org.wardround.simulation.exchange.Workers;

/** The federated training itself: watched round by round, with every release in the audit log. Not thread-safe; one run each. */
final class TrainingRun implements Watcher {
    private final ModelMaker maker;
    private final Progress progress;
    private final AuditLog audit;
    private final RoundHistory history = new RoundHistory(System::nanoTime);

    TrainingRun(ModelMaker maker, Progress progress, AuditLog audit) {
        this.maker = maker;
        this.progress = progress;
        this.audit = audit;
    }

    /** Trains over the sites; the rounds go on with the evaluation of what came out. */
    Experiment.Trained train(SortedMap<SiteId, Table> tables, Rounds rounds) {
        progress.stage("Training over %s".formatted(Counted.of(tables.size(), "site")), maker.steps());
        return maker.federated(tables, rounds, this);
    }

    Rounds rounds(Workers workers, SimulationOptions options) {
        Dropout dropout = new Dropout(options.dropout(), options.seed());
        return new Rounds(
                MaskedExchange.orPlain(options.sums(), workers, dropout, audit),
                audit,
                options.sums() == Protection.MASKED);
    }

    @Override
    public void described(Describe.Description description) {
        description.requireInformation();
        history.described(description);
    }

    @Override
    public void roundEnded(TrainingState next, Rounds.Ended<?> ended) {
        int before = history.rounds();
        history.roundEnded(next, ended);
        if (history.rounds() > before) {
            next.current()
                    .step()
                    .outliers()
                    .forEach((site, outlier) ->
                            audit.outlier(ended.state().plan().number(), history.rounds(), site, outlier.reason()));
            progress.step("round %d%s".formatted(history.rounds(), loss(next)));
        }
    }

    @Override
    public void passEnded(String purpose, Rounds.Ended<?> ended) {
        history.passEnded(purpose, ended);
        progress.step(purpose);
    }

    private String loss(TrainingState state) {
        List<RoundLosses> losses = state.history();
        RoundLosses last = losses.get(losses.size() - 1);
        if (Double.isNaN(last.trainLoss())) {
            return "";
        }
        return String.format(
                Locale.ROOT, ", training loss %.4f", history.scale().lossTurnedBack(last.trainLoss()));
    }

    /** How the rounds went. */
    RoundHistory history() {
        return history;
    }
}
