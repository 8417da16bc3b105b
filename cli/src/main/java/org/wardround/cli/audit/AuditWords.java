package org.wardround.cli.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.TextTable;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.site.audit.AuditField;
import org.wardround.site.audit.AuditLine;

/** Lines of an audit log in words. */
final class AuditWords {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int HASH_DIGITS = 12;
    private static final int GAP = 2;
    private static final int NARROWEST = 20;
    private static final char REPLACEMENT = '\uFFFD';

    private AuditWords() {}

    /** A table with one row a line, broken so that it fits {@code width} columns. */
    static List<String> table(List<AuditLine> lines, int width) {
        int before = TextTable.of(List.of(">Line", "Time (UTC)", "Event"))
                        .row(widest(lines))
                        .width()
                + GAP;
        int room = Math.max(NARROWEST, width - before);
        TextTable table = TextTable.of(List.of(">Line", "Time (UTC)", "Event", "What"));
        for (AuditLine line : lines) {
            // In a file or a pipe one line each, for whoever searches it.
            List<String> what = width == Screen.UNLIMITED ? List.of(what(line)) : Wrapped.lines(what(line), room, 0);
            table.row(List.of(Long.toString(line.number()), time(line), event(line.event()), what.get(0)));
            what.stream().skip(1).forEach(more -> table.row(List.of("", "", "", more)));
        }
        return table.lines();
    }

    private static List<String> widest(List<AuditLine> lines) {
        AuditLine last = lines.get(lines.size() - 1);
        String event = lines.stream()
                .map(line -> event(line.event()))
                .reduce("", (first, second) -> first.length() >= second.length() ? first : second);
        return List.of(Long.toString(last.number()), time(last), event);
    }

    private static String time(AuditLine line) {
        return line.time().toString().replace('T', ' ').replace("Z", "");
    }

    /** {@code receiptKept} as {@code receipt kept}. */
    private static String event(String word) {
        return visible(word.replaceAll("([A-Z])", " $1")).toLowerCase(Locale.ROOT);
    }

    private static String what(AuditLine line) {
        List<String> words = new ArrayList<>();
        for (AuditField field : line.fields()) {
            String value = field.value().toString();
            // The receipt itself is for audit verify.
            if (!field.name().equals("receipt") && !value.isEmpty()) {
                String shown = HASH.matcher(value).matches() ? value.substring(0, HASH_DIGITS) : value;
                words.add(event(field.name()) + " " + visible(shown));
            }
        }
        return words.stream().collect(Collectors.joining("; "));
    }

    /** What can't be seen, or would steer a terminal, becomes the replacement character. */
    private static String visible(String text) {
        return text.codePoints()
                .map(character -> switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> REPLACEMENT;
                    default -> character;
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
