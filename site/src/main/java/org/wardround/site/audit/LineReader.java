package org.wardround.site.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

/**
 * Reads what {@link LineWriter} writes and nothing else: of all ways to write the same object in JSON, one is taken. So two lines that mean the same are
 * the same bytes, and no reader sees in them what another does not. Not thread-safe.
 */
final class LineReader {
    private static final int HEX_DIGITS = 4;
    private static final int HEX = 16;
    private static final int MOST_DIGITS = 18;

    private final String text;
    private int at;

    private LineReader(String text) {
        this.text = text;
    }

    /**
     * @param line without a line feed
     * @throws FederationException STORAGE_CORRUPT where it is written in another way; shows nothing of what it holds
     */
    static List<AuditField> read(byte[] line) {
        try {
            LineReader reader = new LineReader(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString());
            List<AuditField> fields = reader.object();
            if (reader.at < reader.text.length()) {
                throw reader.unexpected("the end of the line");
            }
            return fields;
        } catch (CharacterCodingException e) {
            throw unreadable("the line is not UTF-8");
        }
    }

    static FederationException unreadable(String why) {
        return new FederationException(ErrorCode.STORAGE_CORRUPT, why);
    }

    private List<AuditField> object() {
        List<AuditField> fields = new ArrayList<>();
        expect('{');
        do {
            String name = text();
            if (hasName(fields, name)) {
                throw unexpected("a name that the line does not have already");
            }
            expect(':');
            fields.add(new AuditField(name, value()));
        } while (accept(','));
        expect('}');
        return fields;
    }

    private static boolean hasName(List<AuditField> fields, String name) {
        for (AuditField field : fields) {
            if (field.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private AuditField.Value value() {
        if (at < text.length() && text.charAt(at) == '"') {
            return new AuditField.Value.Text(text());
        }
        return accept('[') ? new AuditField.Value.Names(names()) : new AuditField.Value.Whole(whole());
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        if (accept(']')) {
            return names;
        }
        do {
            names.add(text());
        } while (accept(','));
        expect(']');
        return names;
    }

    private long whole() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        boolean written = at > from && at - from <= MOST_DIGITS && (text.charAt(from) != '0' || at == from + 1);
        if (!written) {
            at = from;
            throw unexpected("a text, a list or a whole number");
        }
        return Long.parseLong(text, from, at, 10);
    }

    private String text() {
        expect('"');
        int from = at;
        skipPlain();
        if (accept('"')) {
            return text.substring(from, at - 1);
        }
        StringBuilder read = new StringBuilder(text.substring(from, at));
        while (accept('\\')) {
            read.append(escaped());
            from = at;
            skipPlain();
            read.append(text, from, at);
        }
        expect('"');
        return read.toString();
    }

    /** Goes on to the next quote, backslash, or character that may not stand as itself, which nobody will accept. */
    private void skipPlain() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '"' || next == '\\' || LineCharacters.isNumbered(next)) {
                return;
            }
            at++;
        }
    }

    private char escaped() {
        if (accept('"')) {
            return '"';
        }
        if (accept('\\')) {
            return '\\';
        }
        expect('u');
        int number = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            char digit = at < text.length() ? text.charAt(at) : '"';
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                throw unexpected("four hexadecimal digits in small letters");
            }
            number = number * HEX + Character.digit(digit, HEX);
            at++;
        }
        if (!LineCharacters.isNumbered((char) number)) {
            throw unexpected("a number of a character that has to be written by its number");
        }
        return (char) number;
    }

    private boolean accept(char character) {
        boolean there = at < text.length() && text.charAt(at) == character;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char character) {
        if (!accept(character)) {
            throw unexpected(Character.toString(character));
        }
    }

    private FederationException unexpected(String wanted) {
        return unreadable("the line is not written as this log writes its lines: %s should stand at character %d"
                .formatted(wanted, at + 1));
    }
}
