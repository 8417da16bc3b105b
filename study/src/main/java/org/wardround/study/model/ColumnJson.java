package org.wardround.study.model;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Variable;
import org.wardround.study.document.Place;

/** Columns of the model matrix in {@code model.json}, and in one line of words, by which a file's columns are held against those that it should have. */
record ColumnJson(DataDictionary data) {
    void write(FeatureColumn column, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("term", column.term());
        if (column instanceof FeatureColumn.Product product) {
            json.writeStringField("source", "product");
            json.writeArrayFieldStart("factors");
            for (FeatureColumn factor : product.factors()) {
                write(factor, json);
            }
            json.writeEndArray();
        } else {
            json.writeStringField("variable", variable(column).name());
            json.writeStringField("source", source(column));
            writeDetails(column, json);
        }
        json.writeEndObject();
    }

    private void writeDetails(FeatureColumn column, JsonGenerator json) throws IOException {
        if (column instanceof FeatureColumn.Level level) {
            json.writeStringField("level", code(column, level.level()));
        } else if (column instanceof FeatureColumn.Contrast contrast) {
            json.writeStringField("level", code(column, contrast.level()));
            json.writeStringField("reference", code(column, contrast.omitted()));
        } else if (column instanceof FeatureColumn.Power power) {
            json.writeNumberField("centre", power.centre());
            json.writeNumberField("exponent", power.exponent());
        } else if (column instanceof FeatureColumn.Spline spline) {
            json.writeArrayFieldStart("knots");
            for (double knot : spline.basis().knots()) {
                json.writeNumber(knot);
            }
            json.writeEndArray();
            json.writeNumberField("number", spline.basis().number());
        }
    }

    private Variable variable(FeatureColumn column) {
        return data.variables().get(column.variables().first());
    }

    private String code(FeatureColumn column, int level) {
        return variable(column).levels().get(level);
    }

    private static String source(FeatureColumn column) {
        if (column instanceof FeatureColumn.Value) {
            return "value";
        }
        if (column instanceof FeatureColumn.Level) {
            return "level";
        }
        if (column instanceof FeatureColumn.Missing) {
            return "missing";
        }
        if (column instanceof FeatureColumn.Contrast) {
            return "contrast";
        }
        return column instanceof FeatureColumn.Power ? "power" : "spline";
    }

    /** A column that follows from the study. */
    String inWords(FeatureColumn column) {
        if (column instanceof FeatureColumn.Product product) {
            return column.term() + "|product"
                    + product.factors().stream().map(this::inWords).toList();
        }
        String head = String.join("|", column.term(), variable(column).name(), source(column));
        if (column instanceof FeatureColumn.Level level) {
            return head + "|" + code(column, level.level());
        }
        if (column instanceof FeatureColumn.Contrast contrast) {
            return head + "|" + code(column, contrast.level()) + "|" + code(column, contrast.omitted());
        }
        if (column instanceof FeatureColumn.Power power) {
            return head + "|" + power.centre() + "|" + power.exponent();
        }
        return column instanceof FeatureColumn.Spline spline
                ? head + "|" + spline.basis().knots() + "|" + spline.basis().number()
                : head;
    }

    /** A column as a file has it. */
    static String inWords(Place column) {
        String source = column.at("source").text();
        if (source.equals("product")) {
            List<Place> factors = column.items("factors");
            return column.at("term").text() + "|product"
                    + factors.stream().map(ColumnJson::inWords).toList();
        }
        String head = String.join("|", column.at("term").text(), column.text("variable", ""), source);
        return switch (source) {
            case "level" -> head + "|" + column.text("level", "");
            case "contrast" -> head + "|" + column.text("level", "") + "|" + column.text("reference", "");
            case "power" -> head + "|" + column.number("centre", 0) + "|" + column.integer("exponent", 0);
            case "spline" ->
                head + "|"
                        + column.items("knots").stream()
                                .map(Place::number)
                                .map(knot -> Double.toString(knot))
                                .collect(Collectors.joining(", ", "[", "]"))
                        + "|" + column.integer("number", 0);
            default -> head;
        };
    }
}
