package org.wardround.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A report read as XML, which refuses what is not well-formed. */
final class ParsedPage {
    private final Document document;

    private ParsedPage(Document document) {
        this.document = document;
    }

    static ParsedPage of(String html) {
        try {
            return new ParsedPage(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(html))));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("the page is not well-formed: " + e.getMessage(), e);
        }
    }

    String text() {
        return document.getElementsByTagName("body").item(0).getTextContent();
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        elements().forEach(element -> names.add(element.getTagName()));
        return names;
    }

    Set<String> attributeNames() {
        Set<String> names = new TreeSet<>();
        for (Element element : elements()) {
            NamedNodeMap attributes = element.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                names.add(attributes.item(i).getNodeName());
            }
        }
        return names;
    }

    List<String> attributes(String name) {
        return elements().stream()
                .filter(element -> element.hasAttribute(name))
                .map(element -> element.getAttribute(name))
                .toList();
    }

    List<String> ids() {
        return attributes("id");
    }

    /** Drawings, without those that are part of another one. */
    List<Element> drawings() {
        return elements().stream()
                .filter(element -> element.getTagName().equals("svg"))
                .filter(element -> !element.getParentNode().getNodeName().equals("svg"))
                .toList();
    }

    private List<Element> elements() {
        NodeList all = document.getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }
}
