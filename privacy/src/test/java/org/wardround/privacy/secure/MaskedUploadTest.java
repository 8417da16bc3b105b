package org.wardround.privacy.secure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;

/** What the coordinator holds of one site must look like noise, whatever the site sent. Bounds are for a false alarm in a million runs; the seeds of tests are fixed besides. */
class MaskedUploadTest {
    private static final int LENGTH = 200_000;

    private final SecureFederation federation = new SecureFederation(3);

    /** All sites send the same steep ramp. */
    private Map<SiteId, Words> ramps() {
        long[] ramp = new long[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            ramp[i] = (long) i << 12;
        }
        Map<SiteId, Words> words = new HashMap<>();
        federation.sites().forEach(site -> words.put(site, ArrayWords.owning(ramp.clone())));
        return words;
    }

    private Map<SiteId, long[]> masked(Ring ring, Map<SiteId, Words> words) {
        SecureRound round = new SecureRound(federation, federation.session(ring, LENGTH), Map.of());
        assertThat(round.run(words)).isPresent();
        Map<SiteId, long[]> masked = new HashMap<>();
        round.masked.forEach((site, one) -> masked.put(site, SecureSumTest.read(one)));
        return masked;
    }

    @ParameterizedTest
    @EnumSource(Ring.class)
    void bytes_are_uniform(Ring ring) {
        masked(ring, ramps()).values().forEach(one -> {
            int[] counts = new int[256];
            long total = (long) LENGTH * ring.wordBytes();
            for (long word : one) {
                byte[] bytes = ByteBuffer.allocate(8).putLong(word).array();
                for (int i = 8 - ring.wordBytes(); i < 8; i++) {
                    counts[bytes[i] & 0xFF]++;
                }
            }
            double expected = total / 256.0;
            double chiSquare = 0;
            for (int count : counts) {
                chiSquare += (count - expected) * (count - expected) / expected;
            }
            // 255 degrees of freedom: mean 255, standard deviation 22.6; 5 of them to the right is a chance below 1e-5
            // and to the left below 1e-6.
            assertThat(chiSquare).isBetween(255 - 5 * 22.6, 255 + 6 * 22.6);
        });
    }

    @ParameterizedTest
    @EnumSource(Ring.class)
    void nothing_goes_with_what_the_site_sent_nor_with_another_site(Ring ring) {
        Map<SiteId, Words> words = ramps();
        Map<SiteId, long[]> masked = masked(ring, words);
        double bound = 5 / StrictMath.sqrt(LENGTH);
        masked.forEach((site, one) -> {
            assertThat(Math.abs(correlation(one, SecureSumTest.read(words.get(site)))))
                    .isLessThan(bound);
            masked.forEach((other, another) -> {
                if (!other.equals(site)) {
                    assertThat(Math.abs(correlation(one, another))).isLessThan(bound);
                }
            });
            long[] shifted = new long[LENGTH];
            System.arraycopy(one, 1, shifted, 0, LENGTH - 1);
            assertThat(Math.abs(correlation(one, shifted))).isLessThan(bound);
        });
    }

    @Test
    void plain_words_fail_the_same_tests() {
        long[] ramp = SecureSumTest.read(ramps().get(SecureFederation.site(0)));
        assertThat(correlation(ramp, ramp)).isGreaterThan(0.999);
    }

    private static double correlation(long[] one, long[] other) {
        double meanOne = 0;
        double meanOther = 0;
        for (int i = 0; i < one.length; i++) {
            meanOne += (double) one[i] / one.length;
            meanOther += (double) other[i] / one.length;
        }
        double product = 0;
        double squaresOne = 0;
        double squaresOther = 0;
        for (int i = 0; i < one.length; i++) {
            double a = one[i] - meanOne;
            double b = other[i] - meanOther;
            product += a * b;
            squaresOne += a * a;
            squaresOther += b * b;
        }
        return product / StrictMath.sqrt(squaresOne) / StrictMath.sqrt(squaresOther);
    }
}
