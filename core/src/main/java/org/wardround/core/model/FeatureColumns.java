package org.wardround.core.model;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Variable;

/** The columns of the model matrix, from the data dictionary alone: coordinator and sites derive the same list. */
public final class FeatureColumns {
    private FeatureColumns() {}

    /**
     * Quantities and binaries give one column; a category gives one for each level after the first, which is the reference; a variable with
     * the indicator policy gives one more column. In the order of the dictionary.
     */
    public static List<FeatureColumn> of(DataDictionary dictionary) {
        List<FeatureColumn> columns = new ArrayList<>();
        for (int position = 0; position < dictionary.variables().size(); position++) {
            Variable variable = dictionary.variables().get(position);
            if (FeatureColumn.isCoded(variable)) {
                for (int level = 1; level < variable.levels().size(); level++) {
                    columns.add(FeatureColumn.level(position, variable, level));
                }
            } else {
                columns.add(FeatureColumn.value(position, variable));
            }
            if (variable.missing() == MissingPolicy.INDICATOR) {
                columns.add(FeatureColumn.missing(position, variable));
            }
        }
        return List.copyOf(columns);
    }
}
