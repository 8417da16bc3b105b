package org.wardround.study.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScalarsTest {
    @ParameterizedTest
    @CsvSource({
        "12,INTEGER",
        "-7,INTEGER",
        "007,INTEGER",
        "1.5,NUMBER",
        ".5,NUMBER",
        "1.,NUMBER",
        "1e-5,NUMBER",
        "true,BOOLEAN",
        "null,NOTHING",
        "~,NOTHING",
        "yes,TEXT",
        "no,TEXT",
        "on,TEXT",
        "0x10,TEXT",
        ".inf,TEXT",
        ".nan,TEXT",
        "1_000,TEXT",
        "2020-01-01,TEXT",
        "12:30,TEXT",
        "-,TEXT",
        "e5,TEXT"
    })
    void plain_text_is_what_the_core_schema_says(String text, Node.Kind kind) {
        assertThat(Scalars.kindOfPlain(text)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "1,1.0,true",
        "01,1,true",
        "-0,0,true",
        "a,a,true",
        "a,A,false",
        "1,2,false",
        "1,one,false",
        "1e1,10,true"
    })
    void codes_are_compared_as_numbers_where_both_are(String one, String other, boolean same) {
        assertThat(Scalars.sameCode(one, other)).isEqualTo(same);
    }
}
