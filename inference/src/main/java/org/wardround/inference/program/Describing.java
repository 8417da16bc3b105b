package org.wardround.inference.program;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.evaluate.Evaluation;
import org.wardround.inference.statistics.CentresPass;
import org.wardround.inference.statistics.GivenPatients;
import org.wardround.inference.statistics.GivenTally;
import org.wardround.inference.statistics.GivenTallyPass;
import org.wardround.inference.statistics.Incidence;
import org.wardround.inference.statistics.IncidencePass;
import org.wardround.inference.statistics.LifeTable;
import org.wardround.inference.statistics.LifeTablePass;
import org.wardround.inference.statistics.Moments;
import org.wardround.inference.statistics.PatientRows;
import org.wardround.inference.statistics.QuantileSearch;
import org.wardround.inference.statistics.Quantity;
import org.wardround.inference.statistics.SpreadsPass;
import org.wardround.inference.statistics.Tally;
import org.wardround.inference.statistics.TallyPass;

/** The passes of Table 1, in order, over some sites or over one alone. */
public final class Describing {
    private static final List<Double> QUARTILES = List.of(0.25, 0.5, 0.75);

    private final DataDictionary dictionary;
    private final List<Quantity> quantities;
    private final Round round;
    private final int strata;
    private final int contributors;

    /** Asks for the sum of answers. */
    private interface Round {
        Sum ask(SumLayout layout, Function<PatientRows, LocalUpdate> answer);
    }

    private Describing(DataDictionary dictionary, int strata, int contributors, Round round) {
        this.dictionary = dictionary;
        this.quantities = Quantity.of(dictionary);
        this.strata = strata;
        this.contributors = contributors;
        this.round = round;
    }

    /**
     * Over all sites, by rounds; every site's patients have the same strata.
     *
     * @param atHand patients of the sites whose tables are at hand
     */
    public static Describing together(
            DataDictionary dictionary, int strata, int sites, SortedMap<SiteId, PatientRows> atHand, Asking asking) {
        return new Describing(
                dictionary,
                strata,
                sites,
                (layout, answer) -> asking.ask(layout, site -> answer.apply(BySite.get(atHand, site))));
    }

    /** Over one site, at home. */
    public static Describing alone(DataDictionary dictionary, PatientRows site) {
        return new Describing(dictionary, site.strata(), 1, (layout, answer) -> Evaluation.alone(answer.apply(site)));
    }

    /** Figures of each stratum, then of all together; where there is one stratum, of that alone. */
    public List<GroupFigures> run() {
        TallyPass counting = new TallyPass(dictionary, strata, contributors);
        return figures(counting.result(round.ask(counting.layout(), counting::answer)));
    }

    /**
     * Over all sites, by rounds, of which each gives its counts by a rule of its own; figures rest on the patients whose counts are given as they are.
     *
     * @param atHand patients of the sites whose tables are at hand
     */
    public static GivenFigures given(
            DataDictionary dictionary, int sites, SortedMap<SiteId, GivenPatients> atHand, Asking asking) {
        GivenTallyPass counting = new GivenTallyPass(dictionary, sites);
        GivenTally tally =
                counting.result(asking.ask(counting.layout(), site -> counting.answer(BySite.get(atHand, site))));
        SortedMap<SiteId, PatientRows> told = new TreeMap<>();
        atHand.forEach((site, patients) -> told.put(site, patients.forFigures(dictionary)));
        Describing describing = together(dictionary, 1, sites, told, asking);
        return new GivenFigures(tally, describing.figures(tally.figures()).get(0));
    }

    private List<GroupFigures> figures(Tally tally) {
        List<List<Moments>> moments = moments(tally);
        QuantileSearch search = QuantileSearch.start(quantities, tally, QUARTILES, contributors);
        while (!search.isFinished()) {
            search = search.step(round.ask(search.layout(), search::answer));
        }
        Times times = dictionary.outcome().type() == VariableType.TIME_TO_EVENT ? times(tally) : null;
        List<GroupFigures> groups = new ArrayList<>();
        for (int stratum = 0; stratum < strata; stratum++) {
            int one = stratum;
            groups.add(group(
                    tally.only(stratum),
                    moments.stream().map(each -> each.get(one)).toList(),
                    quartiles(search, stratum),
                    times,
                    stratum));
        }
        if (strata > 1) {
            groups.add(group(
                    tally.total(),
                    moments.stream().map(Moments::of).toList(),
                    quartiles(search, strata),
                    times == null ? null : times.total(),
                    0));
        }
        return List.copyOf(groups);
    }

    private List<List<Moments>> moments(Tally tally) {
        if (quantities.isEmpty()) {
            return List.of();
        }
        CentresPass centring = new CentresPass(quantities, tally, contributors);
        SpreadsPass spreading = new SpreadsPass(
                quantities, tally, centring.result(round.ask(centring.layout(), centring::answer)), contributors);
        return spreading.result(round.ask(spreading.layout(), spreading::answer));
    }

    private List<List<Double>> quartiles(QuantileSearch search, int stratum) {
        List<List<Double>> quartiles = new ArrayList<>();
        for (int quantity = 0; quantity < quantities.size(); quantity++) {
            int one = quantity;
            quartiles.add(
                    QUARTILES.stream().map(p -> search.value(one, stratum, p)).toList());
        }
        return quartiles;
    }

    /** Rates and life tables by stratum. */
    private record Times(List<Incidence> incidence, List<LifeTable> life) {
        Times total() {
            long events = incidence.stream().mapToLong(Incidence::events).sum();
            double time = incidence.stream().mapToDouble(Incidence::personTime).sum();
            LifeTable all = life.stream().reduce(LifeTable::plus).orElseThrow();
            return new Times(List.of(new Incidence(events, time)), List.of(all));
        }
    }

    private Times times(Tally tally) {
        IncidencePass timing = new IncidencePass(dictionary.outcome(), tally, contributors);
        LifeTablePass living = new LifeTablePass(dictionary.outcome(), strata, contributors);
        return new Times(
                timing.result(round.ask(timing.layout(), timing::answer)),
                living.result(round.ask(living.layout(), living::answer)));
    }

    private static GroupFigures group(
            Tally tally, List<Moments> moments, List<List<Double>> quartiles, @Nullable Times times, int stratum) {
        return new GroupFigures(
                tally,
                moments,
                quartiles,
                times == null ? null : times.incidence.get(stratum),
                times == null ? null : times.life.get(stratum));
    }
}
