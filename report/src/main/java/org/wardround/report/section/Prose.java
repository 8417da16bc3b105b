package org.wardround.report.section;

import java.util.Collection;
import java.util.List;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunKind;

/** Small pieces of text that several sections need. */
final class Prose {
    private static final int NAMED_AT_MOST = 4;

    private Prose() {}

    static Element paragraph(String text) {
        return Element.of("p", text);
    }

    static Element note(String text) {
        return Element.ofClass("p", "note").text(text);
    }

    /** A figure with its legend. */
    static Element figure(Element content, String legend) {
        return Element.of("figure").add(content).add(Element.of("figcaption", legend));
    }

    /** A table with what a reader needs to know beneath it. */
    static Element table(Element content, String notes) {
        return Element.ofClass("figure", "tabled").add(content).add(Element.of("figcaption", notes));
    }

    /** The title of several tables that share one number. */
    static Element tableTitle(String title) {
        return Element.ofClass("p", "table-title").text(title);
    }

    /** Whether this run trained a model; an external validation trains none. */
    static boolean isTrained(Results results) {
        return !results.header().study().plan().strategy().isEmpty();
    }

    /** What stands under counts of single hospitals. */
    static String forTheHolder(Results results) {
        return results.header().kind() == RunKind.SIMULATION
                ? " Groups of 1 to 10 patients are suppressed, or joined with their neighbours."
                : "";
    }

    /** What the model of the results is called: in external validation nothing was federated. */
    static String modelName(Results results) {
        return isTrained(results) ? "federated model" : "model";
    }

    /** The same as the label of a row. */
    static String modelLabel(Results results) {
        return isTrained(results) ? "Federated" : "The model";
    }

    /** {@code a, b and c}. */
    static String list(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** The names if there are few, else how many of how many. */
    static String namedOrCounted(Collection<String> names, int of) {
        return names.size() <= NAMED_AT_MOST
                ? list(List.copyOf(names))
                : "%d of %d hospitals".formatted(names.size(), of);
    }
}
