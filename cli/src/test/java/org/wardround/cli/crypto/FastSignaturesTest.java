package org.wardround.cli.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;

final class FastSignaturesTest {
    private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);

    private List<String> before = List.of();

    /** All tests here sign fast ({@link FastTests}). */
    @BeforeEach
    void the_platforms_own() {
        Security.removeProvider("WardroundEd25519");
        before = names();
    }

    @AfterEach
    void nothing_else_has_changed() {
        Security.removeProvider("WardroundEd25519");
        assertThat(names()).isEqualTo(before);
        FastSignatures.install();
    }

    private static List<String> names() {
        return Arrays.stream(Security.getProviders()).map(Provider::getName).toList();
    }

    @Test
    void signatures_are_the_same_bytes_and_each_verifies_the_others() throws Exception {
        try (SigningKey key = SigningKey.generate()) {
            Signature platforms = key.sign(SigningDomain.RECEIPT, MESSAGE);
            FastSignatures.install();
            assertThat(java.security.Signature.getInstance("Ed25519").getProvider())
                    .isInstanceOf(FastSignatures.class);

            Signature fast = key.sign(SigningDomain.RECEIPT, MESSAGE);

            assertThat(fast).isEqualTo(platforms);
            assertThat(key.verifyingKey().verifies(SigningDomain.RECEIPT, MESSAGE, platforms))
                    .isTrue();
            byte[] spoilt = fast.bytes();
            for (int i = 0; i < spoilt.length; i++) {
                spoilt[i] ^= 1;
                assertThat(key.verifyingKey().verifies(SigningDomain.RECEIPT, MESSAGE, Signature.of(spoilt)))
                        .as("byte %d changed", i)
                        .isFalse();
                spoilt[i] ^= 1;
            }
            assertThat(SigningKey.generate().verifyingKey().verifies(SigningDomain.RECEIPT, MESSAGE, fast))
                    .isFalse();
        }
    }

    @Test
    void nothing_else_changes_and_twice_is_once() {
        FastSignatures.install();
        FastSignatures.install();

        Provider own = Security.getProviders()[0];
        assertThat(own.getServices())
                .singleElement()
                .satisfies(service -> assertThat(service.getAlgorithm()).isEqualTo("Ed25519"));
        assertThat(Security.getProviders()).hasSize(before.size() + 1);
    }
}
