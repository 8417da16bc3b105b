package org.wardround.inference.program;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.wardround.core.dataset.Side;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Sum;
import org.wardround.core.task.TaskKind;
import org.wardround.inference.describe.Counts;
import org.wardround.inference.describe.CountsPass;
import org.wardround.inference.describe.FormulaNumbers;
import org.wardround.inference.describe.Means;
import org.wardround.inference.describe.MeansPass;
import org.wardround.inference.describe.NoisedDescription;
import org.wardround.inference.describe.OutcomePass;
import org.wardround.inference.describe.QuantilesPass;
import org.wardround.inference.describe.Scaling;
import org.wardround.inference.describe.SpreadPass;

/**
 * The first rounds of a run: counts, means, quantiles where knots are to be placed, spreads, quartiles where few patients make a spread, and of an outcome that is a number mean and spread too;
 * from them follows how records are encoded.
 */
public final class Describe {
    private final DataDictionary dictionary;
    private final Formula formula;
    private final Members members;

    public Describe(DataDictionary dictionary, Formula formula, Members members) {
        this.dictionary = dictionary;
        this.formula = formula;
        this.members = members;
    }

    /**
     * What the sites together look like.
     *
     * @param formula with the numbers that were found in the data
     * @param scaling the federated means and spreads of the columns, whether records are standardised by them or not
     * @param federated encoding by the numbers of all sites
     * @param sites the encoding of each site at hand, which differs between sites only where each standardises by itself
     * @param constantVariables variables with the same value for every training row of every site
     * @param unrecorded those of them that no training row of any site has a value of
     * @param outcome the scale on which a number is learnt
     */
    public record Description(
            Counts counts,
            Formula formula,
            Scaling scaling,
            Preprocessing federated,
            SortedMap<SiteId, Preprocessing> sites,
            List<String> constantVariables,
            List<String> unrecorded,
            OutcomeScale outcome) {
        /** @throws FederationException {@code STUDY_UNFIT} where a variable is the same for everybody, or never recorded */
        public void requireInformation() {
            if (!unrecorded.isEmpty()) {
                throw new FederationException(
                        ErrorCode.STUDY_UNFIT,
                        "not recorded for any training patient at any site: %s; take it out of the study, or see in the mappings where it should come from"
                                .formatted(String.join(", ", unrecorded)));
            }
            if (!constantVariables.isEmpty()) {
                throw new FederationException(
                        ErrorCode.STUDY_UNFIT,
                        "the same value for every training patient of every site: %s; nothing can be learned from it, so take it out of the study"
                                .formatted(String.join(", ", constantVariables)));
            }
        }
    }

    public Description run(Rounds rounds) {
        TreeSet<SiteId> sites = new TreeSet<>(members.sites());
        CountsPass countsPass = new CountsPass(dictionary, sites.size());
        Counts counts = countsPass.result(rounds.askAll(
                TaskKind.DESCRIBE, sites, countsPass.layout(), site -> countsPass.answer(members.table(site))));
        MeansPass meansPass = new MeansPass(dictionary, sites.size(), counts);
        Means means = meansPass.result(rounds.askAll(
                TaskKind.DESCRIBE, sites, meansPass.layout(), site -> meansPass.answer(members.table(site))));
        Formula resolved = FormulaNumbers.resolved(dictionary, formula, means, knots(counts, sites, rounds));
        SpreadPass spreadPass = new SpreadPass(dictionary, resolved, sites.size(), counts, means);
        Sum spreads = rounds.askAll(
                TaskKind.DESCRIBE, sites, spreadPass.layout(), site -> spreadPass.answer(members.table(site)));
        SortedMap<Integer, List<Double>> wanted = new TreeMap<>();
        spreadPass.narrow(spreads).forEach(variable -> wanted.put(variable, List.of(0.25, 0.5, 0.75)));
        Map<Integer, List<Double>> quartiles = quantiles(wanted, counts, sites, rounds);
        return describe(
                new Found(
                        counts, spreadPass.means(spreads, quartiles), resolved, spreadPass.result(spreads, quartiles)),
                outcome(rounds, sites, counts));
    }

    /**
     * The same under differential privacy: from sums with noise, as often as the study's statistics say. Variables that are the same for everybody, or never recorded, are not found.
     *
     * @param noise of the sites at hand; asked where one answers
     * @throws IllegalArgumentException where the study's number of passes is not that of its dictionary, or each site would scale by its own rows: then one patient would change the inputs of all others there
     */
    public Description run(Rounds rounds, PrivateTraining.Statistics statistics, Supplier<StepPrivacy> noise) {
        if (dictionary.standardisation() == Standardisation.SITE) {
            throw new IllegalArgumentException("with differential privacy no site scales by its own rows");
        }
        int passes = PrivateTraining.Statistics.passes(dictionary, formula);
        if (passes != statistics.passes()) {
            throw new IllegalArgumentException(
                    "the study's inputs take %d passes of statistics, and its budget is for %d"
                            .formatted(passes, statistics.passes()));
        }
        if (passes == 0) {
            Means means = NoisedDescription.noMeans(dictionary);
            Scaling plain = new Scaling(Scaling.unscaled(dictionary, formula, means), List.of());
            return describe(
                    new Found(NoisedDescription.noCounts(dictionary), means, formula, plain), OutcomeScale.NONE);
        }
        TreeSet<SiteId> sites = new TreeSet<>(members.sites());
        NoisedDescription asked = new NoisedDescription(dictionary, formula, sites.size());
        NoisedDescription.First first = asked.result(rounds.askAll(
                TaskKind.DESCRIBE, sites, asked.layout(), site -> asked.answer(members.table(site), noise.get())));
        Formula resolved = first.resolved();
        Scaling scaling = passes == 1 ? first.scaling(resolved) : second(first, resolved, rounds, noise);
        double[] outcome = dictionary.outcome().type() == VariableType.NUMBER ? first.outcome() : new double[] {0, 1};
        return describe(
                new Found(first.counts(), first.means(), resolved, scaling), OutcomeScale.of(outcome[0], outcome[1]));
    }

    private Scaling second(
            NoisedDescription.First first, Formula resolved, Rounds rounds, Supplier<StepPrivacy> noise) {
        TreeSet<SiteId> sites = new TreeSet<>(members.sites());
        NoisedDescription.Second second = first.second(resolved, sites.size());
        return second.result(rounds.askAll(
                TaskKind.DESCRIBE, sites, second.layout(), site -> second.answer(members.table(site), noise.get())));
    }

    private Map<Integer, List<Double>> knots(Counts counts, TreeSet<SiteId> sites, Rounds rounds) {
        return quantiles(FormulaNumbers.quantiles(dictionary, formula, counts), counts, sites, rounds);
    }

    private Map<Integer, List<Double>> quantiles(
            SortedMap<Integer, List<Double>> wanted, Counts counts, TreeSet<SiteId> sites, Rounds rounds) {
        if (wanted.isEmpty()) {
            return wanted;
        }
        QuantilesPass pass = QuantilesPass.first(dictionary, sites.size(), counts, wanted);
        while (!pass.isDone()) {
            QuantilesPass asked = pass;
            pass = asked.next(
                    rounds.askAll(TaskKind.DESCRIBE, sites, asked.layout(), site -> asked.answer(members.table(site))));
        }
        return pass.quantiles();
    }

    private OutcomeScale outcome(Rounds rounds, TreeSet<SiteId> sites, Counts counts) {
        if (dictionary.outcome().type() != VariableType.NUMBER) {
            return OutcomeScale.NONE;
        }
        OutcomePass first = OutcomePass.first(dictionary.outcome(), sites.size(), counts.rows(Side.TRAIN));
        double mean = first.mean(ask(rounds, sites, first));
        OutcomePass second = first.second(mean);
        Sum sum = ask(rounds, sites, second);
        return OutcomeScale.of(second.mean(sum), second.standardDeviation(sum));
    }

    private Sum ask(Rounds rounds, TreeSet<SiteId> sites, OutcomePass pass) {
        return rounds.askAll(TaskKind.DESCRIBE, sites, pass.layout(), site -> pass.answer(members.table(site)));
    }

    /** What the rounds gave. */
    private record Found(Counts counts, Means means, Formula formula, Scaling scaling) {}

    private Description describe(Found found, OutcomeScale outcome) {
        Scaling scaling = found.scaling;
        Preprocessing unscaled = Scaling.unscaled(dictionary, found.formula, found.means);
        Preprocessing federated =
                dictionary.standardisation() == Standardisation.NONE ? unscaled : scaling.preprocessing();
        SortedMap<SiteId, Preprocessing> sites = new TreeMap<>();
        members.atHand()
                .forEach((site, table) -> sites.put(
                        site,
                        dictionary.standardisation() == Standardisation.SITE
                                ? Scaling.ofSite(dictionary, table, unscaled).preprocessing()
                                : federated));
        List<String> constant = scaling.constantVariables(dictionary);
        List<String> unrecorded = constant.stream()
                .filter(name -> found.counts.present(dictionary.indexOf(name)) == 0)
                .toList();
        return new Description(found.counts, found.formula, scaling, federated, sites, constant, unrecorded, outcome);
    }
}
