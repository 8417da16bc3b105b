package org.wardround.site.envelope;

import java.util.stream.Collectors;
import org.wardround.site.text.Shown;
import org.wardround.study.document.Node;

/** Parts of a study on one line, in the flow form of YAML: for people, and for the ranges of a proposed envelope. */
final class Flow {
    private Flow() {}

    /** For messages: shortened, and without quotes. */
    static String shown(Node node) {
        return Shown.inLine(write(node, false));
    }

    /** For files: reads as the same content. */
    static String yaml(Node node) {
        return write(node, true);
    }

    private static String write(Node node, boolean quoted) {
        if (node instanceof Node.Items items) {
            return items.nodes().stream().map(item -> write(item, quoted)).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof Node.Fields fields) {
            return fields.fields().entrySet().stream()
                    .map(entry -> "%s: %s"
                            .formatted(
                                    quoted ? quote(entry.getKey()) : entry.getKey(),
                                    write(entry.getValue().value(), quoted)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return quoted && scalar.kind() == Node.Kind.TEXT ? quote(scalar.text()) : scalar.text();
    }

    /** A text in double quotes, with escapes that YAML reads. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            if (character == '"' || character == '\\') {
                out.append('\\').appendCodePoint(character);
            } else if (Character.isISOControl(character) || Character.getType(character) == Character.FORMAT) {
                out.append(character > 0xFFFF ? "\\U%08x".formatted(character) : "\\u%04x".formatted(character));
            } else {
                out.appendCodePoint(character);
            }
        });
        return out.append('"').toString();
    }
}
