package org.wardround.cli.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Journal;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.PrivacySpec;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Study;
import org.wardround.core.study.VariableType;
import org.wardround.core.task.TaskKind;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.RunProgram;
import org.wardround.privacy.cohort.PatientMark;
import org.wardround.privacy.memory.ColumnMarks;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.site.cohort.CohortMaker;
import org.wardround.site.cohort.CohortMemory;
import org.wardround.site.cohort.PatientMarker;
import org.wardround.site.cohort.RunCohort;
import org.wardround.site.ledger.Charge;
import org.wardround.site.policy.Differences;
import org.wardround.site.run.SiteRunDefinition;
import org.wardround.study.file.StudyFile;

/**
 * A study so small that it can be run thousands of times, with its hospitals. Immutable.
 *
 * @param costOfRound what the ledger is charged with for a round of training that has noise
 */
record FaultStudy(String label, Study study, int quorum, SortedMap<SiteId, Table> tables, String costOfRound) {
    static final String RUN = "run-1";
    private static final long SEED = 5;
    private static final String NOT_BOUNDED = "not bounded";
    private static final int ROWS = 30;
    private static final String MARKER = "\n    - {name: marker, type: number, range: [-10, 10]}";
    private static final Sha256 HASH = Sha256.of("manifest");
    private static final Sha256 ROSTER = Sha256.of("roster");
    private static final SigningKey COORDINATOR = SigningKey.generate();
    private static final Map<SiteId, SigningKey> KEYS = keys();
    private static final PatientMarker PATIENTS = marker();

    /** Everybody is asked in each round, nothing is carried. */
    static final FaultStudy AVERAGED = of("averaged", "{type: fedavg}", 2, "{type: logistic}");

    /** Each site carries its variates from round to round. */
    static final FaultStudy CARRYING = of("carrying", "{type: scaffold}", 2, "{type: logistic}");

    /** A round asks two of the three. */
    static final FaultStudy PARTIAL = of("partial", "{type: scaffold, fraction: 0.6}", 1, "{type: logistic}");

    /** Answers, sums and what is carried are files: each is above 64 KiB. */
    static final FaultStudy LARGE = of("large", "{type: scaffold}", 2, "{type: mlp, hidden: [2100]}");

    /** Every sum is taken under masks, of four sites, one of whom may go away. */
    static final FaultStudy MASKED = masked();

    /**
     * Under masks and differential privacy: each site takes 100 steps with noise of 5 times the clip norm, over all of its patients, which is a published row of accountants: ε = 10.725510 at δ 1e-5 by Rényi, 9.997256146 exactly.
     */
    static final FaultStudy PRIVATE =
            privately("private", "{type: fedavg}", 25, "noiseMultiplier: 5", "25 x discrete-gaussian-vector 5.0 1.0");

    /** One gradient in each of four rounds, with noise of which each site adds a share: one of the four may go away and one may tell, and two shares are still enough. */
    static final FaultStudy SHARED = privately(
            "shared",
            "{type: fedsgd, serverLearningRate: 0.5}",
            0,
            "noiseMultiplier: 1, noise: distributed",
            "1 x shared-gaussian-vector 1.0 1 1.0");

    /** Four steps of Newton's method, each with all the noise at each site. */
    static final FaultStudy NEWTON = newton("newton", "", "1 x discrete-gaussian-vector 2.0 1.0");

    /** The same with noise of which each site adds a share. */
    static final FaultStudy SHARED_NEWTON =
            newton("shared-newton", ", noise: distributed", "1 x shared-gaussian-vector 2.0 1 1.0");

    /** Inputs as they are, of which nothing is asked before. */
    static final FaultStudy UNSCALED_NEWTON = unscaled(NEWTON);

    static final FaultStudy UNSCALED_SHARED_NEWTON = unscaled(SHARED_NEWTON);

    private static FaultStudy newton(String label, String noise, String cost) {
        return privately(label, "{type: fednewton, ridge: 0.1}", 0, "clipNorm: 4, noiseMultiplier: 2" + noise, cost);
    }

    private static FaultStudy unscaled(FaultStudy scaled) {
        DataDictionary data = scaled.study.data();
        // Ages of 60 have slopes of 60 and curvature of 3,600, and are the whole of what the norm holds.
        return scaled.with(
                new DataDictionary(
                        data.minimumPatients(),
                        data.variables(),
                        data.outcome(),
                        data.cohort(),
                        Standardisation.NONE,
                        data.split()),
                scaled.wanted().with(PrivateTraining.Statistics.NONE));
    }

    private PrivateTraining wanted() {
        return Objects.requireNonNull(
                ((Analysis.Train) study.analysis()).training().privacy());
    }

    private FaultStudy with(DataDictionary data, PrivateTraining wanted) {
        Analysis.Train train = (Analysis.Train) study.analysis();
        Study changed = new Study(
                study.name(),
                study.purpose(),
                study.governance(),
                data,
                new Analysis.Train(train.model(), train.training().with(wanted)),
                study.evaluation(),
                study.privacy());
        return new FaultStudy(label, changed, quorum, tables, costOfRound);
    }

    /** The same with noise that is shared out, of which so many sites may tell theirs. */
    FaultStudy tolerating(int colluders) {
        PrivateTraining wanted = wanted();
        return with(
                study.data(),
                new PrivateTraining(
                        wanted.limit(),
                        wanted.delta(),
                        wanted.samplingRate(),
                        wanted.clipNorm(),
                        new PrivateTraining.Share.Distributed(colluders),
                        wanted.statistics()));
    }

    /** The same with other noise than a study file may ask for, whatever it costs. */
    FaultStudy withNoise(double multiplier, double clipNorm) {
        PrivateTraining wanted = wanted();
        return with(
                study.data(),
                new PrivateTraining(
                        new PrivateTraining.Limit.Noise(multiplier),
                        wanted.delta(),
                        wanted.samplingRate(),
                        clipNorm,
                        wanted.share(),
                        wanted.statistics()));
    }

    private static FaultStudy privately(String label, String strategy, int steps, String noise, String cost) {
        String section = "privacy:\n  differentialPrivacy: {delta: 1e-5, samplingRate: 1, %s}\n".formatted(noise);
        Study study = read(text(strategy, 3, "{type: logistic}", steps, MARKER, "federated") + section);
        return new FaultStudy(label, study.with(new PrivacySpec(true)), 3, MASKED.tables(), cost);
    }

    /** Whether its training has noise, so that no answer comes out twice. */
    boolean isPrivate() {
        return study.analysis() instanceof Analysis.Train train
                && train.training().privacy() != null;
    }

    /** What the ledger is charged with for an answer: the first of a study that has noise is of sums that scale inputs, those of training have noise too, and no other. */
    String cost(Charge charge) {
        if (!isPrivate()) {
            return NOT_BOUNDED;
        }
        if (charge.task() == TaskKind.TRAIN) {
            return costOfRound;
        }
        return charge.round() == 1
                ? TrainingNoise.of(study).orElseThrow().costOfStatistics(1).text()
                : NOT_BOUNDED;
    }

    /** The same with sums in the clear. */
    FaultStudy inTheClear() {
        return new FaultStudy(label, study.with(PrivacySpec.PLAIN), quorum, tables, costOfRound);
    }

    private static FaultStudy masked() {
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        KEYS.keySet().forEach(site -> tables.put(site, table(site)));
        Study masked = study("{type: scaffold}", 3, "{type: logistic}").with(new PrivacySpec(true));
        return new FaultStudy("masked", masked, 3, tables, NOT_BOUNDED);
    }

    private static Map<SiteId, SigningKey> keys() {
        Map<SiteId, SigningKey> keys = new TreeMap<>();
        List.of("alder", "birch", "cedar", "dogwood")
                .forEach(name -> keys.put(new SiteId(name), SigningKey.generate()));
        return keys;
    }

    private static FaultStudy of(String label, String strategy, int quorum, String model) {
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        KEYS.keySet().stream().limit(3).forEach(site -> tables.put(site, table(site)));
        return new FaultStudy(label, study(strategy, quorum, model), quorum, tables, NOT_BOUNDED);
    }

    /** The same study with another quorum, for a defect that is planted. */
    FaultStudy withQuorum(int another) {
        String strategy = label.equals("averaged") ? "{type: fedavg}" : "{type: scaffold}";
        return new FaultStudy(label, study(strategy, another, "{type: logistic}"), another, tables, NOT_BOUNDED);
    }

    private static Study study(String strategy, int quorum, String model) {
        return study(strategy, quorum, model, 3);
    }

    private static Study study(String strategy, int quorum, String model, int steps) {
        return study(strategy, quorum, model, steps, MARKER);
    }

    /** Another study of the same patients: another model of the same outcome, from one variable less. */
    static Study oneVariable() {
        return study("{type: fedavg}", 2, "{type: mlp, hidden: [3]}", 3, "");
    }

    /** Of the same variables as the usual one, another model. @param how inputs are standardised */
    static Study standardised(String how) {
        return study("{type: fedavg}", 2, "{type: mlp, hidden: [3]}", 3, MARKER, how);
    }

    private static Study study(String strategy, int quorum, String model, int steps, String more) {
        return study(strategy, quorum, model, steps, more, "site");
    }

    private static Study study(String strategy, int quorum, String model, int steps, String more, String standardised) {
        return read(text(strategy, quorum, model, steps, more, standardised)).with(PrivacySpec.PLAIN);
    }

    private static String text(String strategy, int quorum, String model, int steps, String more, String standardised) {
        return """
                study: faults
                purpose: Try what a federation survives
                data:
                  minimumPatients: 1
                  standardise: %s
                  variables:
                    - {name: age, type: number, unit: years, range: [0, 120]}%s
                  outcome: {name: event, type: binary}
                  split: {validation: 0, test: 0.3}
                model: %s
                training:
                  strategy: %s
                  quorum: %d
                  rounds: 4
                  local: {%sbatchSize: 8}
                evaluation:
                  primary: accuracy
                  metrics: [accuracy]
                """.formatted(
                        standardised,
                        more,
                        model,
                        strategy,
                        quorum,
                        steps == 0 ? "" : "steps: %d, optimiser: {type: sgd, learningRate: 0.3}, ".formatted(steps));
    }

    private static Study read(String text) {
        try {
            Path file = Files.createTempFile("faults", ".yaml");
            try {
                Files.writeString(file, text);
                return StudyFile.read(file).study();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Table table(SiteId site) {
        SeededStream random = SeededStream.of(SEED, "table", site);
        double[] age = new double[ROWS];
        double[] marker = new double[ROWS];
        double[] outcomes = new double[ROWS];
        int[] patients = new int[ROWS];
        List<Side> sides = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            age[row] = Math.rint(60 + 10 * random.nextGaussian());
            marker[row] = Math.rint(100 * random.nextGaussian()) / 100;
            double risk = 0.08 * (age[row] - 60) + 1.1 * marker[row];
            outcomes[row] = random.nextDouble() < 1 / (1 + StrictMath.exp(-risk)) ? 1 : 0;
            patients[row] = row;
            sides.add(row % 3 == 2 ? Side.TEST : Side.TRAIN);
        }
        return new Table(VariableType.BINARY, new double[][] {age, marker}, outcomes, new double[0], patients, sides);
    }

    long seed() {
        return SEED;
    }

    SigningKey coordinatorKey() {
        return COORDINATOR;
    }

    SigningKey key(SiteId site) {
        return KEYS.get(site);
    }

    private SortedMap<SiteId, VerifyingKey> verifying() {
        SortedMap<SiteId, VerifyingKey> all = new TreeMap<>();
        tables.keySet().forEach(site -> all.put(site, KEYS.get(site).verifyingKey()));
        return all;
    }

    /** What the coordinator runs. */
    RunDefinition run(Duration join, Duration round, Duration patience) {
        return new RunDefinition(
                RUN,
                HASH,
                study,
                RunProgram.Given.NOTHING,
                SEED,
                ROSTER,
                verifying(),
                new RunDefinition.Timing(join, round, patience));
    }

    /** Whom a hospital's answers are about, held against its memory. */
    RunCohort cohort(SiteId self, Journal journal) {
        Table table = Objects.requireNonNull(tables.get(self));
        CohortMemory memory = CohortMemory.open(journal, PATIENTS, () -> Differences.LARGE);
        List<PatientMark> marks = memory.marks(IntStream.range(0, table.sides().size())
                .mapToObj(Integer::toString)
                .toList());
        return RunCohort.of(memory, CohortMaker.of(study, table, marks), ColumnMarks.of(table, marks));
    }

    private static PatientMarker marker() {
        try {
            Path folder = Files.createTempDirectory("marker");
            try {
                return PatientMarker.open(folder);
            } finally {
                Files.deleteIfExists(folder.resolve(PatientMarker.FILE));
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a hospital runs. */
    SiteRunDefinition run(SiteId self) {
        return new SiteRunDefinition(
                RUN,
                self,
                HASH,
                study,
                RunProgram.Given.NOTHING,
                SEED,
                ROSTER,
                verifying(),
                COORDINATOR.verifyingKey());
    }
}
