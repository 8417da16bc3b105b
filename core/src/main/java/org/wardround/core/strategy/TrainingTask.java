package org.wardround.core.strategy;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.TaskKind;
import org.wardround.core.vector.Vector;

/** What sites are asked in a round of training. The answer stands in {@link #layout()}, whose blocks {@link TrainingSegments} names. */
public sealed interface TrainingTask {
    /** Counted from 1; abandoned rounds count, so that a new round draws new batches. */
    int round();

    /** The model whose losses are asked, and from which local training starts. */
    Vector model();

    AnswerForm form();

    default SumLayout layout() {
        return form().layout();
    }

    TaskKind kind();

    /**
     * Train from the model and measure its losses.
     *
     * @param control SCAFFOLD's c; empty with other strategies
     * @param rateFactor the schedule's factor on the local learning rate in this round
     */
    record Train(int round, Vector model, Vector control, double rateFactor, AnswerForm form) implements TrainingTask {
        /** A task whose answers are added and not clipped. */
        public Train(int round, Vector model, Vector control, double rateFactor, SumLayout layout) {
            this(round, model, control, rateFactor, AnswerForm.sum(layout));
        }

        @Override
        public TaskKind kind() {
            return TaskKind.TRAIN;
        }
    }

    /** Measure the losses of the model and train no more: the last question of a training, put to all sites. */
    record Loss(int round, Vector model, AnswerForm form) implements TrainingTask {
        /** A task whose answers are added. */
        public Loss(int round, Vector model, SumLayout layout) {
            this(round, model, AnswerForm.sum(layout));
        }

        @Override
        public TaskKind kind() {
            return TaskKind.EVALUATE;
        }
    }
}
