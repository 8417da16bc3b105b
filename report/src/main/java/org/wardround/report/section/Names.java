package org.wardround.report.section;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wardround.study.results.Results;
import org.wardround.study.results.VariableInfo;

/** What readers call variables, their levels and the model's terms: the study's own labels and units where it gives any. */
final class Names {
    private static final Set<String> YES_NO = Set.of("0", "1");

    private final Map<String, VariableInfo> variables;

    private Names(Map<String, VariableInfo> variables) {
        this.variables = variables;
    }

    static Names of(Results results) {
        return new Names(results.header().study().variables());
    }

    /** The label, or the name. */
    String title(String variable) {
        String label = info(variable).label();
        return label.isEmpty() ? variable : label;
    }

    /** {@code Age, years}. */
    String titleWithUnit(String variable) {
        return withUnit(title(variable), info(variable).unit());
    }

    static String withUnit(String title, String unit) {
        return unit.isEmpty() ? title : title + ", " + unit;
    }

    /** A level of a variable as a line of its own; the label of a yes-or-no variable says what 1 means. */
    String level(String variable, String level, Collection<String> levels) {
        if (info(variable).label().isEmpty()) {
            return variable + " = " + level;
        }
        return isYesNo(levels) ? title(variable) + (level.equals("1") ? "" : ": no") : title(variable) + ": " + level;
    }

    /** A level under the title of its variable. */
    String levelAlone(String variable, String level, Collection<String> levels) {
        if (info(variable).label().isEmpty() || !isYesNo(levels)) {
            return level;
        }
        return level.equals("1") ? "yes" : "no";
    }

    /** A term of the model, such as {@code cp=2} or {@code chol missing}, with its variable's label. */
    String term(String term) {
        if (variables.containsKey(term) || !term.contains(":")) {
            return factor(term);
        }
        List<String> factors = new ArrayList<>();
        for (String factor : term.split(":", -1)) {
            factors.add(factor(factor));
        }
        return String.join(" × ", factors);
    }

    private String factor(String term) {
        Optional<String> variable = variables.keySet().stream()
                .filter(name -> isOf(term, name))
                .max(Comparator.comparingInt(String::length));
        return variable.map(name -> title(name) + rest(term.substring(name.length())))
                .orElse(term);
    }

    private static boolean isOf(String term, String variable) {
        String rest = term.startsWith(variable) ? term.substring(variable.length()) : "x";
        return rest.isEmpty()
                || rest.startsWith("=")
                || rest.startsWith(" missing")
                || rest.startsWith(" (")
                || rest.startsWith("^")
                || rest.chars().allMatch(c -> c == '\'');
    }

    private static String rest(String rest) {
        if (rest.startsWith("^")) {
            return ", power " + rest.substring(1);
        }
        if (rest.startsWith("'")) {
            return ", curved part " + rest.length();
        }
        return rest.startsWith("=") ? ": " + rest.substring(1) : rest.startsWith(" missing") ? "," + rest : rest;
    }

    private static boolean isYesNo(Collection<String> levels) {
        return YES_NO.containsAll(levels);
    }

    private VariableInfo info(String variable) {
        return variables.getOrDefault(variable, new VariableInfo("", ""));
    }
}
