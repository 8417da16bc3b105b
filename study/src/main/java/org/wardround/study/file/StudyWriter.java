package org.wardround.study.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.Metric;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.TimeGrid;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

/** Writes a first study file for people to go on from; {@link StudyFile#read} accepts it. */
public final class StudyWriter {
    private static final double SMALL_SHARE = 0.02;

    private StudyWriter() {}

    /** The text of {@code study.yaml}. */
    public static String write(StudyProposal proposal) {
        return head(proposal) + data(proposal) + training(proposal.outcome()) + evaluation(proposal.outcome());
    }

    private static String head(StudyProposal proposal) {
        return """
                # A first study, made from one table: read it line by line, it is a guess.
                # 'wardround study schema' explains every key, 'wardround study check' reads this file.
                study: %s
                purpose: %s
                """.formatted(YamlText.text(proposal.name()), YamlText.text(proposal.purpose()));
    }

    private static String data(StudyProposal proposal) {
        StringBuilder text = new StringBuilder("""

                data:
                  minimumPatients: 20               # a site with fewer is left out, by name
                  variables:
                """);
        for (Variable variable : proposal.variables()) {
            text.append(YamlText.comment("    ", comment(proposal, variable.name())));
            text.append("    - {").append(String.join(", ", keys(variable))).append("}\n");
        }
        text.append(YamlText.comment("  ", comment(proposal, proposal.outcome().name())));
        text.append("  outcome: {")
                .append(String.join(", ", keys(proposal.outcome())))
                .append("}\n");
        return text.append("""
                  standardise: federated            # means and standard deviations over all sites, from sums
                  split: {validation: 0.15, test: 0.25}
                """).toString();
    }

    private static String comment(StudyProposal proposal, String name) {
        return proposal.comments().getOrDefault(name, "");
    }

    private static List<String> keys(Variable variable) {
        List<String> keys = keys(variable.name(), variable.type(), variable.unit(), variable.range());
        addLevels(keys, variable.levels());
        if (variable.missing() != MissingPolicy.DROP) {
            keys.add("missing: " + variable.missing().yamlName());
        }
        addLabel(keys, variable.label());
        return keys;
    }

    private static List<String> keys(Outcome outcome) {
        List<String> keys = keys(outcome.name(), outcome.type(), outcome.unit(), outcome.range());
        addLevels(keys, outcome.levels());
        if (outcome.grid() != TimeGrid.DAY) {
            keys.add("grid: " + outcome.grid().yamlName());
        }
        addLabel(keys, outcome.label());
        return keys;
    }

    private static List<String> keys(String name, VariableType type, String unit, @Nullable Range range) {
        List<String> keys = new ArrayList<>();
        keys.add("name: " + YamlText.text(name));
        keys.add("type: " + type.yamlName());
        if (!unit.isEmpty()) {
            keys.add("unit: " + YamlText.text(unit));
        }
        if (range != null) {
            keys.add("range: " + YamlText.range(range, type));
        }
        return keys;
    }

    private static void addLevels(List<String> keys, List<String> levels) {
        if (!levels.isEmpty()) {
            keys.add("values: " + YamlText.codes(levels));
        }
    }

    private static void addLabel(List<String> keys, String label) {
        if (!label.isEmpty()) {
            keys.add("label: " + YamlText.text(label));
        }
    }

    private static String training(Outcome outcome) {
        return """

                model: {type: %s}

                training:
                  strategy: {type: fedavg}
                  rounds: 30
                  local: {epochs: 1, batchSize: 16, optimiser: {type: sgd, learningRate: 0.01}}
                  earlyStopping: {patience: 5}      # on validation patients of all sites
                """.formatted(ModelReader.usual(outcome.type()));
    }

    private static String evaluation(Outcome outcome) {
        return """

                evaluation:
                  primary: %s
                  margin: %s                      # a difference of the primary metric that is too small to matter: yours to decide
                  comparators: [local, pooled, leaveOneSiteOut]
                """.formatted(Metric.primaryOf(outcome.type()).jsonName(), YamlText.number(margin(outcome)));
    }

    // In units of the outcome where the metric is: a fiftieth of the range is a place to start.
    private static double margin(Outcome outcome) {
        Range range = outcome.range();
        return outcome.type() == VariableType.NUMBER && range != null ? range.width() * SMALL_SHARE : SMALL_SHARE;
    }
}
