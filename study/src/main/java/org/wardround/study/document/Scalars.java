package org.wardround.study.document;

import java.util.regex.Pattern;

/** Tells what a scalar without quotes is, by the core schema of YAML 1.2 (section 10.3.2), without octal, hexadecimal, infinity and NaN. */
public final class Scalars {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");

    private Scalars() {}

    /** What {@code text} is when it stands without quotes. */
    public static Node.Kind kindOfPlain(String text) {
        if (NOTHING.matcher(text).matches()) {
            return Node.Kind.NOTHING;
        }
        if (BOOLEAN.matcher(text).matches()) {
            return Node.Kind.BOOLEAN;
        }
        if (INTEGER.matcher(text).matches()) {
            return Node.Kind.INTEGER;
        }
        return NUMBER.matcher(text).matches() ? Node.Kind.NUMBER : Node.Kind.TEXT;
    }

    /** Whether two codes are the same: compared as numbers where both are numbers, else as texts. */
    public static boolean sameCode(String one, String other) {
        return canonical(one).equals(canonical(other));
    }

    /** One text for all ways of writing the same code: {@code 1}, {@code 01} and {@code 1.0} are one number. */
    public static String canonical(String code) {
        // Adding 0.0 turns -0.0 into 0.0.
        return NUMBER.matcher(code).matches() ? Double.toString(Double.parseDouble(code) + 0.0) : code;
    }
}
