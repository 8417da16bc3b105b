package org.wardround.privacy.secure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;

/** The specification followed by hand, from the Java platform's primitives alone: session id, secrets and masked words come out as the program makes them. */
class SecureVectorsTest {
    private final SecureFederation federation = new SecureFederation(3);
    private final SecureSession session = federation.session(Ring.BITS_64, 5);

    /** Section 3, fields. */
    private static byte[] fields(Object... values) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        for (Object value : values) {
            if (value instanceof Number number) {
                bytes.writeBytes(
                        ByteBuffer.allocate(8).putLong(number.longValue()).array());
            } else {
                byte[] content = value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
                bytes.writeBytes(ByteBuffer.allocate(8).putLong(content.length).array());
                bytes.writeBytes(content);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] sha256(String text) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] id() throws Exception {
        List<Object> values = new ArrayList<>(List.of(
                "wardround/v1/secure-session",
                "run",
                1,
                1,
                sha256("roster"),
                sha256("plan"),
                sha256("history"),
                sha256("question"),
                3,
                3));
        federation.verifyingKeys().forEach((site, key) -> {
            values.add(site.name());
            values.add(key.bytes());
        });
        values.addAll(List.of(64, 5, ""));
        return MessageDigest.getInstance("SHA-256").digest(fields(values.toArray()));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    /** One block of HKDF's output is all that is used. */
    private byte[] hkdf(byte[] secret, String purpose, Object... names) throws Exception {
        return hmac(
                hmac(id(), secret),
                purpose.getBytes(StandardCharsets.UTF_8),
                new byte[] {0},
                fields(names),
                new byte[] {1});
    }

    private static long[] mask(byte[] key, int words) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        long[] mask = new long[words];
        ByteBuffer.wrap(cipher.doFinal(new byte[8 * words]))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(mask);
        return mask;
    }

    private byte[] seed(int site) throws Exception {
        return MessageDigest.getInstance("SHA-256")
                .digest((SecureFederation.site(site).name() + session.id()).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] agreed(int one, int other) throws Exception {
        java.security.KeyFactory keys = java.security.KeyFactory.getInstance("X25519");
        byte[] mine = hkdf(
                seed(one),
                "wardround/secure/mask-key",
                SecureFederation.site(one).name());
        byte[] theirs = hkdf(
                seed(other),
                "wardround/secure/mask-key",
                SecureFederation.site(other).name());
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        var name = java.security.spec.NamedParameterSpec.X25519;
        agreement.init(keys.generatePrivate(new java.security.spec.XECPrivateKeySpec(name, theirs)));
        agreement.doPhase(
                keys.generatePublic(new java.security.spec.XECPublicKeySpec(name, java.math.BigInteger.valueOf(9))),
                true);
        byte[] publicKey = agreement.generateSecret();
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = publicKey[31 - i];
        }
        agreement.init(keys.generatePrivate(new java.security.spec.XECPrivateKeySpec(name, mine)));
        agreement.doPhase(
                keys.generatePublic(
                        new java.security.spec.XECPublicKeySpec(name, new java.math.BigInteger(1, bigEndian))),
                true);
        return agreement.generateSecret();
    }

    @Test
    void the_session_id_is_as_written() throws Exception {
        assertThat(session.id().toBytes()).isEqualTo(id());
    }

    @Test
    void the_middle_site_masks_as_written() throws Exception {
        long[] q = {1, 2, 3, -4, 5};
        long[] expected = q.clone();
        String me = SecureFederation.site(1).name();
        byte[] self = hkdf(seed(1), "wardround/secure/self-mask", me);
        long[] own = mask(hkdf(self, "wardround/secure/self", me), 5);
        long[] before = mask(
                hkdf(
                        agreed(1, 0),
                        "wardround/secure/pair",
                        SecureFederation.site(0).name(),
                        me),
                5);
        long[] after = mask(
                hkdf(
                        agreed(1, 2),
                        "wardround/secure/pair",
                        me,
                        SecureFederation.site(2).name()),
                5);
        for (int i = 0; i < 5; i++) {
            expected[i] += own[i] + after[i] - before[i];
        }

        SecureRound round = new SecureRound(federation, session, Map.of());
        Words words = ArrayWords.owning(q);
        round.run(Map.of(
                SecureFederation.site(0), words, SecureFederation.site(1), words, SecureFederation.site(2), words));
        assertThat(SecureSumTest.read(Objects.requireNonNull(round.masked.get(SecureFederation.site(1)))))
                .isEqualTo(expected);
    }
}
