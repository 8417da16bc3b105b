package org.wardround.study.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.core.vector.VectorWriter;
import org.wardround.study.document.Document;
import org.wardround.study.document.Schema;
import org.wardround.study.document.ShippedSchema;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/**
 * The folder of a model: {@code model.json} (what the numbers mean), {@code model.safetensors} (the numbers) and {@code model-card.md} (for
 * people). {@code model.json} holds the hashes of the other two.
 */
public final class ModelFolder {
    static final String FORMAT = "wardround-model";
    static final int FORMAT_VERSION = 1;

    /** What the numbers mean. */
    public static final String DESCRIPTION = "model.json";

    static final String PARAMETERS = "model.safetensors";
    static final String CARD = "model-card.md";

    /** The names of all files of a model folder; the card may be missing. */
    public static final List<String> FILES = List.of(DESCRIPTION, PARAMETERS, CARD);

    private static final int LARGEST_DESCRIPTION = 64 * Document.ONE_MEBIBYTE;

    private ModelFolder() {}

    /**
     * Writes the folder whole or not at all. A model folder that stands there is replaced; any other folder that is not empty is left alone.
     *
     * @throws UncheckedIOException where it can't be written; nothing has changed then
     */
    public static void write(Path folder, TrainedModel model, ModelCard card) {
        FolderSwap.replace(folder, FILES, fresh -> {
            SafetensorsFile.write(fresh.resolve(PARAMETERS), model.shape(), model.parameters());
            byte[] text = ModelCardText.write(model, card).getBytes(StandardCharsets.UTF_8);
            FolderSwap.write(fresh.resolve(CARD), text);
            SortedMap<String, Sha256> files = new TreeMap<>();
            files.put(PARAMETERS, hash(fresh.resolve(PARAMETERS)));
            files.put(CARD, Sha256.of(text));
            FolderSwap.write(fresh.resolve(DESCRIPTION), ModelJsonWriter.write(model, files));
        });
    }

    /** Reads a model into memory; see {@link #read(Path, VectorWriter.Factory)}. */
    public static TrainedModel read(Path folder) {
        return read(folder, VectorWriter.Factory.IN_MEMORY);
    }

    /**
     * Reads a model and verifies all hashes. The model card is for people, who may change it: a changed card is no error.
     *
     * @throws ProblemsException where a file is missing, damaged or was changed
     */
    public static TrainedModel read(Path folder, VectorWriter.Factory vectors) {
        Document document = Document.read(folder.resolve(DESCRIPTION), LARGEST_DESCRIPTION);
        return withParameters(folder, described(document), vectors);
    }

    /** What the numbers mean, for {@link #of}: as {@code model.json}, but without hashes of files. */
    public static byte[] description(TrainedModel model) {
        try {
            return ModelJsonWriter.write(model, new TreeMap<>());
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
    }

    /**
     * The model of a description that was read elsewhere.
     *
     * @param description the bytes of {@code model.json}
     * @throws ProblemsException where it can't be understood, or is not that of the parameters
     */
    public static TrainedModel of(byte[] description, Vector parameters) {
        Path path = Path.of(DESCRIPTION);
        ModelJsonReader.Description known = described(Document.of(path, description));
        if (!known.parametersHash().equals(VectorDigest.of(parameters))) {
            throw new ProblemsException(List.of(Problem.error(path, "it is not the description of the parameters")));
        }
        return known.with(parameters);
    }

    private static ModelJsonReader.Description described(Document document) {
        schema().check(document);
        Optional<ModelJsonReader.Description> description = new ModelJsonReader(document.root()).read();
        document.problems().throwIfErrors();
        return description.orElseThrow(() -> new IllegalStateException("an unreadable model reported no problem"));
    }

    /** The JSON Schema of {@code model.json}, with a description of every key. */
    public static Schema schema() {
        return ShippedSchema.MODEL.schema();
    }

    private static TrainedModel withParameters(
            Path folder, ModelJsonReader.Description description, VectorWriter.Factory vectors) {
        Path file = folder.resolve(PARAMETERS);
        Vector parameters = SafetensorsFile.read(file, description.shape(), vectors);
        if (!description.fileHash(PARAMETERS).equals(Optional.of(hash(file)))
                || !description.parametersHash().equals(VectorDigest.of(parameters))) {
            throw new ProblemsException(List.of(Problem.error(
                    file,
                    "the parameters are not those that %s was written with: the hashes differ; take both files from the same run"
                            .formatted(DESCRIPTION))));
        }
        return description.with(parameters);
    }

    private static Sha256 hash(Path file) {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
            return Sha256.finish(digest);
        } catch (IOException e) {
            throw new UncheckedIOException("%s can't be read".formatted(file), e);
        }
    }
}
