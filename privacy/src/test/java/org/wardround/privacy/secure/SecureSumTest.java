package org.wardround.privacy.secure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;

class SecureSumTest {
    @Test
    void three_sites_by_hand() {
        SecureFederation federation = new SecureFederation(3);
        SecureRound round = new SecureRound(federation, federation.session(Ring.BITS_64, 2), Map.of());
        Map<SiteId, Words> words = Map.of(
                SecureFederation.site(0), ArrayWords.owning(new long[] {1, -5}),
                SecureFederation.site(1), ArrayWords.owning(new long[] {20, 7}),
                SecureFederation.site(2), ArrayWords.owning(new long[] {300, Long.MAX_VALUE}));
        SecureRound.Result result = round.run(words).orElseThrow();
        assertThat(read(result.sum())).containsExactly(321, Long.MAX_VALUE + 2);
        words.forEach((site, plain) -> assertThat(read(round.masked.get(site))).doesNotContain(read(plain)));
    }

    /** The number of cases is that of seeds; half of them in each ring. Sites go away at any step; with fewer than the threshold nothing comes out. */
    @ParameterizedTest
    @CsvSource({
        "3, 1, 140", "5, 1, 120", "10, 1, 40", "20, 1, 8", "50, 1, 2",
        "3, 1000, 100", "5, 1000, 80", "10, 1000, 30", "20, 1000, 4", "50, 1000, 1",
        "3, 1000003, 2", "5, 1000003, 2", "10, 1000003, 2", "20, 1000003, 1", "50, 1000003, 1"
    })
    void the_sum_is_exact_or_nothing_is_told(int sites, int length, int cases) {
        SecureFederation federation = new SecureFederation(sites);
        IntStream.range(0, cases).parallel().forEach(number -> {
            SeededStream random = SeededStream.of(number, sites, length);
            Ring ring = number % 2 == 0 ? Ring.BITS_64 : Ring.BITS_32;
            SecureSession session = federation.session(ring, length);
            Map<SiteId, SecureStep> goesAway = goAway(federation, session, random);
            Map<SiteId, Words> words = words(federation, length, random);
            Optional<SecureRound.Result> result = new SecureRound(federation, session, goesAway).run(words);
            int answer = sites - goesAway.size();
            assertThat(result.isPresent()).as("case %d", number).isEqualTo(answer >= session.threshold());
            result.ifPresent(sum -> {
                assertThat(sum.survivors())
                        .allSatisfy(site -> assertThat(goesAway.getOrDefault(site, SecureStep.ANSWER))
                                .isGreaterThan(SecureStep.INPUT));
                long[] expected = new long[length];
                sum.survivors().forEach(site -> add(words.get(site), expected));
                for (int i = 0; i < length; i++) {
                    expected[i] = ring.reduce(expected[i]);
                }
                assertThat(read(sum.sum())).as("case %d", number).isEqualTo(expected);
            });
        });
    }

    /** Up to one more than may. */
    private static Map<SiteId, SecureStep> goAway(
            SecureFederation federation, SecureSession session, SeededStream random) {
        int mayGo = federation.sites().size() - session.threshold();
        // One case in eight breaks the threshold.
        int go = random.nextInt(8) == 0 ? mayGo + 1 : random.nextInt(mayGo + 1);
        int[] order = IntStream.range(0, federation.sites().size()).toArray();
        random.shuffle(order);
        Map<SiteId, SecureStep> away = new HashMap<>();
        for (int i = 0; i < go; i++) {
            away.put(SecureFederation.site(order[i]), SecureStep.values()[random.nextInt(SecureStep.values().length)]);
        }
        return away;
    }

    @ParameterizedTest
    @EnumSource(SecureStep.class)
    void each_step_goes_on_without_whom_it_can_spare_and_stops_below(SecureStep step) {
        SecureFederation federation = new SecureFederation(5);
        SecureSession session = federation.session(Ring.BITS_64, 3);
        Map<SiteId, Words> words = words(federation, 3, SeededStream.of(1, step));
        Map<SiteId, SecureStep> one = Map.of(SecureFederation.site(2), step);
        Map<SiteId, SecureStep> two = Map.of(SecureFederation.site(2), step, SecureFederation.site(4), step);
        assertThat(session.threshold()).isEqualTo(4);
        assertThat(new SecureRound(federation, session, one).run(words)).isPresent();
        assertThat(new SecureRound(federation, session, two).run(words)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "4, 3", "5, 4", "6, 5", "10, 7", "20, 14", "100, 67"})
    void thresholds(int sites, int threshold) {
        assertThat(new SecureFederation(sites).session(Ring.BITS_64, 1).threshold())
                .isEqualTo(threshold);
    }

    private static Map<SiteId, Words> words(SecureFederation federation, int length, SeededStream random) {
        Map<SiteId, Words> all = new HashMap<>();
        for (SiteId site : federation.sites()) {
            long[] words = new long[length];
            for (int i = 0; i < length; i++) {
                words[i] = random.nextLong();
            }
            all.put(site, ArrayWords.owning(words));
        }
        return all;
    }

    private static void add(Words words, long[] target) {
        long[] all = read(words);
        for (int i = 0; i < all.length; i++) {
            target[i] += all[i];
        }
    }

    static long[] read(Words words) {
        long[] all = new long[Math.toIntExact(words.length())];
        ArrayWords.copyOf(words).read(0, all, all.length);
        return all;
    }
}
