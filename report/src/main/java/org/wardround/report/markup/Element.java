package org.wardround.report.markup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One element with attributes and content. Every text and attribute value is escaped when written. Not thread-safe. */
public final class Element implements Node {
    private static final List<String> VOID = List.of("br", "hr", "meta", "link", "col");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> content = new ArrayList<>();

    private Element(String name) {
        this.name = name;
    }

    public static Element of(String name) {
        return new Element(name);
    }

    /** An element that holds one text. */
    public static Element of(String name, String text) {
        return new Element(name).text(text);
    }

    /** An element of the given classes, as the style sheet names them. */
    public static Element ofClass(String name, String classes) {
        return new Element(name).with("class", classes);
    }

    public Element with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    public Element text(String text) {
        content.add(new Text(text));
        return this;
    }

    public Element add(Node node) {
        content.add(node);
        return this;
    }

    public Element addAll(List<? extends Node> nodes) {
        content.addAll(nodes);
        return this;
    }

    @Override
    public void write(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((key, value) -> {
            out.append(' ').append(key).append("=\"");
            Text.escape(value, out);
            out.append('"');
        });
        if (content.isEmpty() && VOID.contains(name)) {
            out.append("/>");
            return;
        }
        out.append('>');
        content.forEach(node -> node.write(out));
        out.append("</").append(name).append('>');
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }
}
