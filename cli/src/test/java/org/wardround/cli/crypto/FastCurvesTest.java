package org.wardround.cli.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.privacy.crypto.AgreementKey;
import org.wardround.privacy.crypto.AgreementPublicKey;

final class FastCurvesTest {
    private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);

    private List<String> before = List.of();

    /** All tests here sign fast ({@link FastTests}). */
    @BeforeEach
    void the_platforms_own() {
        Security.removeProvider("WardroundCurves");
        before = names();
    }

    @AfterEach
    void nothing_else_has_changed() {
        Security.removeProvider("WardroundCurves");
        assertThat(names()).isEqualTo(before);
        FastCurves.install();
    }

    private static List<String> names() {
        return Arrays.stream(Security.getProviders()).map(Provider::getName).toList();
    }

    @Test
    void signatures_are_the_same_bytes_and_each_verifies_the_others() throws Exception {
        try (SigningKey key = SigningKey.generate()) {
            Signature platforms = key.sign(SigningDomain.RECEIPT, MESSAGE);
            FastCurves.install();
            assertThat(java.security.Signature.getInstance("Ed25519").getProvider())
                    .isInstanceOf(FastCurves.class);

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

    /** RFC 7748, section 5.2: a thousand agreements, each with what came before. */
    @Test
    void a_thousand_agreements_one_after_the_other_come_to_the_published_secret() {
        FastCurves.install();
        byte[] scalar = new byte[AgreementKey.SIZE_BYTES];
        scalar[0] = 9;
        byte[] point = scalar.clone();
        for (int i = 0; i < 1000; i++) {
            byte[] next = AgreementKey.of(scalar)
                    .agree(AgreementPublicKey.of(belowThePrime(point)))
                    .orElseThrow();
            point = scalar;
            scalar = next;
        }
        assertThat(HexFormat.of().formatHex(scalar))
                .isEqualTo("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
    }

    /** The curve ignores the highest bit. */
    private static byte[] belowThePrime(byte[] point) {
        byte[] below = point.clone();
        below[below.length - 1] &= 0x7f;
        return below;
    }

    @Test
    void secrets_and_public_keys_are_those_of_the_platform() throws Exception {
        for (int i = 0; i < 100; i++) {
            byte[] one = Sha256.of("one " + i).toBytes();
            byte[] other = Sha256.of("other " + i).toBytes();
            Security.removeProvider("WardroundCurves");
            AgreementPublicKey theirs = AgreementKey.of(other).publicKey();
            byte[] platforms = AgreementKey.of(one).agree(theirs).orElseThrow();

            FastCurves.install();

            assertThat(KeyAgreement.getInstance("X25519").getProvider()).isInstanceOf(FastCurves.class);
            assertThat(AgreementKey.of(other).publicKey()).isEqualTo(theirs);
            assertThat(AgreementKey.of(one).agree(theirs)).hasValue(platforms);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void a_point_of_small_order_is_refused(String point) {
        FastCurves.install();
        byte[] scalar = new byte[AgreementKey.SIZE_BYTES];
        scalar[0] = 42;
        assertThat(AgreementKey.of(scalar)
                        .agree(AgreementPublicKey.of(HexFormat.of().parseHex(point))))
                .isEmpty();
    }

    @Test
    void nothing_else_changes_and_twice_is_once() {
        FastCurves.install();
        FastCurves.install();

        Provider own = Security.getProviders()[0];
        assertThat(own.getServices())
                .extracting(Provider.Service::getType, Provider.Service::getAlgorithm)
                .containsExactlyInAnyOrder(tuple("Signature", "Ed25519"), tuple("KeyAgreement", "X25519"));
        assertThat(Security.getProviders()).hasSize(before.size() + 1);
    }
}
