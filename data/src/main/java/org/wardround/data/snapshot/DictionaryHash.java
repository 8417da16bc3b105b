package org.wardround.data.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;

/** The hash of all that a dictionary says about the values and rows of a table; labels and what is done with the table don't count. */
final class DictionaryHash {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private DictionaryHash() {}

    static Sha256 of(DataDictionary dictionary) {
        DictionaryHash hash = new DictionaryHash();
        try {
            hash.write(dictionary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.of(hash.bytes.toByteArray());
    }

    private void write(DataDictionary dictionary) throws IOException {
        out.writeInt(dictionary.variables().size());
        for (Variable variable : dictionary.variables()) {
            text(variable.name());
            text(variable.type().yamlName());
            text(variable.unit());
            range(variable.range());
            texts(variable.levels());
            text(variable.missing().yamlName());
        }
        write(dictionary.outcome());
        out.writeInt(dictionary.cohort().size());
        for (Criterion criterion : dictionary.cohort()) {
            text(criterion.variable());
            range(criterion.range());
            texts(criterion.values());
        }
        out.writeDouble(dictionary.split().validation());
        out.writeDouble(dictionary.split().test());
        text(dictionary.split().column());
    }

    private void write(Outcome outcome) throws IOException {
        text(outcome.name());
        text(outcome.type().yamlName());
        text(outcome.unit());
        range(outcome.range());
        texts(outcome.levels());
    }

    private void range(@Nullable Range range) throws IOException {
        out.writeBoolean(range != null);
        if (range != null) {
            out.writeDouble(range.low());
            out.writeDouble(range.high());
        }
    }

    private void texts(List<String> values) throws IOException {
        out.writeInt(values.size());
        for (String value : values) {
            text(value);
        }
    }

    private void text(String value) throws IOException {
        out.writeUTF(value);
    }
}
