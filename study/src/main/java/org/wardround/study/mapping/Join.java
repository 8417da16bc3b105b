package org.wardround.study.mapping;

/** A further file whose columns are added to each row with the same key. Both files name the key column alike. */
public record Join(SourceFile file, String on) {}
