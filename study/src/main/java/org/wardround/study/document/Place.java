package org.wardround.study.document;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.wardround.study.problem.Problems;

/**
 * A part of a document together with where it stands, for readers of a format: hands out values and takes problems. Values are asked for only
 * after a {@link Schema} has been held against the document, and inside {@link #build}, which is not entered where the schema found errors; asking
 * for a value of another type throws {@link IllegalStateException}.
 */
public final class Place {
    private final Node node;
    private final Spot key;
    private final String path;
    private final Problems problems;

    private Place(Node node, Spot key, String path, Problems problems) {
        this.node = node;
        this.key = key;
        this.path = path;
        this.problems = problems;
    }

    static Place root(Node node, Problems problems) {
        return new Place(node, node.spot(), "", problems);
    }

    public Node node() {
        return node;
    }

    public String path() {
        return path;
    }

    /** Line of the value, counted from 1. */
    public int line() {
        return node.spot().line();
    }

    public boolean has(String name) {
        return node instanceof Node.Fields fields && fields.fields().containsKey(name);
    }

    /** The value of a key; empty where the key, or any key, is absent. */
    public Optional<Place> find(String name) {
        return has(name) ? Optional.of(at(name)) : Optional.empty();
    }

    /** The value of a key that is there. */
    public Place at(String name) {
        if (node instanceof Node.Fields fields) {
            Node.Field field = fields.fields().get(name);
            if (field != null) {
                return new Place(field.value(), field.key(), Paths.key(path, name), problems);
            }
        }
        throw new IllegalStateException("no key '%s' at %s".formatted(name, path));
    }

    /** The value of a key, or an empty section that stands for it. */
    public Place section(String name) {
        return has(name) ? at(name) : new Place(new Node.Fields(key, Map.of()), key, Paths.key(path, name), problems);
    }

    /** The parts of a list; of anything else none. */
    public List<Place> items() {
        List<Place> places = new ArrayList<>();
        if (node instanceof Node.Items items) {
            for (Node item : items.nodes()) {
                places.add(new Place(item, item.spot(), Paths.item(path, places.size()), problems));
            }
        }
        return List.copyOf(places);
    }

    /** The parts of a list that a key holds; none where the key is absent. */
    public List<Place> items(String name) {
        return has(name) ? at(name).items() : List.of();
    }

    /** Keys and their values, in the order of the file; of anything else none. */
    public Map<String, Place> entries() {
        Map<String, Place> entries = new LinkedHashMap<>();
        if (node instanceof Node.Fields fields) {
            fields.fields().keySet().forEach(name -> entries.put(name, at(name)));
        }
        return entries;
    }

    public boolean isList() {
        return node instanceof Node.Items;
    }

    public boolean isSection() {
        return node instanceof Node.Fields;
    }

    /** Whether this is a single value that reads as a number. */
    public boolean isNumber() {
        return node instanceof Node.Scalar scalar
                && (scalar.kind() == Node.Kind.INTEGER || scalar.kind() == Node.Kind.NUMBER);
    }

    public boolean isNothing() {
        return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NOTHING;
    }

    /** Whether this is a single value, of whatever kind. */
    public boolean isText() {
        return node instanceof Node.Scalar;
    }

    /** A single value as it is written. */
    public String text() {
        return scalar().text();
    }

    public double number() {
        return Double.parseDouble(scalar().text());
    }

    public int integer() {
        double value = number();
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("must be a whole number below 2,147,483,648, got " + text());
        }
        return (int) value;
    }

    public long longInteger() {
        try {
            return new BigDecimal(scalar().text()).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("must be a whole number of at most 18 digits, got " + text(), e);
        }
    }

    public boolean flag() {
        return Boolean.parseBoolean(scalar().text());
    }

    public String text(String name, String otherwise) {
        return has(name) ? at(name).text() : otherwise;
    }

    public double number(String name, double otherwise) {
        return has(name) ? at(name).number() : otherwise;
    }

    public int integer(String name, int otherwise) {
        return has(name) ? at(name).integer() : otherwise;
    }

    public boolean flag(String name, boolean otherwise) {
        return has(name) ? at(name).flag() : otherwise;
    }

    /** The texts of a list that a key holds; none where the key is absent. */
    public List<String> texts(String name) {
        return items(name).stream().map(Place::text).toList();
    }

    /** Reports an error about the value. */
    public void error(String message) {
        problems.error(node.spot().line(), node.spot().column(), path, message);
    }

    /** Reports an error about the key, not its value. */
    public void errorAtKey(String message) {
        problems.error(key.line(), key.column(), path, message);
    }

    /** Reports that a key is not there. */
    public void errorMissing(String name, String message) {
        problems.error(key.line(), key.column(), Paths.key(path, name), message);
    }

    /** Reports each of the keys that is there; {@code %s} in the message becomes the key. */
    public void refuse(List<String> names, String message) {
        names.forEach(name -> find(name).ifPresent(place -> place.errorAtKey(message.formatted(name))));
    }

    public void warning(String message) {
        problems.warning(node.spot().line(), node.spot().column(), path, message);
    }

    boolean hasErrorHere() {
        return problems.hasErrorAt(path);
    }

    /** Whether an error was reported here or at a part of this. */
    public boolean hasErrorWithin() {
        return problems.hasErrorWithin(path);
    }

    /**
     * What {@code maker} makes of this part; empty where errors are known here, where it reports one, or where it throws
     * {@link IllegalArgumentException}, whose message becomes the error unless one was reported.
     */
    public <T> Optional<T> build(Supplier<T> maker) {
        if (hasErrorWithin()) {
            return Optional.empty();
        }
        try {
            T made = maker.get();
            return hasErrorWithin() ? Optional.empty() : Optional.of(made);
        } catch (IllegalArgumentException e) {
            if (!hasErrorWithin()) {
                error(String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }
    }

    private Node.Scalar scalar() {
        if (node instanceof Node.Scalar scalar) {
            return scalar;
        }
        throw new IllegalStateException("no single value at " + path);
    }
}
