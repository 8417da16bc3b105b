package org.wardround.site.approval;

import java.text.Normalizer;
import java.util.Locale;
import org.wardround.site.text.Shown;

/**
 * The name of somebody who decides: 1 to 100 characters on one line that can be seen.
 *
 * @param name as it was given
 */
public record Person(String name) {
    private static final int LONGEST = 100;

    public Person {
        if (name.isBlank() || name.length() > LONGEST || !name.equals(Shown.text(name))) {
            throw new IllegalArgumentException(
                    "a person's name has 1 to %d characters that can be seen, single blanks between and none around"
                            .formatted(LONGEST));
        }
    }

    /** Whether the two names are most likely one person's: capitals and forms of the same letter do not count. */
    public boolean isSameAs(Person other) {
        return folded().equals(other.folded());
    }

    String folded() {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name;
    }
}
