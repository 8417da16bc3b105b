package org.wardround.study.results;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;

/** A comma-separated table under construction (RFC 4180): UTF-8, CRLF, quoted only where needed; undefined numbers are empty. */
final class CsvText {
    private final StringBuilder text = new StringBuilder();

    CsvText(String... header) {
        row((Object[]) header);
    }

    /** Numbers keep their full precision, with the same digits on every JDK. */
    CsvText row(Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            text.append(i == 0 ? "" : ",").append(quoted(plain(cells[i])));
        }
        text.append("\r\n");
        return this;
    }

    byte[] toBytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String plain(Object cell) {
        if (cell instanceof Double number) {
            return Double.isFinite(number) ? NumberOutput.toString(number, true) : "";
        }
        return cell.toString();
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
