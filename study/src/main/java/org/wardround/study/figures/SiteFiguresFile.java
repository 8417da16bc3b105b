package org.wardround.study.figures;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wardround.study.document.Document;
import org.wardround.study.document.Schema;
import org.wardround.study.document.ShippedSchema;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** The file of a hospital's figures. The same figures are always the same bytes, and other bytes are refused: nothing else can stand in what a hospital signs. */
public final class SiteFiguresFile {
    /** Far more than any study's. */
    public static final int MOST_BYTES = 64 << 10;

    private SiteFiguresFile() {}

    /** The JSON Schema, with a description of every key. */
    public static Schema schema() {
        return ShippedSchema.FIGURES.schema();
    }

    /** UTF-8, indented, line feeds. */
    public static byte[] toBytes(SiteFigures figures) {
        return SiteFiguresWriter.write(figures);
    }

    /**
     * Reads what {@link #toBytes} gives, to the last byte.
     *
     * @param source for messages
     * @throws ProblemsException with everything that is wrong
     */
    public static SiteFigures read(Path source, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new ProblemsException(List.of(Problem.error(
                    source, "figures have at most %d bytes, these have %d".formatted(MOST_BYTES, bytes.length))));
        }
        Document document = Document.of(source, bytes);
        schema().check(document);
        Optional<SiteFigures> read = SiteFiguresReader.read(document.root());
        document.problems().throwIfErrors();
        SiteFigures figures =
                read.orElseThrow(() -> new ProblemsException(document.problems().sorted()));
        if (!Arrays.equals(toBytes(figures), bytes)) {
            document.root().error("this is not written as Wardround writes figures");
        }
        document.problems().throwIfErrors();
        return figures;
    }
}
