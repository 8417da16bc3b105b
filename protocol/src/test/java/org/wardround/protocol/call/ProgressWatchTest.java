package org.wardround.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ProgressWatchTest {
    private final ProgressWatch watch = new ProgressWatch();
    private final AtomicInteger ended = new AtomicInteger();
    private final ProgressWatch.Watched watched = watch.watch(ended::incrementAndGet);

    @Test
    void what_moves_goes_on() {
        for (int tick = 0; tick < 5; tick++) {
            watch.tick();
            watched.moved(ProgressWatch.LEAST_BYTES);
        }
        watch.tick();

        assertThat(ended).hasValue(0);
    }

    @Test
    void what_moves_too_little_between_two_ticks_ends_once() {
        watch.tick();
        watched.moved(ProgressWatch.LEAST_BYTES - 1);
        assertThat(ended).hasValue(0);

        watch.tick();
        watch.tick();

        assertThat(ended).hasValue(1);
    }

    @Test
    void what_is_forgotten_takes_its_time() {
        watch.tick();
        watch.forget(watched);
        watch.tick();

        assertThat(ended).hasValue(0);
    }
}
