package org.wardround.testkit.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.SignatureSpi;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.wardround.core.identity.Sha256;

/**
 * Ed25519 and X25519 for tests that make the same signatures and secrets over and over: what was once worked out for the same bytes is looked up. A simulation has all parties
 * in one process, so that each signature is checked by many who would all come to the same; the machines under test call it as ever and are told the same.
 */
public final class RememberedCrypto implements BeforeAllCallback, AfterAllCallback {
    private static final String NAME = "WardroundRemembered";
    private static final int MOST = 100_000;

    private static final Map<Sha256, byte[]> KNOWN = new ConcurrentHashMap<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        Security.insertProviderAt(new Remembering(), 1);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Security.removeProvider(NAME);
        KNOWN.clear();
    }

    private static final class Remembering extends Provider {
        private static final long serialVersionUID = 1;

        Remembering() {
            super(NAME, "1", "Ed25519 and X25519, remembered");
            put("Signature.Ed25519", Signatures.class.getName());
            put("KeyAgreement.X25519", Agreements.class.getName());
        }
    }

    private static byte[] remembered(String what, Supplier<byte[]> work, byte[]... of) {
        Sha256 question = question(what, of);
        byte[] known = KNOWN.get(question);
        if (known == null) {
            known = work.get();
            remember(question, known);
        }
        return known.clone();
    }

    private static void remember(Sha256 question, byte[] answer) {
        if (KNOWN.size() >= MOST) {
            KNOWN.clear();
        }
        KNOWN.put(question, answer);
    }

    private static Sha256 question(String what, byte[]... of) {
        int size = 1;
        for (byte[] part : of) {
            size += Integer.BYTES + part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(size).put((byte) what.charAt(0));
        for (byte[] part : of) {
            all.putInt(part.length).put(part);
        }
        return Sha256.of(all.array());
    }

    /** Bouncy Castle's Ed25519; what was signed here needs no check. */
    public static final class Signatures extends SignatureSpi {
        private static final byte[] YES = {1};
        private static final byte[] NO = {0};

        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private byte[] secret = new byte[0];
        private byte[] key = new byte[0];

        @Override
        protected void engineInitVerify(PublicKey with) {
            byte[] encoded = with.getEncoded();
            key = Arrays.copyOfRange(encoded, encoded.length - Ed25519.PUBLIC_KEY_SIZE, encoded.length);
            message.reset();
        }

        @Override
        protected void engineInitSign(PrivateKey with) {
            secret = ((EdECPrivateKey) with).getBytes().orElseThrow();
            key = remembered("public", this::publicKey, secret);
            message.reset();
        }

        private byte[] publicKey() {
            byte[] made = new byte[Ed25519.PUBLIC_KEY_SIZE];
            Ed25519.generatePublicKey(secret, 0, made, 0);
            return made;
        }

        @Override
        protected void engineUpdate(byte b) {
            message.write(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int from, int length) {
            message.write(bytes, from, length);
        }

        @Override
        protected byte[] engineSign() {
            byte[] content = message.toByteArray();
            byte[] signature = remembered("sign", () -> sign(content), key, content);
            remember(question("verify", key, content, signature), YES);
            return signature;
        }

        private byte[] sign(byte[] content) {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(secret, 0, key, 0, content, 0, content.length, signature, 0);
            return signature;
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            byte[] content = message.toByteArray();
            return remembered("verify", () -> verify(content, signature), key, content, signature)[0] == YES[0];
        }

        private byte[] verify(byte[] content, byte[] signature) {
            return Ed25519.verify(signature, 0, key, 0, content, 0, content.length) ? YES : NO;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }

    /** Bouncy Castle's X25519; what the one worked out, the other need not. */
    public static final class Agreements extends KeyAgreementSpi {
        private static final byte[] BASE_POINT = littleEndian(new byte[] {9});

        private byte[] own = new byte[0];
        private byte[] secret = new byte[0];

        @Override
        protected void engineInit(Key key, SecureRandom random) {
            own = ((XECPrivateKey) key).getScalar().orElseThrow();
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random) {
            engineInit(key, random);
        }

        @Override
        protected @Nullable Key engineDoPhase(Key key, boolean last) throws InvalidKeyException {
            byte[] theirs = littleEndian(((XECPublicKey) key).getU().toByteArray());
            byte[] ours = remembered("public", this::publicKey, own, BASE_POINT);
            if (Arrays.equals(theirs, BASE_POINT)) {
                secret = ours;
                return null;
            }
            boolean sorted = Arrays.compare(ours, theirs) < 0;
            secret = remembered("agree", () -> agree(theirs), sorted ? ours : theirs, sorted ? theirs : ours);
            if (secret.length == 0) {
                throw new InvalidKeyException("of small order");
            }
            return null;
        }

        private byte[] publicKey() {
            byte[] made = new byte[X25519.POINT_SIZE];
            X25519.generatePublicKey(own, 0, made, 0);
            return made;
        }

        private byte[] agree(byte[] theirs) {
            byte[] shared = new byte[X25519.POINT_SIZE];
            return X25519.calculateAgreement(own, 0, theirs, 0, shared, 0) ? shared : new byte[0];
        }

        private static byte[] littleEndian(byte[] number) {
            byte[] bytes = new byte[X25519.POINT_SIZE];
            for (int i = 0; i < Math.min(number.length, bytes.length); i++) {
                bytes[i] = number[number.length - 1 - i];
            }
            return bytes;
        }

        @Override
        protected byte[] engineGenerateSecret() {
            return secret.clone();
        }

        @Override
        protected int engineGenerateSecret(byte[] into, int from) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected SecretKey engineGenerateSecret(String algorithm) {
            throw new UnsupportedOperationException();
        }
    }
}
