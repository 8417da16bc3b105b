package org.wardround.report.markup;

/** A style sheet, written as it stands: HTML reads no escapes in it, and XML allows neither {@code <} nor {@code &}. */
public record StyleSheet(String css) implements Node {
    public StyleSheet {
        if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
            throw new IllegalArgumentException("a style sheet inside a page can't hold < or &");
        }
    }

    @Override
    public void write(StringBuilder out) {
        out.append("<style>").append(css).append("</style>");
    }
}
