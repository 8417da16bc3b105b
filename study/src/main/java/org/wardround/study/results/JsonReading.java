package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.wardround.core.identity.SiteId;

/** One JSON object being read. Everything missing or of another type is refused with the place where it should be. */
final class JsonReading {
    private static final String GIVEN = "a count, a range of counts, a count with noise, or \"suppressed\"";

    private final JsonNode node;
    private final String path;

    JsonReading(JsonNode node, String path) {
        this.node = node;
        this.path = path;
        if (!node.isObject()) {
            throw refusal("", "an object");
        }
    }

    boolean has(String key) {
        return !node.path(key).isMissingNode() && !node.path(key).isNull();
    }

    boolean isText(String key) {
        return node.path(key).isTextual();
    }

    String text(String key) {
        return value(key, JsonNode::isTextual, "a text").textValue();
    }

    String textOrEmpty(String key) {
        return has(key) ? text(key) : "";
    }

    boolean flag(String key) {
        return value(key, JsonNode::isBoolean, "true or false").booleanValue();
    }

    int whole(String key) {
        return value(key, JsonNode::canConvertToInt, "a whole number").intValue();
    }

    long wholeLong(String key) {
        return value(key, JsonNode::canConvertToLong, "a whole number").longValue();
    }

    /** A count, or the word for a suppressed one. */
    Count count(String key) {
        return count(value(key, JsonReading::isCount, "a count or \"suppressed\""));
    }

    List<Count> counts(String key) {
        return items(key, JsonReading::isCount, JsonReading::count);
    }

    /** A count of Table 1, which may be a range or carry noise. */
    Count given(String key) {
        return given(value(key, JsonReading::isGiven, GIVEN));
    }

    List<Count> allGiven(String key) {
        return items(key, JsonReading::isGiven, JsonReading::given);
    }

    private static boolean isGiven(JsonNode node) {
        return isCount(node)
                || isPair(node, Table1Json.AT_LEAST, Table1Json.AT_MOST)
                        && node.get(Table1Json.AT_LEAST).intValue()
                                <= node.get(Table1Json.AT_MOST).intValue()
                || isPair(node, Table1Json.WITH_NOISE, Table1Json.HALF_WIDTH)
                        && node.get(Table1Json.HALF_WIDTH).intValue() > 0;
    }

    private static boolean isPair(JsonNode node, String one, String other) {
        return node.isObject() && node.size() == 2 && isWhole(node.path(one)) && isWhole(node.path(other));
    }

    private static Count given(JsonNode node) {
        if (node.has(Table1Json.AT_LEAST)) {
            return Count.between(
                    node.get(Table1Json.AT_LEAST).intValue(),
                    node.get(Table1Json.AT_MOST).intValue());
        }
        return node.has(Table1Json.WITH_NOISE)
                ? Count.noised(
                        node.get(Table1Json.WITH_NOISE).intValue(),
                        node.get(Table1Json.HALF_WIDTH).intValue())
                : count(node);
    }

    private static boolean isWhole(JsonNode node) {
        return node.canConvertToInt() && node.intValue() >= 0;
    }

    private static boolean isCount(JsonNode node) {
        return isWhole(node) || node.isTextual() && node.textValue().equals(Count.WORD);
    }

    private static Count count(JsonNode node) {
        return node.isTextual() ? Count.SUPPRESSED : Count.of(node.intValue());
    }

    /** NaN where null or absent. */
    double number(String key) {
        return has(key) ? value(key, JsonNode::isNumber, "a number or null").doubleValue() : Double.NaN;
    }

    JsonReading object(String key) {
        return new JsonReading(value(key, JsonNode::isObject, "an object"), path + "/" + key);
    }

    <T> T objectOr(String key, T absent, Function<JsonReading, T> read) {
        return has(key) ? read.apply(object(key)) : absent;
    }

    /** Empty where absent. */
    <T> List<T> objects(String key, Function<JsonReading, T> read) {
        List<T> items = new ArrayList<>();
        for (JsonNode item : array(key)) {
            items.add(read.apply(new JsonReading(item, "%s/%s/%d".formatted(path, key, items.size()))));
        }
        return items;
    }

    List<String> texts(String key) {
        return items(key, JsonNode::isTextual, JsonNode::textValue);
    }

    List<Double> numbers(String key) {
        return items(key, JsonNode::isNumber, JsonNode::doubleValue);
    }

    List<Integer> wholes(String key) {
        return items(key, JsonNode::canConvertToInt, JsonNode::intValue);
    }

    List<List<Count>> countRows(String key) {
        return items(key, JsonNode::isArray, row -> {
            List<Count> counts = new ArrayList<>();
            row.forEach(count -> {
                if (!isCount(count)) {
                    throw refusal(key, "counts or \"suppressed\"");
                }
                counts.add(count(count));
            });
            return counts;
        });
    }

    /** In the order of the file; empty where absent. */
    <T> Map<String, T> map(String key, Function<JsonReading, T> read) {
        Map<String, T> map = new LinkedHashMap<>();
        if (has(key)) {
            JsonReading object = object(key);
            object.keys().forEach(name -> map.put(name, read.apply(object.object(name))));
        }
        return map;
    }

    <T> SortedMap<SiteId, T> bySite(String key, Function<JsonReading, T> read) {
        SortedMap<SiteId, T> map = new TreeMap<>();
        map(key, read).forEach((name, value) -> map.put(site(name), value));
        return map;
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    SiteId site(String name) {
        if (!SiteId.isValid(name)) {
            throw refusal("", "objects under sites' names, but '%s' can't be one".formatted(name));
        }
        return new SiteId(name);
    }

    /** The constant whose JSON name stands under {@code key}. */
    <E> E choice(String key, List<E> values, Function<E, String> jsonName) {
        String name = text(key);
        List<String> names = values.stream().map(jsonName).toList();
        if (!names.contains(name)) {
            throw refusal(key, "one of " + String.join(", ", names));
        }
        return values.get(names.indexOf(name));
    }

    UnreadableResultsException refusal(String key, String expected) {
        String place = key.isEmpty() ? (path.isEmpty() ? "/" : path) : path + "/" + key;
        return new UnreadableResultsException(
                "results.json: expected %s at %s; the file was changed after the run, or damaged. Take it from a backup or run the study again."
                        .formatted(expected, place));
    }

    private <T> List<T> items(String key, Predicate<JsonNode> fits, Function<JsonNode, T> read) {
        List<T> items = new ArrayList<>();
        for (JsonNode item : array(key)) {
            if (!fits.test(item)) {
                throw refusal(key + "/" + items.size(), "another type");
            }
            items.add(read.apply(item));
        }
        return items;
    }

    private Iterable<JsonNode> array(String key) {
        return has(key) ? value(key, JsonNode::isArray, "a list") : List.of();
    }

    private JsonNode value(String key, Predicate<JsonNode> fits, String expected) {
        JsonNode value = node.path(key);
        if (!fits.test(value)) {
            throw refusal(key, expected);
        }
        return value;
    }
}
