package org.wardround.data.cell;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** The texts that stand for a missing value: the empty one, and those that the mapping names. Safe for concurrent use. */
public final class MissingTexts {
    private final Set<String> codes;

    public MissingTexts(Collection<String> texts) {
        this.codes = texts.stream().map(text -> Codes.canonical(text.strip())).collect(Collectors.toUnmodifiableSet());
    }

    public boolean contains(String text) {
        return text.isEmpty() || (!codes.isEmpty() && (codes.contains(text) || codes.contains(Codes.canonical(text))));
    }
}
