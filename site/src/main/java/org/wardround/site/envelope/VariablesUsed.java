package org.wardround.site.envelope;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.Study;
import org.wardround.core.study.Subgroup;
import org.wardround.core.study.Variable;

/** Which variables of its dictionary a study uses for more than describing them. */
public final class VariablesUsed {
    private VariablesUsed() {}

    /** Those of the model's terms, offset and weights, then those of subgroups, each once. Of an existing model all, since its file says which. */
    public static List<String> by(Study study) {
        List<String> used = new ArrayList<>();
        formula(study.analysis())
                .ifPresentOrElse(
                        formula -> used.addAll(of(formula, study.data())),
                        () -> study.data().variables().stream()
                                .map(Variable::name)
                                .forEach(used::add));
        study.evaluation().subgroups().stream().map(Subgroup::variable).forEach(used::add);
        return used.stream().distinct().toList();
    }

    private static Optional<Formula> formula(Analysis analysis) {
        if (analysis instanceof Analysis.Train train) {
            return Optional.of(train.model().formula());
        }
        return analysis instanceof Analysis.Fit fit ? Optional.of(fit.model().formula()) : Optional.empty();
    }

    private static List<String> of(Formula formula, DataDictionary data) {
        List<String> used = new ArrayList<>();
        formula.terms(data).forEach(term -> used.addAll(term.variables()));
        if (formula.hasOffset()) {
            used.add(formula.offset());
        }
        if (formula.hasWeights()) {
            used.add(formula.weights());
        }
        return used;
    }
}
