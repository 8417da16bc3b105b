package org.wardround.study.model;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.wardround.core.study.Formula;
import org.wardround.core.study.Term;

/** Writes a formula in the words of a study file, with the numbers that were found in the data. */
final class FormulaJson {
    private final JsonGenerator json;

    FormulaJson(JsonGenerator json) {
        this.json = json;
    }

    /** Keys of the section {@code model}; nothing for every variable as it is. */
    void write(Formula formula) throws IOException {
        if (!formula.terms().isEmpty()) {
            json.writeArrayFieldStart("terms");
            for (Term term : formula.terms()) {
                write(term);
            }
            json.writeEndArray();
        }
        if (formula.hasOffset()) {
            json.writeStringField("offset", formula.offset());
        }
        if (formula.hasWeights()) {
            json.writeStringField("weights", formula.weights());
        }
        if (formula.randomIntercept()) {
            json.writeStringField("randomIntercept", "site");
        }
    }

    private void write(Term term) throws IOException {
        if (term instanceof Term.Plain plain) {
            json.writeString(plain.variable());
            return;
        }
        json.writeStartObject();
        if (term instanceof Term.Spline spline) {
            json.writeStringField("spline", spline.variable());
            writeKnots(spline.knots());
        } else if (term instanceof Term.Polynomial polynomial) {
            json.writeStringField("polynomial", polynomial.variable());
            json.writeNumberField("degree", polynomial.degree());
            if (!Double.isNaN(polynomial.centre())) {
                json.writeNumberField("centre", polynomial.centre());
            }
        } else if (term instanceof Term.Category category) {
            json.writeStringField("category", category.variable());
            json.writeStringField("reference", category.reference());
            json.writeStringField("contrasts", category.contrasts().yamlName());
        } else if (term instanceof Term.Interaction interaction) {
            json.writeArrayFieldStart("interaction");
            for (String variable : interaction.variables()) {
                json.writeString(variable);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeKnots(Term.Knots knots) throws IOException {
        if (knots instanceof Term.Knots.At at) {
            json.writeArrayFieldStart("knots");
            for (double knot : at.positions()) {
                json.writeNumber(knot);
            }
            json.writeEndArray();
        } else {
            json.writeNumberField("knots", knots.count());
        }
    }
}
