package org.wardround.site.worker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.storage.Bytes;
import org.wardround.core.study.Study;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.TaskKind;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.SumQuestion;
import org.wardround.site.policy.Limits;
import org.wardround.site.run.SiteRunDefinition;
import org.wardround.study.file.StudyFile;

/** A small run with questions that no program asks: what is tried is the worker's conduct. */
final class Tasks {
    static final SiteId SELF = new SiteId("charite");
    static final SiteId PEER = new SiteId("mayo");
    static final SumLayout LAYOUT =
            new SumLayout(2, List.of(Segment.plain("rows", 2, 20), Segment.plain("sum", 3, 20)));
    static final Limits.Worker LIMITS = new Limits.Worker(128L << 20, 1, Duration.ofSeconds(60));

    private static final VerifyingKey KEY = SigningKey.generate().verifyingKey();
    private static final String STUDY = """
        study: small
        purpose: Try a worker
        data:
          variables:
            - {name: age, type: number, unit: years, range: [0, 120]}
          outcome: {name: disease, type: binary}
        model: {type: logistic}
        training: {rounds: 3, strategy: {type: fedavg}, local: {steps: 1, batchSize: 4, optimiser: {type: sgd, learningRate: 0.1}}}
        """;

    private static final Study READ = StudyFile.read(Path.of("study.yaml"), STUDY.getBytes(StandardCharsets.UTF_8))
            .study();

    private Tasks() {}

    static TreeSet<SiteId> sites() {
        return new TreeSet<>(List.of(SELF, PEER));
    }

    static SumQuestion question(int round) {
        return new SumQuestion(
                new RoundPlan(round, TaskKind.TRAIN, sites(), 2), LAYOUT, SumQuestion.Weighting.NONE, site -> {
                    throw new AssertionError("nothing is computed in the agent");
                });
    }

    static SiteRunDefinition definition(String run, long seed) {
        TreeMap<SiteId, VerifyingKey> peers = new TreeMap<>();
        sites().forEach(site -> peers.put(site, KEY));
        Sha256 hash = Sha256.of("study");
        return new SiteRunDefinition(run, SELF, hash, READ, RunProgram.Given.NOTHING, seed, hash, peers, KEY);
    }

    static WorkerInput input(Path snapshot) {
        return new WorkerInput(Bytes.copyOf(STUDY.getBytes(StandardCharsets.UTF_8)), Bytes.EMPTY, snapshot, 3);
    }
}
