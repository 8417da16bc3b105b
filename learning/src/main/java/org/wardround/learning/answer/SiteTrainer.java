package org.wardround.learning.answer;

import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.round.RoundState;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.program.BySite;
import org.wardround.inference.program.LocalTrainer;
import org.wardround.learning.training.LocalResult;
import org.wardround.learning.training.LocalTraining;
import org.wardround.learning.training.SiteData;

/**
 * The sites' part of a training: their encoded rows, and the state that each carries from round to round. What a site would carry on
 * becomes current only when the round's commit names it. Tasks of different sites may run at once; {@link #roundEnded} may not run beside them.
 */
public final class SiteTrainer implements LocalTrainer {
    private final LocalTraining training;
    private final SortedMap<SiteId, SiteData> data = new TreeMap<>();
    private final Carry carry;

    public SiteTrainer(
            LocalTraining training,
            SortedMap<SiteId, Table> tables,
            SortedMap<SiteId, Preprocessing> encodings,
            Carry carry) {
        this.training = training;
        this.carry = carry;
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
            LocalResult result = training.run(task, BySite.get(data, site), carry.current(site));
            carry.propose(site, result.control());
            return result.update();
        } catch (FederationException e) {
            throw new TaskRefusedException(e.code(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void roundEnded(RoundState state) {
        carry.roundEnded(state);
    }
}
