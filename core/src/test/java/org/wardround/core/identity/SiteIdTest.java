package org.wardround.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"cleveland", "long-beach.va_2", "_", "7", "Zürich", "東京"})
    void names_of_hospitals_are_accepted(String name) {
        assertThat(SiteId.isValid(name)).isTrue();
        assertThat(new SiteId(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "-x", "a b", "a/b", "a\\b", "a\nb", "a\u0000"})
    void names_that_could_leave_a_folder_or_a_line_are_refused(String name) {
        assertThat(SiteId.isValid(name)).isFalse();
        assertThatThrownBy(() -> new SiteId(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a site's name has 1 to 64 letters");
    }

    @Test
    void a_name_has_64_characters_at_most() {
        assertThat(SiteId.isValid("x".repeat(64))).isTrue();
        assertThat(SiteId.isValid("x".repeat(65))).isFalse();
    }

    @Test
    void sites_are_ordered_by_name() {
        assertThat(new SiteId("hungary")).isLessThan(new SiteId("va")).isEqualByComparingTo(new SiteId("hungary"));
    }

    @Test
    void a_bare_number_is_said_to_be_a_site() {
        assertThat(new SiteId("0").words()).isEqualTo("site 0");
        assertThat(new SiteId("ward-0").words()).isEqualTo("ward-0");
        assertThat(SiteId.words("")).isEmpty();
    }
}
