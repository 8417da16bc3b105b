package org.wardround.study.model;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

/** Writes a data dictionary in the words of a study file, with nothing left to defaults. */
final class DictionaryJson {
    private final JsonGenerator json;

    DictionaryJson(JsonGenerator json) {
        this.json = json;
    }

    void write(DataDictionary data) throws IOException {
        json.writeObjectFieldStart("data");
        json.writeNumberField("minimumPatients", data.minimumPatients());
        json.writeArrayFieldStart("variables");
        for (Variable variable : data.variables()) {
            json.writeStartObject();
            writeHead(variable.name(), variable.type(), variable.unit());
            writeAllowed(variable.range(), variable.levels(), variable.type());
            json.writeStringField("missing", variable.missing().yamlName());
            writeLabel(variable.label());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeOutcome(data.outcome());
        writeCohort(data);
        json.writeStringField("standardise", data.standardisation().yamlName());
        json.writeStringField("moments", data.moments().yamlName());
        writeSplit(data);
        json.writeEndObject();
    }

    private void writeOutcome(Outcome outcome) throws IOException {
        json.writeObjectFieldStart("outcome");
        writeHead(outcome.name(), outcome.type(), outcome.unit());
        writeAllowed(outcome.range(), outcome.levels(), outcome.type());
        if (outcome.type() == VariableType.TIME_TO_EVENT) {
            json.writeStringField("grid", outcome.grid().yamlName());
        }
        writeLabel(outcome.label());
        json.writeEndObject();
    }

    private void writeCohort(DataDictionary data) throws IOException {
        json.writeArrayFieldStart("cohort");
        for (Criterion criterion : data.cohort()) {
            VariableType type =
                    data.variables().get(data.indexOf(criterion.variable())).type();
            json.writeStartObject();
            json.writeStringField("variable", criterion.variable());
            writeAllowed(criterion.range(), criterion.values(), type);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeSplit(DataDictionary data) throws IOException {
        json.writeObjectFieldStart("split");
        json.writeNumberField("validation", data.split().validation());
        if (data.split().column().isEmpty()) {
            json.writeNumberField("test", data.split().test());
        } else {
            json.writeStringField("column", data.split().column());
        }
        json.writeEndObject();
    }

    private void writeHead(String name, VariableType type, String unit) throws IOException {
        json.writeStringField("name", name);
        json.writeStringField("type", type.yamlName());
        if (!unit.isEmpty()) {
            json.writeStringField("unit", unit);
        }
    }

    private void writeLabel(String label) throws IOException {
        if (!label.isEmpty()) {
            json.writeStringField("label", label);
        }
    }

    private void writeAllowed(@Nullable Range range, List<String> levels, VariableType type) throws IOException {
        if (range != null) {
            json.writeArrayFieldStart("range");
            writeQuantity(range.low(), type);
            writeQuantity(range.high(), type);
            json.writeEndArray();
        }
        if (!levels.isEmpty()) {
            json.writeArrayFieldStart("values");
            for (String level : levels) {
                json.writeString(level);
            }
            json.writeEndArray();
        }
    }

    private void writeQuantity(double value, VariableType type) throws IOException {
        if (type == VariableType.DATE) {
            json.writeString(LocalDate.ofEpochDay((long) value).toString());
        } else {
            json.writeNumber(value);
        }
    }
}
