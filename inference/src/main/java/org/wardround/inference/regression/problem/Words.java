package org.wardround.inference.regression.problem;

import java.util.List;
import java.util.Locale;

/** Names and combinations in words. */
public final class Words {
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

    /**
     * {@code 2 · 'a' − 'b'}.
     *
     * @param coefficients one for each name; those that are nearly 0 beside the largest are left out
     */
    public static String combination(List<String> names, double[] coefficients) {
        double largest = 0;
        for (double coefficient : coefficients) {
            largest = Math.max(largest, Math.abs(coefficient));
        }
        StringBuilder formula = new StringBuilder();
        for (int i = 0; i < coefficients.length; i++) {
            double size = Math.abs(coefficients[i]);
            if (size <= VISIBLE * largest) {
                continue;
            }
            if (formula.length() > 0) {
                formula.append(coefficients[i] < 0 ? " − " : " + ");
            } else if (coefficients[i] < 0) {
                formula.append("−");
            }
            boolean one = Math.abs(size - 1) < VISIBLE;
            formula.append(one ? "" : number(size) + " · ")
                    .append("'")
                    .append(names.get(i))
                    .append("'");
        }
        return formula.toString();
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4g", value);
        return text.contains(".") && !text.contains("e")
                ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
                : text;
    }
}
