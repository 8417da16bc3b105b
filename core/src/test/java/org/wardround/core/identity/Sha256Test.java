package org.wardround.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class Sha256Test {
    /** FIPS 180-2, appendix B.1. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void text_and_its_bytes_have_the_published_digest() {
        assertThat(Sha256.of("abc")).hasToString(OF_ABC);
        assertThat(Sha256.of("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(new Sha256(OF_ABC));
    }

    @Test
    void a_digest_that_is_fed_in_parts_gives_the_same() {
        MessageDigest digest = Sha256.newDigest();
        digest.update((byte) 'a');
        digest.update("bc".getBytes(StandardCharsets.UTF_8));

        assertThat(Sha256.finish(digest)).isEqualTo(new Sha256(OF_ABC));
        assertThat(Sha256.finish(digest)).isEqualTo(Sha256.of(""));
    }

    @Test
    void what_is_no_digest_is_refused() {
        for (String wrong : new String[] {"", OF_ABC.substring(1), OF_ABC + "0", OF_ABC.toUpperCase(Locale.ROOT)}) {
            assertThatThrownBy(() -> new Sha256(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a SHA-256 has 64 lower-case hexadecimal digits, got '%s'", wrong);
        }
    }

    @Test
    void digests_are_ordered_as_their_digits() {
        assertThat(new Sha256("0".repeat(64))).isLessThan(new Sha256("0".repeat(63) + "a"));
    }
}
