package org.wardround.learning.answer;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.round.RoundState;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.BySite;
import org.wardround.inference.program.LocalTrainer;
import org.wardround.inference.program.SiteWork;
import org.wardround.learning.training.LocalResult;
import org.wardround.learning.training.LocalTraining;
import org.wardround.learning.training.SiteData;

/**
 * The virtual sites' part of a training: their encoded rows, and the state that each carries from round to round. What a site would carry on
 * becomes current only when the round's commit names it. Tasks of different sites may run at once; {@link #roundEnded} may not run beside them.
 */
public final class SiteTrainer implements LocalTrainer {
    private final LocalTraining training;
    private final SortedMap<SiteId, SiteData> data = new TreeMap<>();
    private final Map<SiteId, Vector> current = new TreeMap<>();
    private final Map<SiteId, Vector> proposed = new ConcurrentHashMap<>();

    public SiteTrainer(
            LocalTraining training, SortedMap<SiteId, Table> tables, SortedMap<SiteId, Preprocessing> encodings) {
        this.training = training;
        tables.forEach((site, table) -> {
            Preprocessing encoding = BySite.get(encodings, site);
            data.put(
                    site,
                    new SiteData(site, table.encode(encoding, Side.TRAIN), table.encode(encoding, Side.VALIDATION)));
        });
    }

    /** The site's answer; what it would carry on is kept aside. */
    @Override
    public LocalUpdate answer(TrainingTask task, SiteId site) {
        try {
            LocalResult result =
                    training.run(task, BySite.get(data, site), current.getOrDefault(site, ArrayVector.EMPTY));
            proposed.put(site, result.control());
            return result.update();
        } catch (FederationException e) {
            throw new SiteWork.RefusedException(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** Carries on what the contributors of a committed round had kept aside, and forgets the rest. */
    @Override
    public void roundEnded(RoundState state) {
        if (state instanceof RoundState.Committed committed) {
            committed.contributors().forEach(site -> {
                Vector next = proposed.get(site);
                if (next != null) {
                    current.put(site, next);
                }
            });
        }
        proposed.clear();
    }
}
