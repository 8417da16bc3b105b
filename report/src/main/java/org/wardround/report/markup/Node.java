package org.wardround.report.markup;

/** Part of a page. */
public sealed interface Node permits Element, Text, Svg, StyleSheet {
    /** Appends the node as well-formed markup. */
    void write(StringBuilder out);
}
