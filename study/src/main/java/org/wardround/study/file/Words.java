package org.wardround.study.file;

import java.util.Arrays;
import java.util.function.Function;

/** Finds the constant that a word in a file stands for; the schema has checked that there is one. */
final class Words {
    private Words() {}

    /** The name of a type with its article. */
    static String withArticle(String type) {
        return (type.startsWith("i") ? "an " : "a ") + type;
    }

    static <E extends Enum<E>> E constant(E[] all, Function<E, String> wordOf, String word) {
        return Arrays.stream(all)
                .filter(constant -> wordOf.apply(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'%s' is not known here".formatted(word)));
    }
}
