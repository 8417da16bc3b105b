package org.wardround.site.audit;

import java.util.List;

/** Writes fields as one JSON object in its only form: the order given, no blanks, no line feed. */
final class LineWriter {
    private static final int QUOTES = '"';
    private static final int BACKSLASH = '\\';

    private final StringBuilder line = new StringBuilder(200);

    private LineWriter() {}

    static String write(List<AuditField> fields) {
        LineWriter writer = new LineWriter();
        writer.object(fields);
        return writer.line.toString();
    }

    private void object(List<AuditField> fields) {
        char before = '{';
        for (AuditField field : fields) {
            line.append(before);
            text(field.name());
            line.append(':');
            value(field.value());
            before = ',';
        }
        line.append('}');
    }

    private void value(AuditField.Value value) {
        if (value instanceof AuditField.Value.Text text) {
            text(text.text());
        } else if (value instanceof AuditField.Value.Whole whole) {
            line.append(whole.number());
        } else if (value instanceof AuditField.Value.Names names) {
            names(names.names());
        }
    }

    private void names(List<String> names) {
        line.append('[');
        for (int i = 0; i < names.size(); i++) {
            line.append(i == 0 ? "" : ",");
            text(names.get(i));
        }
        line.append(']');
    }

    private void text(String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == QUOTES || character == BACKSLASH) {
                line.append('\\').append(character);
            } else if (LineCharacters.isNumbered(character)) {
                line.append("\\u%04x".formatted((int) character));
            } else {
                line.append(character);
            }
        }
        line.append('"');
    }
}
