package org.wardround.core.trust;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Detached signatures over one file, by their keys. The text has one form only: a first line, then {@code KEY SIGNATURE} on a line each, sorted by
 * key. Whether they fit is not known here. Immutable.
 *
 * @param signatures one at most for each key
 */
public record SignatureList(SortedMap<VerifyingKey, Signature> signatures) {
    /** A text with as many signatures as a roster may have administrators. */
    public static final int LONGEST_BYTES = 200 * Roster.MOST_ENTRIES;

    public static final SignatureList EMPTY = new SignatureList(new TreeMap<>());

    private static final String TITLE = "wardround-signatures 1";

    public SignatureList {
        signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
    }

    /**
     * Reads the form that {@link #text} writes, to the last character.
     *
     * @throws IllegalArgumentException where it is another text
     */
    public static SignatureList parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(TITLE)) {
            throw new IllegalArgumentException("the first line must be '%s'; is it the right file?".formatted(TITLE));
        }
        SortedMap<VerifyingKey, Signature> signatures = new TreeMap<>();
        for (int line = 1; line < lines.size(); line++) {
            String[] words = lines.get(line).split(" ", -1);
            if (words.length != 2) {
                throw new IllegalArgumentException(
                        "line %d must be a key, a blank and a signature; copy the file again".formatted(line + 1));
            }
            try {
                signatures.put(VerifyingKey.parse(words[0]), Signature.parse(words[1]));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line %d: %s".formatted(line + 1, e.getMessage()), e);
            }
        }
        SignatureList list = new SignatureList(signatures);
        if (!list.text().equals(text)) {
            throw new IllegalArgumentException(
                    "lines are out of order, doubled or end otherwise than they were written; copy the file again");
        }
        return list;
    }

    /** With one signature more; that of the same key before is replaced. */
    public SignatureList with(VerifyingKey key, Signature signature) {
        SortedMap<VerifyingKey, Signature> more = new TreeMap<>(signatures);
        more.put(key, signature);
        return new SignatureList(more);
    }

    public boolean isEmpty() {
        return signatures.isEmpty();
    }

    /** The text, each line with an end. */
    public String text() {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        signatures.forEach((key, signature) ->
                text.append(key).append(' ').append(signature).append('\n'));
        return text.toString();
    }
}
