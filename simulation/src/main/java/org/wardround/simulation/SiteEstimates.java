package org.wardround.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.VariableType;
import org.wardround.inference.describe.PatientCellsPass;
import org.wardround.inference.describe.Scaling;
import org.wardround.inference.evaluate.Evaluation;
import org.wardround.inference.program.BySite;
import org.wardround.inference.program.RegressionDesign;
import org.wardround.inference.program.UnfitWords;
import org.wardround.inference.regression.InProcess;
import org.wardround.inference.regression.RegressionOutcome;
import org.wardround.inference.regression.RegressionSpec;
import org.wardround.inference.regression.meta.MetaAnalysis;
import org.wardround.inference.regression.meta.SiteEstimate;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.result.Coefficient;
import org.wardround.publish.Disclosure;
import org.wardround.publish.SiteFits;

/**
 * The first stage of a two-stage meta-analysis, each site's own fit of the same columns with the same knots, centres and scales, and the second, what
 * the estimates of each coefficient come to. A column that is the same for all of a site's rows is left out there. All of it is about single sites: a site with few patients, or
 * few of a class or with the event, or with a column of which few decide, has no part in it.
 */
final class SiteEstimates {
    private static final String OF_FEW =
            "estimates that rest on few patients, or few of a class, of a level or with the event, are suppressed";

    private final RegressionDesign design;

    SiteEstimates(RegressionDesign design) {
        this.design = design;
    }

    SiteFits pool(SortedMap<SiteId, Table> tables) {
        Map<String, List<SiteEstimate>> estimates = new LinkedHashMap<>();
        SortedMap<SiteId, String> failures = new TreeMap<>();
        tables.forEach((site, table) -> {
            if (isOfFew(table) || hasColumnOfFew(table)) {
                failures.put(site, OF_FEW);
                return;
            }
            Preprocessing encoding = BySite.get(design.description().sites(), site);
            RegressionOutcome outcome = fit(design.rows(table, encoding));
            if (outcome instanceof RegressionOutcome.Fitted fitted) {
                fitted.result().coefficients().forEach(coefficient -> add(estimates, site, coefficient));
            } else {
                failures.put(site, UnfitWords.ofOneSite((RegressionOutcome.Unfitted) outcome));
            }
        });
        Map<String, MetaAnalysis> pooled = new LinkedHashMap<>();
        design.description().federated().columns().forEach(column -> {
            List<SiteEstimate> sites = estimates.getOrDefault(column.term(), List.of());
            if (sites.size() > 1) {
                pooled.put(column.term(), MetaAnalysis.of(sites));
            }
        });
        return new SiteFits(pooled, failures);
    }

    private boolean hasColumnOfFew(Table table) {
        DataDictionary dictionary = design.definition().dictionary();
        Preprocessing encoding = design.description().federated();
        return dictionary.moments() != MomentsRule.EXACT
                && (!Scaling.ofSite(dictionary, table, encoding).few().isEmpty()
                        || !cellsOfFew(table, encoding).isEmpty());
    }

    private List<List<String>> cellsOfFew(Table table, Preprocessing encoding) {
        PatientCellsPass own =
                new PatientCellsPass(design.definition().dictionary(), encoding, 1, Math.max(1, table.rows()));
        return own.few(Evaluation.alone(own.answer(table)));
    }

    private boolean isOfFew(Table table) {
        Map<Double, Set<Integer>> patients = new TreeMap<>();
        boolean coded = !design.definition().dictionary().outcome().type().isQuantity();
        for (int row : table.rowsOn(Side.TRAIN)) {
            double code = table.events().length > 0 ? table.events()[row] : table.outcomes()[row];
            patients.computeIfAbsent(coded ? code : 0.0, unseen -> new TreeSet<>())
                    .add(table.patients()[row]);
        }
        return patients.values().stream().anyMatch(group -> Disclosure.RULE.hides(group.size()));
    }

    private static void add(Map<String, List<SiteEstimate>> estimates, SiteId site, Coefficient coefficient) {
        if (coefficient.standardError() > 0 && Double.isFinite(coefficient.standardError())) {
            estimates
                    .computeIfAbsent(coefficient.name(), unseen -> new ArrayList<>())
                    .add(new SiteEstimate(site.name(), coefficient.estimate(), coefficient.standardError()));
        }
    }

    private RegressionOutcome fit(RegressionRows rows) {
        RegressionSpec spec = design.specAlone();
        int[] varying = varying(rows.dataset());
        if (varying.length == 0 || varying.length == spec.columns().size()) {
            return InProcess.fit(spec, List.of(rows));
        }
        List<DesignColumn> columns = new ArrayList<>();
        for (int column : varying) {
            columns.add(spec.columns().get(column));
        }
        RegressionSpec narrower = RegressionSpec.of(spec.family(), columns, spec.outcome(), spec.limits())
                .withPenalty(spec.penalty())
                .withStopping(spec.stopping());
        return InProcess.fit(narrower, List.of(select(rows, varying)));
    }

    private static int[] varying(Dataset dataset) {
        List<Integer> varying = new ArrayList<>();
        for (int column = 0; column < dataset.features(); column++) {
            for (int row = 1; row < dataset.rows(); row++) {
                if (dataset.values()[row * dataset.features() + column] != dataset.values()[column]) {
                    varying.add(column);
                    break;
                }
            }
        }
        return varying.stream().mapToInt(Integer::intValue).toArray();
    }

    private RegressionRows select(RegressionRows rows, int[] columns) {
        Dataset all = rows.dataset();
        double[] values = new double[all.rows() * columns.length];
        double[] offsets = new double[all.rows()];
        double[] weights = new double[all.rows()];
        for (int row = 0; row < all.rows(); row++) {
            for (int i = 0; i < columns.length; i++) {
                values[row * columns.length + i] = all.values()[row * all.features() + columns[i]];
            }
            offsets[row] = rows.offset(row);
            weights[row] = rows.weight(row);
        }
        boolean time = design.definition().dictionary().outcome().type() == VariableType.TIME_TO_EVENT;
        Dataset narrower = time
                ? Dataset.ofTimes(columns.length, values, all.outcomes(), all.events(), all.patients())
                : Dataset.of(columns.length, values, all.outcomes(), all.patients());
        return time ? RegressionRows.of(narrower) : RegressionRows.of(narrower, offsets, weights);
    }
}
