package org.wardround.study.file;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.study.document.Node;
import org.wardround.study.document.Scalars;

/** Writes single values so that they are read back as what they are. */
final class YamlText {
    private static final Pattern SAFE =
            Pattern.compile("[\\p{L}\\p{N}_./][\\p{L}\\p{N}_./()%+-]*( [\\p{L}\\p{N}_./()%+-]+)*");
    private static final double LARGEST_PLAIN = 1e15;

    private YamlText() {}

    /** A text, quoted where it would be read as something else. */
    static String text(String text) {
        boolean plain = SAFE.matcher(text).matches() && Scalars.kindOfPlain(text) == Node.Kind.TEXT;
        return plain ? text : quoted(text);
    }

    /** A code, without quotes where it reads as a number: codes are compared by what is written. */
    static String code(String code) {
        Node.Kind kind = Scalars.kindOfPlain(code);
        return kind == Node.Kind.INTEGER || kind == Node.Kind.NUMBER ? code : text(code);
    }

    static String codes(List<String> codes) {
        return codes.stream().map(YamlText::code).collect(Collectors.joining(", ", "[", "]"));
    }

    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    static String range(Range range, VariableType type) {
        return "[%s, %s]".formatted(quantity(range.low(), type), quantity(range.high(), type));
    }

    /** A comment of one line or more, each after {@code indent}; nothing for an empty text. */
    static String comment(String indent, String text) {
        return text.isEmpty()
                ? ""
                : text.lines().map(line -> indent + "# " + line + "\n").collect(Collectors.joining());
    }

    private static String quantity(double value, VariableType type) {
        return type == VariableType.DATE ? LocalDate.ofEpochDay((long) value).toString() : number(value);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || c >= 0xfffe) {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
