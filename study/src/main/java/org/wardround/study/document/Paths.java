package org.wardround.study.document;

import java.util.regex.Pattern;

/** Writes places as users read them: {@code data.variables[2].range}. */
final class Paths {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_-]+");

    private Paths() {}

    static String key(String parent, String key) {
        if (!PLAIN.matcher(key).matches()) {
            return parent + "['" + key + "']";
        }
        return parent.isEmpty() ? key : parent + "." + key;
    }

    static String item(String parent, int index) {
        return parent + "[" + index + "]";
    }
}
