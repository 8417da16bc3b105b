package org.wardround.inference.regression.problem;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names and combinations in words. */
final class Words {
    private static final int MOST = 6;
    private static final double VISIBLE = 1e-6;

    private Words() {}

    /** {@code 'a', 'b' and 'c'}; of a long list the first few and how many more. */
    static String list(List<String> names) {
        return joined(names.stream().map(name -> "'" + name + "'").toList());
    }

    /** {@code a, b and c}; of a long list the first few and how many more. */
    static String joined(List<String> words) {
        int last = words.size() - 1;
        if (words.size() > MOST) {
            return "%s and %d more".formatted(String.join(", ", words.subList(0, MOST)), words.size() - MOST);
        }
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    /** {@code 2 · 'a' − 'b'}. */
    static String combination(Map<String, Double> parts) {
        StringBuilder formula = new StringBuilder();
        parts.forEach((name, part) -> {
            double size = Math.abs(part);
            boolean first = formula.length() == 0;
            formula.append(part < 0 ? first ? "−" : " − " : first ? "" : " + ")
                    .append(Math.abs(size - 1) < VISIBLE ? "" : number(size) + " · ")
                    .append("'" + name + "'");
        });
        return formula.toString();
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4g", value);
        return text.contains(".") && !text.contains("e")
                ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
                : text;
    }
}
