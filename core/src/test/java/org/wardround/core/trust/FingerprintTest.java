package org.wardround.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.Sha256;

final class FingerprintTest {
    @Test
    void the_first_88_bits_are_eight_words() {
        // Ones in the first word, the number 1 in the last, zeros between; what follows has no say.
        Sha256 hash = new Sha256("ffe" + "0".repeat(18) + "1" + "f".repeat(42));

        assertThat(Fingerprint.of(hash)).hasToString("zoo abandon abandon abandon abandon abandon abandon ability");
    }

    @Test
    void a_wrong_count_of_words_is_refused() {
        assertThatThrownBy(() -> new Fingerprint(List.of("zoo"))).hasMessage("a fingerprint has 8 words, got 1");
    }

    /** The hash is that of the list as it is published with BIP-39. */
    @Test
    void the_list_is_the_published_one_and_four_letters_tell_its_words_apart() throws IOException {
        try (InputStream in = Fingerprint.class.getResourceAsStream("words.txt")) {
            byte[] bytes = in.readAllBytes();
            List<String> words =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();

            assertThat(Sha256.of(bytes).hex())
                    .isEqualTo("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
            assertThat(words.stream()
                            .map(word -> word.substring(0, Math.min(4, word.length())))
                            .distinct())
                    .hasSize(2048);
        }
    }
}
