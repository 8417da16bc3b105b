package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wardround.core.study.Metric;

/** One JSON object under construction; keys stand in the order of the calls. Undefined numbers become null. */
final class JsonWriting {
    private final ObjectNode node;

    private JsonWriting(ObjectNode node) {
        this.node = node;
    }

    static ObjectNode object(Consumer<JsonWriting> content) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        content.accept(new JsonWriting(node));
        return node;
    }

    void text(String key, String value) {
        node.put(key, value);
    }

    void flag(String key, boolean value) {
        node.put(key, value);
    }

    void whole(String key, long value) {
        node.put(key, value);
    }

    void count(String key, Count count) {
        node.set(key, Table1Json.count(count));
    }

    void number(String key, double value) {
        node.set(key, number(value));
    }

    void numberIfDefined(String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        }
    }

    void textIfAny(String key, String value) {
        if (!value.isEmpty()) {
            node.put(key, value);
        }
    }

    void nothing(String key) {
        node.putNull(key);
    }

    void node(String key, JsonNode value) {
        node.set(key, value);
    }

    void object(String key, Consumer<JsonWriting> content) {
        node.set(key, JsonWriting.object(content));
    }

    <K, V> void map(String key, Map<K, V> map, Function<V, JsonNode> toJson) {
        object(key, out -> map.forEach((k, v) -> out.node.set(key(k), toJson.apply(v))));
    }

    <T> void list(String key, Iterable<T> items, Function<T, JsonNode> toJson) {
        ArrayNode array = node.putArray(key);
        items.forEach(item -> array.add(toJson.apply(item)));
    }

    static JsonNode number(double value) {
        return Double.isFinite(value) ? DoubleNode.valueOf(value) : NullNode.getInstance();
    }

    private static String key(Object key) {
        return key instanceof Metric metric ? metric.jsonName() : key.toString();
    }
}
