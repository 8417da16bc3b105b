package org.wardround.data.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds the delimiter of a file from its first lines. */
final class Delimiters {
    /** From the least to the most likely to stand in a field's text. */
    private static final List<Character> CANDIDATES = List.of('\t', ';', '|', ',', ' ');

    private static final double AGREEMENT = 0.8;

    private Delimiters() {}

    /** The first candidate, among those that give most lines the same number of fields, that does so for the most lines. */
    static Optional<Character> find(String firstLines) {
        Optional<Character> best = Optional.empty();
        double bestAgreement = AGREEMENT;
        for (char candidate : CANDIDATES) {
            double agreement = agreement(firstLines, candidate);
            if (agreement > bestAgreement && !(candidate == ' ' && best.isPresent())) {
                best = Optional.of(candidate);
                bestAgreement = agreement;
            }
        }
        return best;
    }

    /** Share of the lines that have as many fields as the first one; 0 where that has one only. */
    private static double agreement(String text, char candidate) {
        try (CsvReader<CsvRecord> reader =
                DelimitedFile.reader(candidate).allowUnclosedQuote(true).ofCsvRecord(text)) {
            int fields = 0;
            int lines = 0;
            int agreeing = 0;
            for (CsvRecord line : reader) {
                fields = lines == 0 ? line.getFieldCount() : fields;
                agreeing += line.getFieldCount() == fields ? 1 : 0;
                lines++;
            }
            return fields < 2 ? 0 : (double) agreeing / lines;
        } catch (CsvParseException | IOException e) {
            return 0;
        }
    }

    /** For messages. */
    static String named(char delimiter) {
        return delimiter == '\t' ? "a tab" : "'" + delimiter + "'";
    }
}
