package org.wardround.site.run;

import com.google.protobuf.ByteString;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.sum.Ring;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.RunProgram;
import org.wardround.learning.answer.Carry;
import org.wardround.learning.answer.Learning;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.protocol.message.StoredWords;

/** The agent itself has the site's rows and answers by its own program. A hospital starts a worker instead. */
public final class OwnProcess implements Answerer {
    private final SiteRunDefinition definition;
    private final Table table;
    private final Carry carry = new Carry();

    public OwnProcess(SiteRunDefinition definition, Table table) {
        this.definition = definition;
        this.table = table;
    }

    /** @param table the snapshot of the site's rows */
    public static Maker with(Table table) {
        return definition -> new OwnProcess(definition, table);
    }

    @Override
    public Members members(SortedSet<SiteId> sites) {
        SortedMap<SiteId, Table> own = new TreeMap<>();
        own.put(definition.self(), table);
        return new Members(sites, own);
    }

    @Override
    public RunProgram.Learning learning() {
        if (definition.study().analysis() instanceof Analysis.Rehearse) {
            return RunProgram.Learning.NONE;
        }
        // A study that validates a model is answered by workers alone.
        return Learning.of(definition.study(), carry, TrainingNoise::chance);
    }

    /** The agent's own program hears them, which is the one that answers. */
    @Override
    public void told(ByteString line, Ring ring, StoredWords stored) {}

    @Override
    public Raw answer(Question question, Vector carried) {
        SiteId self = definition.self();
        carry.resume(self, carried);
        LocalUpdate update = question.work().compute(self);
        return new Raw(update, carry.proposed(self).orElse(ArrayVector.EMPTY));
    }

    @Override
    public void close() {}
}
