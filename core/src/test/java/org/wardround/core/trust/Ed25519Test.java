package org.wardround.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are those of RFC 8032, section 7.1. */
final class Ed25519Test {
    private static final byte[] MESSAGE = "to whom it may concern".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource(textBlock = """
                    9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
                    4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
                    c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7, fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82, 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
                    833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42, ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf, ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f, dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704
                    """)
    void published_vectors_are_signed_and_verified(String seed, String key, String message, String signature) {
        VerifyingKey verifyingKey = VerifyingKey.of(hex(key));
        SigningKey signingKey = SigningKey.of(SecretBytes.copyOf(hex(seed)), verifyingKey);

        assertThat(signingKey.sign(hex(message)).bytes()).isEqualTo(hex(signature));
        assertThat(verifyingKey.verifies(hex(message), Signature.of(hex(signature))))
                .isTrue();
    }

    @Test
    void a_fresh_key_signs_and_its_texts_are_read_back() {
        SigningKey key = SigningKey.generate();
        Signature signature = key.sign(SigningDomain.STUDY, MESSAGE);

        assertThat(key.verifyingKey().verifies(SigningDomain.STUDY, MESSAGE, signature))
                .isTrue();
        assertThat(VerifyingKey.parse(key.verifyingKey().toString())).isEqualTo(key.verifyingKey());
        assertThat(Signature.parse(signature.toString())).isEqualTo(signature);
        assertThat(VerifyingKey.of(key.verifyingKey().bytes())).isEqualTo(key.verifyingKey());
    }

    @Test
    void a_signature_holds_for_one_purpose_one_message_and_one_key() {
        SigningKey key = SigningKey.generate();
        Signature signature = key.sign(SigningDomain.STUDY, MESSAGE);

        assertThat(key.verifyingKey().verifies(SigningDomain.ROSTER, MESSAGE, signature))
                .isFalse();
        assertThat(key.verifyingKey().verifies(SigningDomain.STUDY, new byte[0], signature))
                .isFalse();
        assertThat(SigningKey.generate().verifyingKey().verifies(SigningDomain.STUDY, MESSAGE, signature))
                .isFalse();
    }

    @Test
    void every_flipped_bit_spoils_a_signature() {
        SigningKey key = SigningKey.generate();
        byte[] signature = key.sign(SigningDomain.STUDY, MESSAGE).bytes();
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] spoilt = signature.clone();
            spoilt[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(key.verifyingKey().verifies(SigningDomain.STUDY, MESSAGE, Signature.of(spoilt)))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void a_signature_with_the_group_order_added_is_another_form_of_the_same_and_refused() {
        SigningKey key = SigningKey.generate();
        byte[] bytes = key.sign(SigningDomain.STUDY, MESSAGE).bytes();
        byte[] order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        int carry = 0;
        for (int i = 0; i < 32; i++) {
            int sum = (bytes[32 + i] & 255) + (order[i] & 255) + carry;
            bytes[32 + i] = (byte) sum;
            carry = sum >> 8;
        }

        assertThat(key.verifyingKey().verifies(SigningDomain.STUDY, MESSAGE, Signature.of(bytes)))
                .isFalse();
    }

    /** The eight points of small order, then encodings of y at or above the prime, then zero with a sign, then a y that is on no point. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "0200000000000000000000000000000000000000000000000000000000000000"
            })
    void what_is_no_strong_public_key_is_refused(String encoded) {
        assertThatThrownBy(() -> VerifyingKey.of(hex(encoded)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("public key");
    }

    @Test
    void every_other_text_than_the_one_is_refused() {
        String text = SigningKey.generate().verifyingKey().toString();
        String last = text.substring(0, text.length() - 1);
        char end = text.charAt(text.length() - 1);

        for (String wrong :
                new String[] {"", text.substring(8), text + "=", text + "\n", text + "A", last, " " + text}) {
            assertThatThrownBy(() -> VerifyingKey.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> VerifyingKey.parse(last + (char) (end + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Signature.parse("A".repeat(85) + "B")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Signature.of(new byte[63])).hasMessage("a signature has 64 bytes, got 63");
        assertThatThrownBy(() -> VerifyingKey.of(new byte[31])).hasMessage("a public key has 32 bytes, got 31");
    }

    @Test
    void a_seed_of_another_key_is_refused() {
        assertThatThrownBy(() -> SigningKey.of(
                        SecretBytes.copyOf(new byte[32]), SigningKey.generate().verifyingKey()))
                .hasMessageStartingWith("this private key does not belong to ed25519:");
    }

    @Test
    void a_private_key_shows_no_secret_and_is_wiped() {
        byte[] seed = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        VerifyingKey owner = VerifyingKey.of(hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
        SecretBytes secret = SecretBytes.copyOf(seed);
        SigningKey key = SigningKey.of(secret, owner);

        assertThat(secret).hasToString("a secret of 32 bytes");
        assertThat(key).hasToString("the private key of " + owner);
        assertThat(Passphrase.of("correct horse battery".toCharArray())).hasToString("a passphrase");
        key.close();
        assertThatThrownBy(() -> key.sign(SigningDomain.STUDY, MESSAGE)).isInstanceOf(IllegalStateException.class);
        assertThat(secret.sameAs(SecretBytes.copyOf(seed))).isTrue();
        assertThat(secret.sameAs(SecretBytes.copyOf(Arrays.copyOf(seed, 31)))).isFalse();
        secret.close();
        assertThatThrownBy(() -> secret.read(SecretAccess.granted())).hasMessage("this secret was wiped");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
