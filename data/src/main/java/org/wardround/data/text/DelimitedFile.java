package org.wardround.data.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.wardround.core.text.Counted;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.study.mapping.SourceFile;

/**
 * A delimited text file whose first lines have been looked at: the delimiter and the columns are known, the rows are read one at a time, each
 * time anew. Quoted fields, LF and CRLF, gzip and byte-order marks are taken as they come; empty lines are skipped. Safe for concurrent reading.
 */
public final class DelimitedFile {
    private static final int FIRST_LINES = 50;
    private static final int MAX_COLUMNS = 1 << 20;

    private final TextFile file;
    private final boolean headed;
    private final char delimiter;
    private final Header header;

    private DelimitedFile(TextFile file, boolean headed, char delimiter, Header header) {
        this.file = file;
        this.headed = headed;
        this.delimiter = delimiter;
        this.header = header;
    }

    /** Looks at the first lines. Throws where the file is missing, empty or not text, or where the delimiter it is given is not its own. */
    public static DelimitedFile open(Path folder, SourceFile source) throws UnreadableFile {
        TextFile file = new TextFile(folder, source.path());
        file.check();
        String firstLines = firstLines(file);
        if (firstLines.isBlank()) {
            throw file.unreadable(TextFile.EMPTY);
        }
        char delimiter = delimiter(file, source, firstLines);
        Header header = header(file, source.header(), firstRecord(file, delimiter));
        return new DelimitedFile(file, source.header(), delimiter, header);
    }

    public String name() {
        return file.name();
    }

    public Header header() {
        return header;
    }

    public char delimiter() {
        return delimiter;
    }

    /** Refuses a file of one column where more are needed: its delimiter is none of the usual ones. */
    public void requireColumns() throws UnreadableFile {
        if (header.width() == 1) {
            throw file.unreadable(
                    "has one column only, since its lines can't be split at a tab, ';', '|', ',' or a blank: name its delimiter in the mapping, as in delimiter: \"~\"");
        }
    }

    /** Passes each row on, in the order of the file; rows with too few or too many fields become problems instead. */
    public void forEach(Consumer<Row> consumer, CappedProblems problems) throws UnreadableFile {
        try (BufferedReader text = file.open();
                CsvReader<CsvRecord> reader = build(reader(delimiter), text)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (headed && records.hasNext()) {
                records.next();
            }
            for (int number = 1; records.hasNext(); number++) {
                pass(records.next(), number, consumer, problems);
            }
        } catch (UncheckedIOException e) {
            throw file.failure(e);
        } catch (IOException e) {
            throw file.failure(e);
        } catch (CsvParseException e) {
            throw broken(e);
        }
    }

    private void pass(CsvRecord csv, int number, Consumer<Row> consumer, CappedProblems problems) {
        int line = (int) csv.getStartingLineNumber();
        int fields = csv.getFieldCount();
        if (fields == header.width()) {
            consumer.accept(new Row(line, number, csv.getFields().toArray(String[]::new)));
            return;
        }
        String message = "the row has %s where %s %d: is a field with %s in it not quoted, or a line cut off?"
                .formatted(
                        Counted.of(fields, "field"),
                        headed ? "the header names" : "the first row has",
                        header.width(),
                        Delimiters.named(delimiter));
        problems.add(name() + " fields", DataProblem.at(name(), line, message));
    }

    private UnreadableFile broken(CsvParseException e) {
        return file.unreadable(
                "can't be taken apart into rows: %s; is a quotation mark not closed?".formatted(e.getMessage()));
    }

    private static char delimiter(TextFile file, SourceFile source, String firstLines) throws UnreadableFile {
        Optional<Character> found = Delimiters.find(firstLines);
        if (source.delimiter().isEmpty()) {
            return found.orElse(',');
        }
        char given = source.delimiter().charAt(0);
        String firstLine = firstLines.lines().findFirst().orElseThrow();
        if (found.isPresent() && firstLine.indexOf(given) < 0) {
            throw file.unreadable(
                    "has one column only when split at %s; its lines look split at %s: correct the delimiter in the mapping, or leave it out"
                            .formatted(Delimiters.named(given), Delimiters.named(found.get())));
        }
        return given;
    }

    private static Header header(TextFile file, boolean headed, CsvRecord first) {
        List<String> names =
                headed ? first.getFields().stream().map(String::strip).toList() : List.of();
        return new Header(file.name(), names, first.getFieldCount());
    }

    private static String firstLines(TextFile file) throws UnreadableFile {
        try (BufferedReader text = file.open()) {
            List<String> lines = new ArrayList<>();
            for (String line = text.readLine(); line != null && lines.size() < FIRST_LINES; line = text.readLine()) {
                lines.add(line);
            }
            return String.join("\n", lines);
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    private static CsvRecord firstRecord(TextFile file, char delimiter) throws UnreadableFile {
        try (BufferedReader text = file.open();
                CsvReader<CsvRecord> reader = build(reader(delimiter), text)) {
            return reader.iterator().next();
        } catch (UncheckedIOException e) {
            throw file.failure(e);
        } catch (IOException e) {
            throw file.failure(e);
        } catch (CsvParseException e) {
            throw file.unreadable("can't be taken apart into rows: " + e.getMessage());
        }
    }

    private static CsvReader<CsvRecord> build(CsvReaderBuilder builder, BufferedReader text) {
        return builder.build(CsvRecordHandler.builder().maxFields(MAX_COLUMNS).build(), text);
    }

    static CsvReaderBuilder reader(char delimiter) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }
}
