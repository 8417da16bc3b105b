package org.wardround.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ReferenceDataTest {
    @Test
    void a_test_is_skipped_where_the_data_set_is_absent() {
        assertThatThrownBy(() -> ReferenceData.folder("no-such-data-set"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining(
                        "reference data set 'no-such-data-set' is absent: set WARDROUND_REFERENCE_DATA to the folder that holds it");
    }
}
