package org.wardround.data.profile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.VariableMapping;

/** What a column is taken for. */
sealed interface Guess {
    /** The column's name in the table. */
    String name();

    /** Not a variable, and why. */
    record LeftOut(String name, String why) implements Guess {}

    /**
     * A variable.
     *
     * @param missing numbers that are taken as missing values
     * @param values source code → dictionary code; empty: as they are
     * @param comment what is to be checked; one line a remark
     */
    record Taken(
            String name,
            VariableType type,
            @Nullable Range range,
            List<String> levels,
            double missingShare,
            List<String> missing,
            Map<String, String> values,
            String dateFormat,
            List<String> comment)
            implements Guess {
        /** Above this share of missing values rows are not dropped but the value is imputed. */
        private static final double MANY = 0.05;

        Variable variable() {
            MissingPolicy policy = missingShare > MANY ? MissingPolicy.IMPUTE : MissingPolicy.DROP;
            return new Variable(name, type, "", range, levels, policy, "");
        }

        /** Whether the table's values must be mapped to be the dictionary's. */
        boolean isMapped() {
            return !missing.isEmpty() || !values.isEmpty() || !dateFormat.isEmpty();
        }

        VariableMapping mapping() {
            return new VariableMapping(
                    ColumnReference.named(name), ColumnReference.NONE, missing, values, 1, 0, dateFormat);
        }
    }
}
