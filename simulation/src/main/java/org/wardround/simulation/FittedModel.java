package org.wardround.simulation;

import org.wardround.core.dataset.Dataset;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.Preprocessing;
import org.wardround.inference.describe.Scaling;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.learning.model.Model;

/**
 * A model with all that a table needs to be scored by it.
 *
 * @param encoding imputation, and centres and scales unless {@code perSite}
 * @param perSite whether each site's rows are standardised by that site's own training rows
 * @param parameters shared: do not write
 */
record FittedModel(Model model, double[] parameters, Preprocessing encoding, boolean perSite) {
    /** What the model says about the rows on a side of a site's table. */
    ScoredRows score(Table table, Side side) {
        Dataset rows = table.encode(encodingFor(table), side);
        double[] scores = new double[rows.rows() * model.outputs()];
        model.scores(parameters, rows, scores);
        return ScoredRows.of(rows, scores, model.outputs());
    }

    /** Standardises every table by the numbers of the rows it was trained on. */
    FittedModel withOneScaling() {
        return new FittedModel(model, parameters, encoding, false);
    }

    Preprocessing encodingFor(Table table) {
        return perSite ? Scaling.ofSite(table, encoding).preprocessing() : encoding;
    }
}
