package org.wardround.report.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ElementTest {
    @Test
    void texts_and_attributes_are_escaped() {
        assertThat(Element.of("p", "a < b & c > \"d\" 'e'").with("title", "\"><x>"))
                .hasToString("<p title=\"&quot;&gt;&lt;x&gt;\">a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;</p>");
    }

    @Test
    void what_markup_can_not_hold_is_left_out() {
        assertThat(Element.of("p", "a\u0000b\u0007c\ud800d\uffffe\tf")).hasToString("<p>abcde\tf</p>");
        assertThat(Element.of("p", "\ud83e\ude7a")).hasToString("<p>\ud83e\ude7a</p>");
    }

    @Test
    void empty_elements_close_as_both_html_and_xml_want() {
        assertThat(Element.of("div").add(Element.of("br"))).hasToString("<div><br/></div>");
        assertThat(Element.of("td")).hasToString("<td></td>");
    }

    @Test
    void a_style_sheet_that_needs_escapes_is_refused() {
        assertThatThrownBy(() -> new StyleSheet("</style>")).isInstanceOf(IllegalArgumentException.class);
    }
}
