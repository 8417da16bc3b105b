package org.wardround.simulation;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Sum;
import org.wardround.core.task.TaskKind;
import org.wardround.inference.describe.Counts;
import org.wardround.inference.describe.CountsPass;
import org.wardround.inference.describe.Means;
import org.wardround.inference.describe.MeansPass;
import org.wardround.inference.describe.OutcomePass;
import org.wardround.inference.describe.Scaling;
import org.wardround.inference.describe.SpreadPass;

/** The first rounds of a run: counts, means, spreads, and of an outcome that is a number mean and spread too; from them follows how records are encoded. */
final class Describe {
    private final DataDictionary dictionary;
    private final SortedMap<SiteId, Table> tables;

    Describe(DataDictionary dictionary, SortedMap<SiteId, Table> tables) {
        this.dictionary = dictionary;
        this.tables = tables;
    }

    /**
     * What the sites together look like.
     *
     * @param federated encoding by the numbers of all sites
     * @param sites each site's encoding, which differs between sites only where each standardises by itself
     * @param constantVariables variables with the same value for every training row of every site
     * @param unrecorded those of them that no training row of any site has a value of
     * @param outcome the scale on which a number is learnt
     */
    record Description(
            Counts counts,
            Preprocessing federated,
            SortedMap<SiteId, Preprocessing> sites,
            List<String> constantVariables,
            List<String> unrecorded,
            OutcomeScale outcome) {}

    Description run(Rounds rounds) {
        TreeSet<SiteId> sites = new TreeSet<>(tables.keySet());
        CountsPass countsPass = new CountsPass(dictionary, sites.size());
        Counts counts = countsPass.result(
                rounds.askAll(TaskKind.DESCRIBE, sites, countsPass.layout(), site -> countsPass.answer(table(site))));
        MeansPass meansPass = new MeansPass(dictionary, sites.size(), counts);
        Means means = meansPass.result(
                rounds.askAll(TaskKind.DESCRIBE, sites, meansPass.layout(), site -> meansPass.answer(table(site))));
        SpreadPass spreadPass = new SpreadPass(dictionary, sites.size(), counts, means);
        Scaling scaling = spreadPass.result(
                rounds.askAll(TaskKind.DESCRIBE, sites, spreadPass.layout(), site -> spreadPass.answer(table(site))));
        return describe(counts, means, scaling, outcome(rounds, sites, counts));
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
        return rounds.askAll(TaskKind.DESCRIBE, sites, pass.layout(), site -> pass.answer(table(site)));
    }

    private Description describe(Counts counts, Means means, Scaling scaling, OutcomeScale outcome) {
        Preprocessing unscaled = Scaling.unscaled(dictionary, means);
        Preprocessing federated =
                dictionary.standardisation() == Standardisation.NONE ? unscaled : scaling.preprocessing();
        SortedMap<SiteId, Preprocessing> sites = new TreeMap<>();
        tables.forEach((site, table) -> sites.put(
                site,
                dictionary.standardisation() == Standardisation.SITE
                        ? Scaling.ofSite(table, unscaled).preprocessing()
                        : federated));
        List<String> constant = scaling.constantVariables(dictionary);
        List<String> unrecorded = constant.stream()
                .filter(name -> counts.present(dictionary.indexOf(name)) == 0)
                .toList();
        return new Description(counts, federated, sites, constant, unrecorded, outcome);
    }

    private Table table(SiteId site) {
        return BySite.get(tables, site);
    }
}
