package org.wardround.study.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How records become the dictionary's variables. Immutable.
 *
 * @param source which files hold the records, and whose they are
 * @param joins further files whose columns are added; unmatched rows are dropped and counted
 * @param patient column of the patient key; {@link ColumnReference#NONE}: one row, one patient
 * @param missing texts that stand for a missing value in every column, beside the empty one
 * @param variables by name of variable or outcome, in the order of the file; one that is not here is read from the column of its own name
 * @param split where a published split comes from
 */
public record Mapping(
        Source source,
        List<Join> joins,
        ColumnReference patient,
        List<String> missing,
        Map<String, VariableMapping> variables,
        SplitSource split) {
    public Mapping {
        joins = List.copyOf(joins);
        missing = List.copyOf(missing);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
