package org.wardround.study.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a document, with the place where it starts. */
public sealed interface Node {
    Spot spot();

    /**
     * A single value.
     *
     * @param text as written, without quotes: codes such as {@code 01} keep their zero
     */
    record Scalar(Spot spot, Kind kind, String text) implements Node {}

    /** A list. */
    record Items(Spot spot, List<Node> nodes) implements Node {
        public Items {
            nodes = List.copyOf(nodes);
        }
    }

    /** Keys and their values, in the order of the file. */
    record Fields(Spot spot, Map<String, Field> fields) implements Node {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** The value of a key, and where the key stands. */
    record Field(Spot key, Node value) {}

    /** What a single value is, by the core schema of YAML 1.2: {@code yes} and {@code no} are texts. */
    enum Kind {
        TEXT,
        INTEGER,
        NUMBER,
        BOOLEAN,
        NOTHING
    }
}
