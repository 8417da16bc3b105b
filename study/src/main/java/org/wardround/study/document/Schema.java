package org.wardround.study.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A JSON Schema (draft 2020-12) that ships with the software, held against documents in words for people. Understands the keywords that the
 * shipped schemas use: {@code $ref} to {@code $defs}, {@code type}, {@code properties}, {@code required}, {@code additionalProperties},
 * {@code minProperties}, {@code maxProperties}, {@code items}, {@code minItems}, {@code maxItems}, {@code uniqueItems}, {@code enum},
 * {@code const}, {@code pattern}, {@code minLength}, {@code maxLength} and the four bounds of numbers; and two of its own: {@code x-rule}, the rule
 * in words, and {@code x-notOffered}, what is said to somebody who asks for a thing that is not there yet.
 */
public final class Schema {
    private final String text;
    private final Node root;

    private Schema(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /** A schema beside {@code owner}'s class file or in the same package of the resources. */
    public static Schema ofResource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "this program is incomplete: the schema %s is missing from it".formatted(name));
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Schema(text, Document.of(Path.of(name), text).root().node());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON text, with a description of every key. */
    public String text() {
        return text;
    }

    /** Reports everything in the document that the schema does not allow. */
    public void check(Document document) {
        check(document.root());
    }

    void check(Place place) {
        new SchemaWalk().check(new Rule(root, root), place);
    }
}
