package org.wardround.study.figures;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import org.wardround.core.study.Metric;
import org.wardround.study.results.Count;

/** Writes figures. */
final class SiteFiguresWriter {
    private static final String FORMAT = "wardround-site-figures";
    private static final int FORMAT_VERSION = 1;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private SiteFiguresWriter(JsonGenerator json) {
        this.json = json;
    }

    static byte[] write(SiteFigures figures) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            new SiteFiguresWriter(json).writeAll(figures);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void writeAll(SiteFigures figures) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeNumberField("formatVersion", FORMAT_VERSION);
        json.writeStringField("run", figures.run());
        json.writeStringField("study", figures.study().hex());
        json.writeStringField("site", figures.site().name());
        json.writeNumberField("rounds", figures.rounds());
        if (figures.testRows().isSuppressed()) {
            json.writeStringField("testRows", Count.WORD);
        } else {
            json.writeNumberField("testRows", figures.testRows().value());
        }
        json.writeArrayFieldStart("models");
        for (Map.Entry<SiteFigures.Model, SortedMap<Metric, Figure>> model :
                figures.models().entrySet()) {
            writeModel(model.getKey(), model.getValue());
        }
        json.writeEndArray();
        FigureVerdict verdict = figures.verdict();
        if (verdict != null) {
            json.writeObjectFieldStart("verdict");
            writeVerdict(verdict);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeModel(SiteFigures.Model model, SortedMap<Metric, Figure> figures) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", model.word());
        json.writeArrayFieldStart("figures");
        for (Map.Entry<Metric, Figure> figure : figures.entrySet()) {
            json.writeStartObject();
            json.writeStringField("metric", figure.getKey().jsonName());
            writeFigure(figure.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeFigure(Figure figure) throws IOException {
        if (figure instanceof Figure.Told told) {
            json.writeStringField("state", "told");
            writeTold("value", told);
        } else {
            json.writeStringField("state", figure.equals(Figure.SUPPRESSED) ? "suppressed" : "undefined");
        }
    }

    private void writeTold(String name, Figure.Told told) throws IOException {
        number(name, told.value());
        number("low", told.low());
        number("high", told.high());
    }

    private void writeVerdict(FigureVerdict verdict) throws IOException {
        json.writeStringField("metric", verdict.metric().jsonName());
        json.writeStringField("verdict", verdict.verdict().jsonName());
        FigureVerdict.Numbers numbers = verdict.numbers();
        if (numbers != null) {
            writeTold("difference", numbers.difference());
            number("adjustedP", numbers.adjustedP());
        }
    }

    private void number(String name, BigDecimal value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(value.toPlainString());
    }
}
