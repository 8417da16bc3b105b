package org.wardround.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatorAddressTest {
    @ParameterizedTest
    @CsvSource({
        "example.org:8443, example.org:8443, false",
        "https://example.org:8444, https://example.org:8444, true",
        "https://example.org, https://example.org:443, true",
        "HTTPS://Example.org/, https://example.org:443, true",
        "https://[::1], https://[::1]:443, true",
        "https://[::1]:8444, https://[::1]:8444, true",
    })
    void addresses_are_read_and_shown(String text, String shown, boolean https) {
        CoordinatorAddress address = CoordinatorAddress.parse(text);

        assertThat(address).hasToString(shown);
        assertThat(address.https()).isEqualTo(https);
        assertThat(CoordinatorAddress.parse(shown)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "http://example.org:80",
                "https://",
                "https://example.org:0",
                "https://user@example.org",
                "https://example.org/path"
            })
    void what_is_no_address_is_refused(String text) {
        assertThatThrownBy(() -> CoordinatorAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void without_a_scheme_it_is_grpc() {
        assertThat(CoordinatorAddress.parse("example.org:443").https()).isFalse();
    }
}
