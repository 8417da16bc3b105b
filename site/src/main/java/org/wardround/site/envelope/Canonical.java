package org.wardround.site.envelope;

import java.math.BigDecimal;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.study.document.Document;
import org.wardround.study.document.Node;
import org.wardround.study.file.StudyFile;

/**
 * One text for all ways of writing the same content: keys are sorted, lists keep their order, numbers are compared by value, and every text carries its
 * length, so that no two contents share a text.
 */
public final class Canonical {
    /** Longer ones are compared as they are written: nobody writes them, and to read them as numbers could take long. */
    private static final int LONGEST_NUMBER = 40;

    private Canonical() {}

    /** SHA-256 of a study's data section: what the studies of an envelope have in common. */
    public static Sha256 dataHash(StudyFile study) {
        Node data = Document.of(study.path(), study.bytes()).root().at("data").node();
        return Sha256.of("wardround data section 1\n" + text(data));
    }

    static String text(Node node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    private static void write(Node node, StringBuilder out) {
        if (node instanceof Node.Fields fields) {
            out.append('{');
            new TreeMap<>(fields.fields()).forEach((key, field) -> {
                write('k', key, out);
                write(field.value(), out);
            });
            out.append('}');
        } else if (node instanceof Node.Items items) {
            out.append('[');
            items.nodes().forEach(item -> write(item, out));
            out.append(']');
        } else if (node instanceof Node.Scalar scalar) {
            scalar(scalar, out);
        }
    }

    private static void scalar(Node.Scalar scalar, StringBuilder out) {
        switch (scalar.kind()) {
            case TEXT -> write('t', scalar.text(), out);
            case INTEGER, NUMBER -> write('n', number(scalar.text()), out);
            case BOOLEAN -> write('b', Boolean.toString(Boolean.parseBoolean(scalar.text())), out);
            case NOTHING -> write('0', "", out);
        }
    }

    private static void write(char kind, String text, StringBuilder out) {
        out.append(kind).append(text.length()).append(':').append(text);
    }

    private static String number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return text;
        }
        try {
            BigDecimal value = new BigDecimal(text);
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
        } catch (ArithmeticException | NumberFormatException e) {
            return text; // An exponent beyond all measure.
        }
    }
}
