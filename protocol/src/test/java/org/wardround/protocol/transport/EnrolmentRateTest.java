package org.wardround.protocol.transport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.FederationException;

final class EnrolmentRateTest {
    private static final long TWELVE_SECONDS = 12_000_000_000L;

    private final AtomicLong nanoTime = new AtomicLong();
    private final EnrolmentRate rate = new EnrolmentRate(nanoTime::get);

    @Test
    void an_address_has_five_calls_and_one_more_every_twelve_seconds() {
        for (int call = 1; call <= 5; call++) {
            rate.take("10.0.0.1");
        }
        assertThatThrownBy(() -> rate.take("10.0.0.1"))
                .isInstanceOf(FederationException.class)
                .hasMessage("Enrol may be called 5 times a minute from one address: wait a minute");

        nanoTime.addAndGet(TWELVE_SECONDS);

        assertThatCode(() -> rate.take("10.0.0.1")).doesNotThrowAnyException();
        assertThatThrownBy(() -> rate.take("10.0.0.1")).isInstanceOf(FederationException.class);
    }

    @Test
    void one_address_takes_nothing_from_another() {
        for (int call = 1; call <= 5; call++) {
            rate.take("10.0.0.1");
        }

        assertThatCode(() -> rate.take("10.0.0.2")).doesNotThrowAnyException();
    }
}
