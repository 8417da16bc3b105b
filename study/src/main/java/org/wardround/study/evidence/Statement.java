package org.wardround.study.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A sentence, or a cell of a table, made of words and values. */
public record Statement(List<Part> parts) {
    public Statement {
        parts = List.copyOf(parts);
    }

    /** @param parts texts, {@link Part}s and statements, in order */
    public static Statement of(Object... parts) {
        List<Part> all = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Statement statement) {
                all.addAll(statement.parts);
            } else if (part instanceof Part one) {
                all.add(one);
            } else {
                all.add(new Part.Words(part.toString()));
            }
        }
        return new Statement(all);
    }

    /** To be filled in by a person. */
    public static Statement blank(String asked) {
        return new Statement(List.of(new Part.Blank(asked)));
    }

    /** {@code a, b and c}. */
    public static Statement list(List<? extends Part> parts) {
        List<Part> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                all.add(new Part.Words(i == parts.size() - 1 ? " and " : ", "));
            }
            all.add(parts.get(i));
        }
        return new Statement(all);
    }

    public String text() {
        return parts.stream().map(Part::text).collect(Collectors.joining());
    }

    public List<Fact> facts() {
        return parts.stream()
                .filter(Fact.class::isInstance)
                .map(Fact.class::cast)
                .toList();
    }
}
