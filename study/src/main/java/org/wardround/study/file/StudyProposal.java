package org.wardround.study.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Variable;

/**
 * A first study, as it can be guessed from one table.
 *
 * @param name of the study, as {@code study:} allows it
 * @param purpose one sentence; a proposal says that it is to be replaced
 * @param variables in the order of the table, without the outcome
 * @param comments by name of variable or outcome: what was seen and what is to be checked, written above it; may be of several lines
 */
public record StudyProposal(
        String name, String purpose, List<Variable> variables, Outcome outcome, Map<String, String> comments) {
    public StudyProposal {
        variables = List.copyOf(variables);
        comments = Collections.unmodifiableMap(new LinkedHashMap<>(comments));
    }
}
