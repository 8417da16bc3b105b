package org.wardround.learning.answer;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.inference.describe.Scaling;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.inference.program.BySite;
import org.wardround.inference.program.RowColumn;
import org.wardround.inference.program.Scorer;
import org.wardround.inference.program.Trained;
import org.wardround.learning.model.Model;

/**
 * A model with all that a table needs to be scored by it. Thread-safe.
 *
 * @param dictionary of the variables that it reads
 * @param encoding imputation, and centres and scales unless {@code perSite}
 * @param perSite whether each site's rows are standardised by that site's own training rows
 * @param known the numbers of sites whose training rows are not at hand, which then stand for these
 * @param offset position of the variable that is added to the linear predictor; {@link #NO_OFFSET}: none
 * @param parameters shared: do not write
 */
public record FittedModel(
        DataDictionary dictionary,
        Model model,
        double[] parameters,
        Preprocessing encoding,
        boolean perSite,
        SortedMap<SiteId, Preprocessing> known,
        int offset)
        implements Scorer {
    public static final int NO_OFFSET = -1;

    public FittedModel(
            DataDictionary dictionary,
            Model model,
            double[] parameters,
            Preprocessing encoding,
            boolean perSite,
            int offset) {
        this(dictionary, model, parameters, encoding, perSite, new TreeMap<>(), offset);
    }

    public FittedModel(
            DataDictionary dictionary, Model model, double[] parameters, Preprocessing encoding, boolean perSite) {
        this(dictionary, model, parameters, encoding, perSite, NO_OFFSET);
    }

    /** The model of a program's outcome. */
    public static FittedModel of(DataDictionary dictionary, ModelSpec spec, Trained trained) {
        Preprocessing encoding = trained.description().federated();
        return new FittedModel(
                dictionary,
                Model.of(spec, dictionary.outcome(), encoding.features()),
                trained.parameters(),
                encoding,
                dictionary.standardisation() == Standardisation.SITE,
                dictionary.indexOf(spec.formula().offset()));
    }

    /**
     * A model that is there already.
     *
     * @param dictionary of the study that trained it
     * @param encodings of each site that it was trained at, where each standardises by its own numbers; otherwise empty
     * @param common the encoding of all; null where each site has its own
     */
    public static FittedModel existing(
            ModelSpec spec,
            DataDictionary dictionary,
            double[] parameters,
            @Nullable Preprocessing common,
            SortedMap<SiteId, Preprocessing> encodings) {
        Preprocessing encoding = common == null ? BySite.get(encodings, encodings.firstKey()) : common;
        return new FittedModel(
                dictionary,
                Model.of(spec, dictionary.outcome(), encoding.features()),
                parameters,
                encoding,
                !encodings.isEmpty(),
                new TreeMap<>(encodings),
                dictionary.indexOf(spec.formula().offset()));
    }

    /** What the model says about the rows on a side of a site's table. */
    @Override
    public ScoredRows score(SiteId site, Table table, Side side) {
        Dataset rows = table.encode(encodingFor(site, table), side);
        double[] scores = new double[rows.rows() * model.outputs()];
        model.predictors(parameters, rows, scores);
        if (offset != NO_OFFSET) {
            double[] offsets = RowColumn.of(table, side, offset, encoding);
            for (int row = 0; row < scores.length; row++) {
                scores[row] += offsets[row];
            }
        }
        for (int row = 0; row < rows.rows(); row++) {
            model.toScores(scores, row * model.outputs());
        }
        return ScoredRows.of(rows, scores, model.outputs());
    }

    /** Standardises every table by the numbers of the rows it was trained on. */
    public FittedModel withOneScaling() {
        return new FittedModel(dictionary, model, parameters, encoding, false, offset);
    }

    private Preprocessing encodingFor(SiteId site, Table table) {
        Preprocessing own = known.get(site);
        if (own != null) {
            return own;
        }
        return perSite ? Scaling.ofSite(dictionary, table, encoding).preprocessing() : encoding;
    }
}
