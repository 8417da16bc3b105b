package org.wardround.simulation.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.study.Study;
import org.wardround.core.task.TaskKind;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.data.table.MappedData;
import org.wardround.inference.program.Exchange;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.PerSiteQuestion;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.SumQuestion;
import org.wardround.inference.program.Watcher;
import org.wardround.learning.answer.Carry;
import org.wardround.learning.answer.Learning;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.testkit.ReferenceData;
import org.wardround.testkit.crypto.RememberedCrypto;

/**
 * In each round of a whole study another hospital goes away at one step of the sum under masks: the model is, to the bit, that in the clear of those whose words had arrived; exact regression, which takes everybody, ends. Needs the real data.
 */
@ExtendWith(RememberedCrypto.class)
class LeavingSitesTest {
    private static final long SEED = 1;

    static Stream<Arguments> studies() {
        return Stream.of("heart-disease study", "heart-disease exact", "tcga-brca study", "tcga-brca exact")
                .map(words -> words.split(" "))
                .flatMap(words -> Stream.of(SecureStep.values()).map(step -> Arguments.of(words[0], words[1], step)));
    }

    @ParameterizedTest
    @MethodSource("studies")
    void the_model_is_that_of_those_who_answered(String data, String name, SecureStep step) {
        Path folder = Path.of("..", "studies", data);
        Study study = StudyFile.read(folder.resolve(name + ".yaml")).study();
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        ((MappedData.Sites) MappedData.read(
                        study, MappingFile.read(folder.resolve("mapping.yaml")).mapping(), ReferenceData.folder(data)))
                .sites()
                .forEach((site, read) -> tables.put(site, read.table()));
        Set<Integer> left = new HashSet<>();
        Leaving leaving = (site, plan) -> {
            boolean goes = site.equals(turn(plan, step));
            if (goes) {
                left.add(plan.number());
            }
            return goes ? Optional.of(step) : Optional.empty();
        };
        try (Workers workers = new Workers(2)) {
            String masked = model(study, tables, new MaskedExchange(workers, leaving, ReleaseLog.NONE));
            assertThat(masked).isEqualTo(model(study, tables, new InTheClear(workers, step)));
            boolean everybodyIsNeeded = name.equals("exact") && step.compareTo(SecureStep.INPUT) <= 0;
            assertThat(left).as("rounds that a site left").hasSizeGreaterThanOrEqualTo(everybodyIsNeeded ? 1 : 5);
            assertThat(masked.equals(ErrorCode.QUORUM_NOT_MET.name())).isEqualTo(everybodyIsNeeded);
        }
    }

    /**
     * Sites take turns. Sums over everybody's rows are not taken without one, so for those of training alone a site leaves before its words are sent; one round of exact regression is enough to show
     * that it ends then.
     */
    private static @Nullable SiteId turn(RoundPlan plan, SecureStep step) {
        boolean wordsArrive = step.compareTo(SecureStep.INPUT) > 0;
        if (!wordsArrive && plan.kind().isFullBatch() && plan.kind() != TaskKind.FIT) {
            return null;
        }
        List<SiteId> sites = new ArrayList<>(plan.invited());
        return sites.get(plan.number() % sites.size());
    }

    /** Its digest, or how the run ended without one. */
    private static String model(Study study, SortedMap<SiteId, Table> tables, Exchange exchange) {
        RunProgram program = new RunProgram(
                study,
                new RunProgram.Plan(SEED, RunProgram.Given.NOTHING),
                new Members(new TreeSet<>(tables.keySet()), tables),
                Learning.of(study, new Carry(), TrainingNoise::chance));
        try {
            RunProgram.Done done = program.run(new Rounds(exchange, Rounds.RoundLog.NONE), Watcher.NONE);
            return VectorDigest.of(ArrayVector.owning(done.trained().parameters()))
                    .hex();
        } catch (FederationException ended) {
            return ended.code().name();
        }
    }

    /** Who leaves before its words arrive is not asked. */
    private static final class InTheClear implements Exchange {
        private final InProcessExchange exchange;
        private final SecureStep step;

        InTheClear(Workers workers, SecureStep step) {
            this.exchange = new InProcessExchange(workers, Dropout.NONE, ReleaseLog.NONE);
            this.step = step;
        }

        @Override
        public RoundResult ask(SumQuestion question) {
            RoundPlan plan = question.plan();
            SiteId away = turn(plan, step);
            if (step.compareTo(SecureStep.INPUT) > 0 || away == null) {
                return exchange.ask(question);
            }
            if (plan.quorum() == plan.invited().size()) {
                throw new FederationException(ErrorCode.QUORUM_NOT_MET, away + " is away");
            }
            SortedSet<SiteId> stay = new TreeSet<>(plan.invited());
            stay.remove(away);
            return exchange.ask(new SumQuestion(
                    new RoundPlan(plan.number(), plan.kind(), stay, plan.quorum()),
                    question.layout(),
                    question.weighting(),
                    question.work()));
        }

        @Override
        public PerSiteResult askEach(PerSiteQuestion question) {
            return exchange.askEach(question);
        }
    }
}
