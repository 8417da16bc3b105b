package org.wardround.study.evidence;

import java.util.List;
import java.util.stream.Stream;

/**
 * One document about a run.
 *
 * @param name of its file, without an ending
 * @param kicker what kind of document it is
 * @param summary one sentence
 */
public record EvidenceDocument(String name, String kicker, Statement title, Statement summary, List<Section> sections) {
    public EvidenceDocument {
        sections = List.copyOf(sections);
    }

    /** A part under a heading. */
    public record Section(String title, List<Block> blocks) {
        public Section {
            blocks = List.copyOf(blocks);
        }

        public static Section of(String title, Block... blocks) {
            return new Section(title, List.of(blocks));
        }
    }

    /** A piece of a section. */
    public sealed interface Block {
        /** All that it says, in order. */
        Stream<Statement> statements();

        /** Running text. */
        record Paragraph(Statement text) implements Block {
            @Override
            public Stream<Statement> statements() {
                return Stream.of(text);
            }
        }

        /** Something that must not be overlooked. */
        record Notice(Statement text) implements Block {
            @Override
            public Stream<Statement> statements() {
                return Stream.of(text);
            }
        }

        /** Short paragraphs, each with a point before it. */
        record Points(List<Statement> texts) implements Block {
            public Points {
                texts = List.copyOf(texts);
            }

            @Override
            public Stream<Statement> statements() {
                return texts.stream();
            }
        }

        /** A table; every row has as many cells as the head. */
        record Grid(List<String> head, List<List<Statement>> rows) implements Block {
            public Grid {
                head = List.copyOf(head);
                rows = rows.stream().map(List::copyOf).toList();
                for (List<Statement> row : rows) {
                    if (row.size() != head.size()) {
                        throw new IllegalArgumentException(
                                "a row has %d cells under %d headings".formatted(row.size(), head.size()));
                    }
                }
            }

            @Override
            public Stream<Statement> statements() {
                return rows.stream().flatMap(List::stream);
            }
        }
    }
}
