package org.wardround.study.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a schema asks for, in words for people. */
final class Expected {
    private Expected() {}

    static String wrongType(Rule rule, Node found) {
        String message = "expected %s, found %s".formatted(inWords(rule), Found.inWords(found));
        boolean textWanted =
                rule.texts("type").contains("string") && rule.texts("enum").isEmpty();
        boolean quotable = found instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NOTHING;
        return textWanted && quotable ? message + "; put it in quotes to make it a text" : message;
    }

    static String unknownKey(Rule rule, String key) {
        Collection<String> known = rule.propertyNames();
        return rule.notOffered(key).orElseGet(() -> {
            String hint = NearestKey.hint(key, known);
            String allowed = (hint.isEmpty() ? "; allowed here: " : " Allowed here: ") + String.join(", ", known);
            return "unknown key '%s'%s%s".formatted(key, hint, allowed);
        });
    }

    static String notAmong(List<String> allowed, String found) {
        return "must be %s, got '%s'%s".formatted(alternatives(allowed), found, NearestKey.hint(found, allowed));
    }

    static String count(Rule rule, String what, int count) {
        String noun = what.equals("Items") ? "entries" : "keys";
        String least = rule.text("min" + what).map(n -> "at least " + n).orElse("");
        String most = rule.text("max" + what).map(n -> "at most " + n).orElse("");
        String bounds = least.isEmpty() || most.isEmpty() ? least + most : least + " and " + most;
        String range = rule.text("min" + what).equals(rule.text("max" + what))
                ? least.replace("at least ", "exactly ")
                : bounds;
        return rule.text("x-rule").map(words -> "must be " + words).orElse("needs %s %s".formatted(range, noun))
                + ", got " + count;
    }

    static String inWords(Rule rule) {
        return rule.text("x-rule").orElseGet(() -> {
            List<String> allowed = rule.texts("enum");
            if (!allowed.isEmpty()) {
                return alternatives(allowed);
            }
            List<String> words =
                    rule.texts("type").stream().map(Expected::typeInWords).toList();
            return String.join(" or ", words) + bounds(rule);
        });
    }

    private static String bounds(Rule rule) {
        List<String> bounds = new ArrayList<>();
        rule.text("minimum").ifPresent(least -> bounds.add("at least " + least));
        rule.text("exclusiveMinimum").ifPresent(below -> bounds.add("above " + below));
        rule.text("maximum").ifPresent(most -> bounds.add("at most " + most));
        rule.text("exclusiveMaximum").ifPresent(above -> bounds.add("below " + above));
        return bounds.isEmpty() ? "" : ", " + String.join(" and ", bounds);
    }

    private static String alternatives(List<String> allowed) {
        return allowed.size() == 1 ? "'" + allowed.get(0) + "'" : "one of " + String.join(", ", allowed);
    }

    private static String typeInWords(String type) {
        return switch (type) {
            case "object" -> "keys and values";
            case "array" -> "a list";
            case "string" -> "a text";
            case "boolean" -> "true or false";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            default -> "nothing";
        };
    }
}
