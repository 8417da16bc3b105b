package org.wardround.study.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.wardround.study.document.Node;

/** A document as people wrote it, as a JSON tree. */
final class TreeOf {
    private TreeOf() {}

    static JsonNode node(Node node) {
        if (node instanceof Node.Fields fields) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.fields().forEach((name, field) -> object.set(name, node(field.value())));
            return object;
        }
        if (node instanceof Node.Items items) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items.nodes().forEach(item -> array.add(node(item)));
            return array;
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return switch (scalar.kind()) {
            case INTEGER, NUMBER -> number(scalar.text());
            case BOOLEAN -> JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(scalar.text()));
            case NOTHING -> JsonNodeFactory.instance.nullNode();
            case TEXT -> JsonNodeFactory.instance.textNode(scalar.text());
        };
    }

    private static JsonNode number(String text) {
        try {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
        } catch (NumberFormatException e) {
            // Infinity, or digits in another base.
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
