package org.wardround.study.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.model.Tensor;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.ThresholdRule;
import org.wardround.core.vector.VectorDigest;

/** Writes {@code model.json}. */
final class ModelJsonWriter {
    // Jackson's own way of writing doubles is the shortest and the same on every Java version.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final TrainedModel model;
    private final JsonGenerator json;

    private ModelJsonWriter(TrainedModel model, JsonGenerator json) {
        this.model = model;
        this.json = json;
    }

    /** @param files hashes of the other files, by name */
    static byte[] write(TrainedModel model, SortedMap<String, Sha256> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indenter));
            new ModelJsonWriter(model, json).writeAll(files);
            json.writeRaw('\n');
        }
        return out.toByteArray();
    }

    private void writeAll(SortedMap<String, Sha256> files) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", ModelFolder.FORMAT);
        json.writeNumberField("formatVersion", ModelFolder.FORMAT_VERSION);
        writeModel();
        new DictionaryJson(json).write(model.data());
        writeColumns();
        writeEncoding();
        writeTensors();
        writeThreshold();
        writeRecalibration();
        writeProvenance();
        json.writeStringField(
                "parametersSha256", VectorDigest.of(model.parameters()).hex());
        json.writeObjectFieldStart("files");
        for (Map.Entry<String, Sha256> file : files.entrySet()) {
            json.writeStringField(file.getKey(), file.getValue().hex());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeModel() throws IOException {
        json.writeObjectFieldStart("model");
        json.writeStringField("type", model.model().type());
        if (model.model() instanceof ModelSpec.Mlp mlp) {
            writeSizes("hidden", mlp.hidden());
            json.writeStringField("activation", mlp.activation().name().toLowerCase(Locale.ROOT));
        }
        new FormulaJson(json).write(model.model().formula());
        json.writeEndObject();
    }

    private void writeColumns() throws IOException {
        json.writeArrayFieldStart("columns");
        ColumnJson columns = new ColumnJson(model.data());
        for (FeatureColumn column : model.encoding().columns()) {
            columns.write(column, json);
        }
        json.writeEndArray();
    }

    private void writeEncoding() throws IOException {
        if (model.encoding() instanceof Encoding.Common common) {
            json.writeObjectFieldStart("preprocessing");
            writeNumbers(common.preprocessing());
        } else if (model.encoding() instanceof Encoding.PerSite bySite) {
            json.writeObjectFieldStart("preprocessingBySite");
            for (Map.Entry<SiteId, Preprocessing> site : bySite.sites().entrySet()) {
                json.writeObjectFieldStart(site.getKey().name());
                writeNumbers(site.getValue());
            }
            json.writeEndObject();
        }
    }

    private void writeNumbers(Preprocessing preprocessing) throws IOException {
        json.writeArrayFieldStart("imputed");
        for (int variable = 0; variable < preprocessing.variables(); variable++) {
            writeNumberOrNull(preprocessing.imputed(variable));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("centres");
        for (int column = 0; column < preprocessing.features(); column++) {
            json.writeNumber(preprocessing.centre(column));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("scales");
        for (int column = 0; column < preprocessing.features(); column++) {
            json.writeNumber(preprocessing.scale(column));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeNumberOrNull(double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    private void writeTensors() throws IOException {
        json.writeArrayFieldStart("tensors");
        for (Tensor tensor : model.shape().tensors()) {
            json.writeStartObject();
            json.writeStringField("name", tensor.name());
            writeSizes("shape", tensor.shape());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeThreshold() throws IOException {
        DecisionThreshold threshold = model.threshold();
        if (threshold == null) {
            return;
        }
        json.writeObjectFieldStart("threshold");
        if (threshold.rule() instanceof ThresholdRule.Youden) {
            json.writeStringField("rule", "youden");
        } else {
            json.writeObjectFieldStart("rule");
            if (threshold.rule() instanceof ThresholdRule.Value given) {
                json.writeNumberField("value", given.probability());
            } else if (threshold.rule() instanceof ThresholdRule.Sensitivity sensitivity) {
                json.writeNumberField("sensitivity", sensitivity.atLeast());
            }
            json.writeEndObject();
        }
        json.writeNumberField("probability", threshold.probability());
        json.writeEndObject();
    }

    private void writeRecalibration() throws IOException {
        Recalibration recalibration = model.recalibration();
        if (recalibration != null) {
            json.writeObjectFieldStart("recalibration");
            json.writeNumberField("intercept", recalibration.intercept());
            json.writeNumberField("slope", recalibration.slope());
            json.writeEndObject();
        }
    }

    private void writeProvenance() throws IOException {
        Provenance provenance = model.provenance();
        json.writeObjectFieldStart("study");
        json.writeStringField("name", provenance.study());
        json.writeStringField("sha256", provenance.studyHash().hex());
        json.writeEndObject();
        json.writeNumberField("seed", provenance.seed());
        json.writeArrayFieldStart("sites");
        for (SiteId site : provenance.sites()) {
            json.writeString(site.name());
        }
        json.writeEndArray();
        json.writeObjectFieldStart("versions");
        for (Map.Entry<String, String> version : provenance.versions().entrySet()) {
            json.writeStringField(version.getKey(), version.getValue());
        }
        json.writeEndObject();
    }

    private void writeSizes(String name, List<Integer> sizes) throws IOException {
        json.writeArrayFieldStart(name);
        for (int size : sizes) {
            json.writeNumber(size);
        }
        json.writeEndArray();
    }
}
