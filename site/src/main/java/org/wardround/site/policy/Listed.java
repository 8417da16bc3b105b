package org.wardround.site.policy;

import java.util.List;

/**
 * The texts that a key of the policy allows.
 *
 * @param any whether every text is allowed
 * @param texts those that are, where not every one is; empty: none
 */
public record Listed(boolean any, List<String> texts) {
    public static final Listed NONE = new Listed(false, List.of());
    public static final Listed ANY = new Listed(true, List.of());

    public Listed {
        texts = List.copyOf(texts);
    }

    public static Listed of(List<String> texts) {
        return new Listed(false, texts);
    }

    /** Whether {@code text} is among them, letter for letter. */
    public boolean allows(String text) {
        return any || texts.contains(text);
    }
}
