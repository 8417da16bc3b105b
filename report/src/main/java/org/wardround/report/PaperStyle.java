package org.wardround.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The style of pages that people print and sign: what they have in common, then what is a page's own. Stateless. */
public final class PaperStyle {
    private PaperStyle() {}

    /** @param page the class beside which the style sheet {@code own} lies */
    public static String with(Class<?> page, String own) {
        return read(PaperStyle.class, "paper.css") + read(page, own);
    }

    private static String read(Class<?> beside, String name) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style sheet can't be read from the program's own files", e);
        }
    }
}
