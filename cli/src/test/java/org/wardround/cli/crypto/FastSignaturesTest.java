package org.wardround.cli.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;

final class FastSignaturesTest {
    private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);

    private final String[] before =
            Arrays.stream(Security.getProviders()).map(Provider::getName).toArray(String[]::new);

    @AfterEach
    void the_platforms_own_again() {
        Security.removeProvider("WardroundEd25519");
        assertThat(Security.getProviders()).extracting(Provider::getName).containsExactly(before);
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
        assertThat(Security.getProviders()).hasSize(before.length + 1);
    }
}
