package org.wardround.study.document;

/** What a document holds at a place, in the words of JSON Schema and in words for people. */
final class Found {
    private static final int LONGEST = 40;

    private Found() {}

    static boolean isOfType(Node node, String type) {
        return switch (type) {
            case "object" -> node instanceof Node.Fields;
            case "array" -> node instanceof Node.Items;
            case "string" -> isKind(node, Node.Kind.TEXT);
            case "boolean" -> isKind(node, Node.Kind.BOOLEAN);
            case "null" -> isKind(node, Node.Kind.NOTHING);
            case "integer" -> isKind(node, Node.Kind.INTEGER) || isWhole(node);
            case "number" -> isKind(node, Node.Kind.INTEGER) || isKind(node, Node.Kind.NUMBER);
            default -> throw new IllegalStateException("a shipped schema has the type " + type);
        };
    }

    static String inWords(Node node) {
        if (node instanceof Node.Fields) {
            return "keys and values";
        }
        if (!(node instanceof Node.Scalar scalar)) {
            return "a list";
        }
        return switch (scalar.kind()) {
            case TEXT -> "the text '%s'".formatted(shortened(scalar.text()));
            case INTEGER, NUMBER -> "the number " + shortened(scalar.text());
            case BOOLEAN -> scalar.text();
            case NOTHING -> "nothing";
        };
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static boolean isKind(Node node, Node.Kind kind) {
        return node instanceof Node.Scalar scalar && scalar.kind() == kind;
    }

    // As JSON Schema has it, 1.0 and 1e3 are integers.
    private static boolean isWhole(Node node) {
        if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NUMBER) {
            double value = Double.parseDouble(scalar.text());
            return value == Math.rint(value) && Double.isFinite(value);
        }
        return false;
    }
}
