package org.wardround.privacy.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.core.random.SeededStream;

class SecretSharingTest {
    @Test
    void a_line_by_hand() {
        // f(i) = 5 + 3·i. In this field 3·1 = 3, 3·2 = 6, 3·3 = (x+1)² = x² + 1 = 5, and adding is exclusive or: 5+3 =
        // 6, 5+6 = 3, 5+5 = 0.
        byte[][] shares = new SecretSharing(2, 3).share(new byte[] {0, 5}, new byte[] {0, 3});
        assertThat(shares).isDeepEqualTo(new byte[][] {{0, 6}, {0, 3}, {0, 0}});
    }

    /** Multiplying as polynomials with remainder, bit by bit, gives what the tables give. */
    @Test
    void the_tables_multiply_as_polynomials_do() {
        SeededStream random = SeededStream.of(1, "field");
        for (int i = 0; i < 10_000; i++) {
            int a = random.nextInt(0x10000);
            int b = random.nextInt(0x10000);
            int slow = 0;
            for (int bit = 0; bit < 16; bit++) {
                slow ^= (b >> bit & 1) * shifted(a, bit);
            }
            assertThat(Field65536.multiply(a, b)).isEqualTo(slow);
            if (b != 0) {
                assertThat(Field65536.multiply(Field65536.divide(a, b), b)).isEqualTo(a);
            }
        }
    }

    private static int shifted(int a, int times) {
        int element = a;
        for (int i = 0; i < times; i++) {
            element <<= 1;
            element ^= element > 0xFFFF ? 0x1100B : 0;
        }
        return element;
    }

    @Test
    void every_subset_of_enough_shares_gives_the_secret_and_no_smaller_one_does() {
        for (int shares = 1; shares <= 7; shares++) {
            for (int threshold = 1; threshold <= shares; threshold++) {
                SeededStream random = SeededStream.of(shares, threshold);
                SecretSharing sharing = new SecretSharing(threshold, shares);
                byte[] secret = bytes(random, 32);
                byte[][] all = sharing.share(secret, bytes(random, sharing.randomBytes(32)));
                for (int subset = 0; subset < 1 << shares; subset++) {
                    Map<Integer, byte[]> chosen = new HashMap<>();
                    for (int i = 0; i < shares; i++) {
                        if ((subset >> i & 1) == 1) {
                            chosen.put(i + 1, all[i]);
                        }
                    }
                    if (chosen.size() >= threshold) {
                        assertThat(sharing.combine(chosen)).isEqualTo(secret);
                    } else {
                        assertThatIllegalArgumentException().isThrownBy(() -> sharing.combine(chosen));
                    }
                }
            }
        }
    }

    /** Two shares of three: to each secret that there could be belongs just one third share, so that the two tell nothing. */
    @Test
    void fewer_shares_fit_every_secret() {
        SecretSharing sharing = new SecretSharing(3, 3);
        byte[][] shares = sharing.share(new byte[] {1, 2}, new byte[] {9, 8, 7, 6});
        boolean[] seen = new boolean[0x10000];
        for (int third = 0; third < 0x10000; third++) {
            byte[] secret = sharing.combine(
                    Map.of(1, shares[0], 2, shares[1], 3, new byte[] {(byte) (third >> 8), (byte) third}));
            seen[(secret[0] & 0xFF) << 8 | (secret[1] & 0xFF)] = true;
        }
        assertThat(seen).doesNotContain(false);
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "4, 3", "1, 65536"})
    void impossible_thresholds_are_refused(int threshold, int shares) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretSharing(threshold, shares));
    }

    @Test
    void hundreds_of_shares() {
        SecretSharing sharing = new SecretSharing(334, 500);
        SeededStream random = SeededStream.of(1, "hundreds");
        byte[] secret = bytes(random, 32);
        byte[][] all = sharing.share(secret, bytes(random, sharing.randomBytes(32)));
        Map<Integer, byte[]> last = new HashMap<>();
        for (int number = 167; number <= 500; number++) {
            last.put(number, all[number - 1]);
        }
        assertThat(sharing.combine(last)).isEqualTo(secret);
    }

    private static byte[] bytes(SeededStream random, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
