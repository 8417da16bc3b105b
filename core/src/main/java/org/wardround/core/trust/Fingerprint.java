package org.wardround.core.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.wardround.core.identity.Sha256;

/**
 * A SHA-256 as eight English words, for two people on the phone: its first 88 bits, eleven a word, from the 2,048 words of BIP-39, no two of which
 * share their first four letters. Finding another key with the same words takes 2^88 tries.
 *
 * @param words eight, in order
 */
public record Fingerprint(List<String> words) {
    public static final int WORDS = 8;

    private static final int BITS_PER_WORD = 11;
    private static final List<String> ALL = load();

    public Fingerprint {
        words = List.copyOf(words);
        if (words.size() != WORDS) {
            throw new IllegalArgumentException("a fingerprint has %d words, got %d".formatted(WORDS, words.size()));
        }
    }

    public static Fingerprint of(Sha256 hash) {
        BigInteger bits = new BigInteger(hash.hex(), 16).shiftRight(256 - WORDS * BITS_PER_WORD);
        List<String> words = new ArrayList<>();
        for (int word = WORDS - 1; word >= 0; word--) {
            words.add(ALL.get(bits.shiftRight(word * BITS_PER_WORD).intValue() & (1 << BITS_PER_WORD) - 1));
        }
        return new Fingerprint(words);
    }

    private static List<String> load() {
        try (InputStream in = Fingerprint.class.getResourceAsStream("words.txt")) {
            if (in == null) {
                throw new IllegalStateException("this program is incomplete: the list of words is missing from it");
            }
            List<String> words = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (words.size() != 1 << BITS_PER_WORD) {
                throw new IllegalStateException("the list has %d words".formatted(words.size()));
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words, with a blank between. */
    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
