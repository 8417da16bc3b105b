package org.wardround.study.document;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds a schema against a document, part by part. */
final class SchemaWalk {
    // Nothing of a file of another kind is shown: it may be a table of patients.
    private static final String WRONG_FILE =
            "has none of the keys of such a file, which is written in YAML or JSON: is it the right file?";

    private static final List<String> QUANTITIES = List.of("number", "integer");

    void check(Rule rule, Place place) {
        if (place.hasErrorHere()) {
            return;
        }
        List<String> types = rule.texts("type");
        if (!types.isEmpty() && types.stream().noneMatch(type -> Found.isOfType(place.node(), type))) {
            place.error(place.path().isEmpty() ? WRONG_FILE : Expected.wrongType(rule, place.node()));
            return;
        }
        if (place.isSection()) {
            checkKeys(rule, place);
        } else if (place.isList()) {
            checkItems(rule, place);
        } else {
            checkScalar(rule, place);
        }
    }

    private void checkKeys(Rule rule, Place place) {
        if (place.path().isEmpty()
                && rule.isClosed()
                && !place.entries().isEmpty()
                && place.entries().keySet().stream().noneMatch(rule.propertyNames()::contains)) {
            place.error(WRONG_FILE);
            return;
        }
        for (String key : rule.texts("required")) {
            if (!place.has(key) && !isMisspelt(key, rule, place)) {
                String purpose = rule.property(key).map(Rule::purpose).orElse("");
                place.errorMissing(
                        key,
                        "the key '%s' is missing here; add it%s"
                                .formatted(key, purpose.isEmpty() ? "" : " (" + purpose + ")"));
            }
        }
        for (Map.Entry<String, Place> entry : place.entries().entrySet()) {
            Optional<Rule> known = rule.property(entry.getKey()).or(() -> rule.rule("additionalProperties"));
            if (known.isPresent()) {
                check(known.get(), entry.getValue());
            } else if (rule.isClosed()) {
                entry.getValue().errorAtKey(Expected.unknownKey(rule, entry.getKey()));
            }
        }
        checkCount(rule, place, place.entries().size(), "Properties");
    }

    /** Whether a key that nobody knows is told to be this one: then the missing key isn't a second problem. */
    private static boolean isMisspelt(String required, Rule rule, Place place) {
        return rule.isClosed()
                && place.entries().keySet().stream()
                        .filter(key -> !rule.propertyNames().contains(key)
                                && rule.notOffered(key).isEmpty())
                        .anyMatch(key -> NearestKey.of(key, rule.propertyNames())
                                .filter(required::equals)
                                .isPresent());
    }

    private void checkItems(Rule rule, Place place) {
        List<Place> items = place.items();
        rule.rule("items").ifPresent(each -> items.forEach(item -> check(each, item)));
        checkCount(rule, place, items.size(), "Items");
        if (rule.text("uniqueItems").filter("true"::equals).isEmpty()) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Place item : items) {
            if (item.node() instanceof Node.Scalar scalar && !seen.add(identity(scalar))) {
                item.error("'%s' stands in this list twice; remove one".formatted(scalar.text()));
            }
        }
    }

    // 1 and 1.0 are one number, and not the text "1".
    private static String identity(Node.Scalar scalar) {
        return switch (scalar.kind()) {
            case INTEGER, NUMBER -> "number " + Scalars.canonical(scalar.text());
            case TEXT, BOOLEAN, NOTHING -> scalar.kind() + " " + scalar.text();
        };
    }

    private static void checkCount(Rule rule, Place place, int count, String what) {
        boolean few = rule.number("min" + what).filter(least -> count < least).isPresent();
        boolean many = rule.number("max" + what).filter(most -> count > most).isPresent();
        if (few || many) {
            place.error(Expected.count(rule, what, count));
        }
    }

    private static void checkScalar(Rule rule, Place place) {
        String text = place.text();
        if (place.isNumber()) {
            if (rule.texts("type").stream().anyMatch(QUANTITIES::contains)) {
                checkNumber(rule, place);
            }
            return;
        }
        rule.notOffered(text).ifPresentOrElse(place::error, () -> checkText(rule, place, text));
    }

    private static void checkText(Rule rule, Place place, String text) {
        List<String> allowed = rule.texts("enum");
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            place.error(Expected.notAmong(allowed, text));
            return;
        }
        boolean fits = rule.text("pattern")
                        .map(pattern -> compiled(pattern).matcher(text).find())
                        .orElse(true)
                && rule.text("const").map(text::equals).orElse(true)
                && rule.number("minLength").map(least -> text.length() >= least).orElse(true)
                && rule.number("maxLength").map(most -> text.length() <= most).orElse(true);
        if (!fits) {
            place.error("must be %s, got %s".formatted(Expected.inWords(rule), Found.inWords(place.node())));
        }
    }

    // In JSON Schema $ is the very end; in Java it also stands before a last line break.
    private static Pattern compiled(String pattern) {
        boolean anchored = pattern.endsWith("$");
        return Pattern.compile(anchored ? pattern.substring(0, pattern.length() - 1) + "\\z" : pattern);
    }

    private static void checkNumber(Rule rule, Place place) {
        double value = place.number();
        boolean fits = Double.isFinite(value)
                && rule.number("minimum").map(least -> value >= least).orElse(true)
                && rule.number("maximum").map(most -> value <= most).orElse(true)
                && rule.number("exclusiveMinimum").map(below -> value > below).orElse(true)
                && rule.number("exclusiveMaximum").map(above -> value < above).orElse(true);
        if (!fits) {
            place.error("must be %s, got %s".formatted(Expected.inWords(rule), place.text()));
        }
    }
}
