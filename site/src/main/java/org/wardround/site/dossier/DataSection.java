package org.wardround.site.dossier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.site.dossier.Dossier.Block;
import org.wardround.site.dossier.Dossier.Section;
import org.wardround.site.policy.Policy;
import org.wardround.site.text.Shown;

/** What is read of the patients. */
final class DataSection {
    private DataSection() {}

    static Section of(DataDictionary data, Policy policy) {
        List<List<String>> rows = new ArrayList<>();
        data.variables().forEach(variable -> rows.add(row(variable)));
        rows.add(row(data.outcome()));
        return Section.of(
                "What is read here",
                new Block.Paragraph(
                        "A program at this hospital reads these values of %s. Names, addresses and numbers of patients are not asked for. The rows are copied into one file of the run, which stays here. %s %s"
                                .formatted(cohort(data), kept(policy), least(data, policy))),
                new Block.Grid(List.of("Variable", "What it is", "Unit", "Values", "If missing"), rows));
    }

    private static String kept(Policy policy) {
        String what = "What this hospital's program keeps of the study (answers, keys, reports)";
        return switch (policy.forgetAfterDays()) {
            case 0 -> what + " stays until a person has it deleted: the policy sets no time (forgetAfterDays).";
            case 1 -> what + " is deleted 1 day after the study's last run.";
            default -> "%s is deleted %d days after the study's last run.".formatted(what, policy.forgetAfterDays());
        };
    }

    private static String cohort(DataDictionary data) {
        if (data.cohort().isEmpty()) {
            return "every patient in the table that is chosen for the study";
        }
        return "the patients for whom "
                + Shown.list(data.cohort().stream()
                        .map(criterion -> criterion(criterion, data))
                        .toList());
    }

    private static String criterion(Criterion criterion, DataDictionary data) {
        Range range = criterion.range();
        int position = data.indexOf(criterion.variable());
        boolean dates = position >= 0 && data.variables().get(position).type() == VariableType.DATE;
        String values = range == null
                ? Shown.alternatives(
                        criterion.values().stream().map(Shown::text).toList())
                : range(range, dates ? VariableType.DATE : VariableType.NUMBER);
        return "%s is %s".formatted(Shown.text(criterion.variable()), values);
    }

    private static String least(DataDictionary data, Policy policy) {
        int least = Math.max(data.minimumPatients(), policy.minimumPatients());
        return "With fewer than %s patients this hospital takes no part.".formatted(least);
    }

    private static List<String> row(Variable variable) {
        return List.of(
                Shown.text(variable.name()),
                Shown.text(variable.title()),
                Shown.text(variable.unit()),
                values(variable.range(), variable.levels(), variable.type()),
                missing(variable));
    }

    private static List<String> row(Outcome outcome) {
        return List.of(
                Shown.text(outcome.name()),
                Shown.text(outcome.title()) + " (outcome)",
                Shown.text(outcome.unit()),
                values(outcome.range(), outcome.levels(), outcome.type()),
                "row left out");
    }

    private static String values(@Nullable Range range, List<String> levels, VariableType type) {
        if (!levels.isEmpty()) {
            return levels.stream().map(Shown::text).collect(Collectors.joining(", "));
        }
        return range == null ? "not said" : range(range, type);
    }

    private static String range(Range range, VariableType type) {
        return type == VariableType.DATE
                ? "%s to %s"
                        .formatted(LocalDate.ofEpochDay((long) range.low()), LocalDate.ofEpochDay((long) range.high()))
                : "%s to %s".formatted(number(range.low()), number(range.high()));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value).replace('-', '−')
                : Double.toString(value).replace('-', '−');
    }

    private static String missing(Variable variable) {
        String stand = variable.type().isQuantity() ? "mean of all hospitals" : "most frequent of all hospitals";
        return switch (variable.missing()) {
            case DROP -> "row left out";
            case IMPUTE -> stand;
            case INDICATOR -> stand + ", marked";
        };
    }
}
