package org.wardround.data.split;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wardround.core.dataset.Side;
import org.wardround.core.study.SplitSpec;

/**
 * The keyed hash that splits patients. A patient's number {@code u} in [0, 1) is HMAC-SHA-256 of the patient key in UTF-8, its first 53 bits
 * over 2^53: {@code u < test} is the test side, {@code u < test + validation} the validation side, the rest trains.
 *
 * <p>It depends on nothing else, so no patient changes sides when rows are added or reordered, in another run, with another seed, or in
 * another study with the same shares; where a study's test share grows, patients only move towards the test side.
 *
 * <p>The standard key is public: it makes splits repeatable, not secret. A site whose patient keys could be guessed by those who see who is on
 * which side gives a key of its own. Not thread-safe.
 */
public final class Split {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String STANDARD_KEY = "wardround split 1";

    private final Mac mac;

    /**
     * With a key of the site's own.
     *
     * @param key at least one byte; the same in all runs of the site
     */
    public Split(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java platform has no HMAC-SHA-256", e);
        }
    }

    /** With the standard key: the ASCII text {@value #STANDARD_KEY}. */
    public static Split standard() {
        return new Split(STANDARD_KEY.getBytes(StandardCharsets.US_ASCII));
    }

    /** The patient's number, uniform on the multiples of 2^-53 in [0, 1). */
    public double uniform(String patientKey) {
        byte[] hash = mac.doFinal(patientKey.getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
    }

    /** The patient's side. */
    public Side side(String patientKey, SplitSpec shares) {
        return side(uniform(patientKey), shares);
    }

    /** The side of the patient with number {@code u}. */
    public static Side side(double u, SplitSpec shares) {
        if (u < shares.test()) {
            return Side.TEST;
        }
        return u < shares.test() + shares.validation() ? Side.VALIDATION : Side.TRAIN;
    }

    /**
     * Whether a patient whom a published split lets train is set aside for validation, where the published split has no validation side:
     * {@code validation / (1 - test)} of them are.
     */
    public static boolean isSetAside(double u, SplitSpec shares) {
        return u < shares.validation() / (1 - shares.test());
    }
}
