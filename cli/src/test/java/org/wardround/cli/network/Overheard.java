package org.wardround.cli.network;

import com.google.protobuf.ByteString;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Ring;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.RunProgram;
import org.wardround.protocol.message.StoredWords;
import org.wardround.site.run.Answerer;
import org.wardround.site.run.OwnProcess;

/** Works out answers as agents do, and lets the test see what no other eye sees. */
record Overheard(Answerer honest, Ear ear) implements Answerer {
    /** Hears what a site is asked and answers. */
    @FunctionalInterface
    interface Ear {
        void answered(Question question, LocalUpdate update);

        /** Before the answer is worked out. What it throws the answer throws. */
        default void asked(Question question) {}
    }

    static Answerer.Maker at(Table table, Consumer<LocalUpdate> heard) {
        return by(table, (question, update) -> heard.accept(update));
    }

    static Answerer.Maker by(Table table, Ear ear) {
        return definition -> new Overheard(OwnProcess.with(table).make(definition), ear);
    }

    @Override
    public Members members(SortedSet<SiteId> sites) {
        return honest.members(sites);
    }

    @Override
    public RunProgram.Learning learning() {
        return honest.learning();
    }

    @Override
    public void told(ByteString line, Ring ring, StoredWords stored) {
        honest.told(line, ring, stored);
    }

    @Override
    public Raw answer(Question question, Vector carried) {
        ear.asked(question);
        Raw raw = honest.answer(question, carried);
        ear.answered(question, raw.update());
        return raw;
    }

    @Override
    public void close() {
        honest.close();
    }
}
