package org.wardround.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.identity.SiteId;
import org.wardround.core.strategy.FederatedTraining;
import org.wardround.core.strategy.Sites;
import org.wardround.core.strategy.TrainingSize;
import org.wardround.core.strategy.TrainingState;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.StrategySpec.Weights;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.update.Bounding;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;
import org.wardround.learning.model.Model;

/** A federation within a test: every site answers every round, through bounding and the grid. */
final class Federation {
    static final Outcome BINARY = new Outcome("y", VariableType.BINARY, "", null, List.of("0", "1"), "");

    private final Model model;
    private final TrainingSpec spec;
    private final List<SiteData> sites;
    private final long totalRows;
    private final FederatedTraining training;
    private final LocalTraining local;
    private final SortedMap<SiteId, Vector> controls = new TreeMap<>();

    Federation(Model model, TrainingSpec spec, List<SiteData> sites) {
        this.model = model;
        this.spec = spec;
        this.sites = sites;
        this.totalRows =
                sites.stream().mapToLong(site -> site.training().rows()).sum();
        TrainingSize size = TrainingSize.of(sites.size(), model.shape().parameterCount(), BINARY);
        this.training = new FederatedTraining(spec, size, VectorWriter.Factory.IN_MEMORY);
        this.local = new LocalTraining(model, spec, 7);
    }

    static SiteData site(String name, Dataset rows) {
        Dataset none = Dataset.of(rows.features(), new double[0], new double[0], new int[0]);
        return new SiteData(new SiteId(name), rows, none);
    }

    TrainingState start() {
        return training.start(ArrayVector.owning(model.shape().initial(spec.initial(), 7)));
    }

    /** All rounds. */
    TrainingState run() {
        TrainingState state = start();
        while (!state.progress().isDone()) {
            state = round(state);
        }
        return state;
    }

    TrainingState round(TrainingState state) {
        TrainingTask task = training.next(state).orElseThrow();
        Accumulator sum = new Accumulator(task.layout());
        for (SiteData site : sites) {
            LocalResult result = local.run(task, site, controls.getOrDefault(site.site(), ArrayVector.EMPTY));
            controls.put(site.site(), result.control());
            double share = Sites.share(Weights.ROWS, site.training().rows(), totalRows, sites.size());
            Bounding.Outcome bounded = new Bounding(task.form().maxNorm(), share).bound(result.update());
            assertThat(bounded).isInstanceOf(Bounding.Outcome.Bounded.class);
            sum.add(FixedPoint.encode(
                    task.layout(), ((Bounding.Outcome.Bounded) bounded).update().values()));
        }
        return training.step(state, sum.sum());
    }
}
