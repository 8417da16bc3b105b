package org.wardround.site.envelope;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardround.site.text.Shown;
import org.wardround.study.document.Node;
import org.wardround.study.document.Place;

/**
 * What a key of the studies in an envelope may be: one of several alternatives. Immutable.
 *
 * @param alternatives one or more
 */
public record Allowed(List<Alternative> alternatives) {
    private static final String NUMBER = "[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]+)?)(?:[eE][-+]?[0-9]+)?";
    private static final Pattern SPAN = Pattern.compile("(%1$s)\\.\\.(%1$s)".formatted(NUMBER));

    public Allowed {
        alternatives = List.copyOf(alternatives);
        if (alternatives.isEmpty()) {
            throw new IllegalArgumentException("say at least one thing that it may be");
        }
    }

    /** One thing that a key may be. */
    sealed interface Alternative {
        String words();

        /** Whatever it is. */
        record Any() implements Alternative {
            @Override
            public String words() {
                return "anything";
            }
        }

        /** Not there, so that the default holds. */
        record Absent() implements Alternative {
            @Override
            public String words() {
                return "leaving it out";
            }
        }

        /** A number from {@code low} to {@code high}, both allowed. */
        record Span(double low, double high, String words) implements Alternative {
            public Span {
                if (!(Double.isFinite(low) && Double.isFinite(high) && low <= high)) {
                    throw new IllegalArgumentException(
                            "a range names the lower number first, such as 1..50, got " + words);
                }
            }
        }

        /** A value, a list or a section, as it is in canonical form. */
        record Exactly(String canonical, String words) implements Alternative {}
    }

    /** Whether it may be nothing but {@code true} or left out. */
    boolean isTrueOrAbsent() {
        return alternatives.stream()
                .allMatch(one -> one instanceof Alternative.Absent
                        || one instanceof Alternative.Exactly exactly
                                && exactly.words().equals("true"));
    }

    /**
     * Reads a part of an envelope.
     *
     * @throws IllegalArgumentException where a range has its numbers in the wrong order, or a list is empty
     */
    static Allowed read(Place place) {
        return new Allowed(
                place.isList()
                        ? place.items().stream().map(Allowed::alternative).toList()
                        : List.of(alternative(place)));
    }

    private static Alternative alternative(Place place) {
        if (place.node() instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.TEXT) {
            if (scalar.text().equals("any")) {
                return new Alternative.Any();
            }
            if (scalar.text().equals("absent")) {
                return new Alternative.Absent();
            }
            Matcher span = SPAN.matcher(scalar.text());
            if (span.matches()) {
                String words = span.group(1) + " to " + span.group(2);
                return new Alternative.Span(
                        Double.parseDouble(span.group(1)), Double.parseDouble(span.group(2)), words);
            }
        }
        return new Alternative.Exactly(Canonical.text(place.node()), Flow.shown(place.node()));
    }

    boolean allowsAbsence() {
        return alternatives.stream().anyMatch(Alternative.Absent.class::isInstance);
    }

    /** Whether this may stand there. Of a list that is no alternative as a whole, every entry must be one, and none twice. */
    boolean allows(Node node) {
        return isAlternative(node) || (node instanceof Node.Items items && allowsEach(items.nodes()));
    }

    private boolean allowsEach(List<Node> nodes) {
        Set<String> seen = new HashSet<>();
        return !nodes.isEmpty()
                && nodes.stream()
                        .allMatch(node -> node instanceof Node.Scalar
                                && isValue(Canonical.text(node))
                                && seen.add(Canonical.text(node)));
    }

    private boolean isAlternative(Node node) {
        return alternatives.stream().anyMatch(Alternative.Any.class::isInstance)
                || isValue(Canonical.text(node))
                || (node instanceof Node.Scalar scalar && isInSpan(scalar));
    }

    private boolean isValue(String canonical) {
        return alternatives.stream()
                .anyMatch(alternative -> alternative instanceof Alternative.Exactly exactly
                        && exactly.canonical().equals(canonical));
    }

    private boolean isInSpan(Node.Scalar scalar) {
        if (scalar.kind() != Node.Kind.INTEGER && scalar.kind() != Node.Kind.NUMBER) {
            return false;
        }
        double value = Double.parseDouble(scalar.text());
        return alternatives.stream()
                .anyMatch(alternative ->
                        alternative instanceof Alternative.Span span && span.low() <= value && value <= span.high());
    }

    /** In words that go after "allows": {@code 1 to 50}, {@code sgd or adam}. */
    public String words() {
        List<String> words = new ArrayList<>();
        alternatives.forEach(alternative -> words.add(alternative.words()));
        return Shown.alternatives(words);
    }
}
