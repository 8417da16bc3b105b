package org.wardround.study.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One part of a schema, read through its references. */
final class Rule {
    private static final String REFERENCE = "#/$defs/";

    private final Node root;
    private final Map<String, Node.Field> keywords;

    Rule(Node root, Node schema) {
        this.root = root;
        this.keywords = resolve(root, schema);
    }

    private static Map<String, Node.Field> resolve(Node root, Node schema) {
        Map<String, Node.Field> keywords = fields(schema);
        Node.Field reference = keywords.get("$ref");
        if (reference == null) {
            return keywords;
        }
        String name = text(reference.value());
        Node.Field definitions = fields(root).get("$defs");
        if (!name.startsWith(REFERENCE) || definitions == null) {
            throw new IllegalStateException("a shipped schema refers to " + name);
        }
        Node.Field target = fields(definitions.value()).get(name.substring(REFERENCE.length()));
        if (target == null) {
            throw new IllegalStateException("a shipped schema refers to the missing " + name);
        }
        Map<String, Node.Field> merged = new LinkedHashMap<>(fields(target.value()));
        merged.putAll(keywords);
        return merged;
    }

    Optional<Rule> rule(String keyword) {
        Node.Field field = keywords.get(keyword);
        return field != null && field.value() instanceof Node.Fields
                ? Optional.of(new Rule(root, field.value()))
                : Optional.empty();
    }

    Optional<Rule> property(String key) {
        Node.Field field = section("properties").get(key);
        return field == null ? Optional.empty() : Optional.of(new Rule(root, field.value()));
    }

    Set<String> propertyNames() {
        return section("properties").keySet();
    }

    /** Whether keys beyond the properties are refused. */
    boolean isClosed() {
        return text("additionalProperties").filter("false"::equals).isPresent();
    }

    Optional<String> text(String keyword) {
        Node.Field field = keywords.get(keyword);
        return field != null && field.value() instanceof Node.Scalar scalar
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    Optional<Double> number(String keyword) {
        return text(keyword).map(Double::valueOf);
    }

    /** The texts of a list, or the one text. */
    List<String> texts(String keyword) {
        Node.Field field = keywords.get(keyword);
        List<String> texts = new ArrayList<>();
        if (field != null && field.value() instanceof Node.Items items) {
            items.nodes().forEach(item -> texts.add(text(item)));
        } else {
            text(keyword).ifPresent(texts::add);
        }
        return texts;
    }

    /** What to say to somebody who asks for {@code name}, which is not there yet. */
    Optional<String> notOffered(String name) {
        return Optional.ofNullable(section("x-notOffered").get(name)).map(field -> text(field.value()));
    }

    /** The first sentence of the description. */
    String purpose() {
        String description = text("description").orElse("");
        int end = description.indexOf(". ");
        return end < 0 ? description : description.substring(0, end + 1);
    }

    private Map<String, Node.Field> section(String keyword) {
        Node.Field field = keywords.get(keyword);
        return field == null ? Map.of() : fields(field.value());
    }

    private static Map<String, Node.Field> fields(Node node) {
        return node instanceof Node.Fields fields ? fields.fields() : Map.of();
    }

    private static String text(Node node) {
        return node instanceof Node.Scalar scalar ? scalar.text() : "";
    }
}
