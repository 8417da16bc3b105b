package org.wardround.site.dossier;

import java.util.List;
import org.wardround.core.identity.Sha256;

/**
 * A document to be read and signed. All texts are on one line and can be seen; none is markup. Immutable.
 *
 * @param kicker what kind of document it is
 * @param title of the document
 * @param summary one sentence
 * @param facts short ones that stand below the title
 */
public record Dossier(String kicker, String title, String summary, List<String> facts, List<Section> sections) {
    public Dossier {
        facts = List.copyOf(facts);
        sections = List.copyOf(sections);
    }

    /** A part under a heading. */
    public record Section(String title, List<Block> blocks) {
        public Section {
            blocks = List.copyOf(blocks);
        }

        static Section of(String title, Block... blocks) {
            return new Section(title, List.of(blocks));
        }
    }

    /** A piece of a section. */
    public sealed interface Block {
        /** Running text. */
        record Paragraph(String text) implements Block {}

        /** Something that must not be overlooked. */
        record Notice(String text) implements Block {}

        /** Short paragraphs, each with a point before it. */
        record Points(List<String> texts) implements Block {
            public Points {
                texts = List.copyOf(texts);
            }
        }

        /** Labels with what belongs to them. */
        record Pairs(List<Pair> pairs) implements Block {
            public Pairs {
                pairs = List.copyOf(pairs);
            }
        }

        /** A table; every row has as many texts as the head. */
        record Grid(List<String> head, List<List<String>> rows) implements Block {
            public Grid {
                head = List.copyOf(head);
                rows = rows.stream().map(List::copyOf).toList();
                for (List<String> row : rows) {
                    if (row.size() != head.size()) {
                        throw new IllegalArgumentException(
                                "a row has %d texts under %d headings".formatted(row.size(), head.size()));
                    }
                }
            }
        }

        /** Lines to be filled in by hand, once for each person. */
        record Signatures(int people, List<String> lines) implements Block {
            public Signatures {
                lines = List.copyOf(lines);
                if (people < 1) {
                    throw new IllegalArgumentException("at least one person signs, got " + people);
                }
            }
        }
    }

    /**
     * A label with what belongs to it.
     *
     * @param exact whether the value is an identifier that is compared letter by letter or word by word
     */
    public record Pair(String label, String value, boolean exact) {
        static Pair of(String label, String value) {
            return new Pair(label, value, false);
        }

        static Pair exact(String label, String value) {
            return new Pair(label, value, true);
        }
    }

    /** SHA-256 of all that the document says: what an approval binds to. Does not depend on how the document is shown. */
    public Sha256 digest() {
        return DossierDigest.of(this);
    }
}
