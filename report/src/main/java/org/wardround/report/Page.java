package org.wardround.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.wardround.report.markup.Element;
import org.wardround.report.markup.StyleSheet;
import org.wardround.report.section.Headline;
import org.wardround.report.section.Home;
import org.wardround.report.section.Section;
import org.wardround.report.section.Sections;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunEnd;
import org.wardround.study.results.RunInfo;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.StudyInfo;

/** The page around the sections: head, title, contents. */
final class Page {
    private final Results results;
    private final StudyInfo study;

    Page(Results results) {
        this.results = results;
        this.study = results.header().study();
    }

    String html() {
        List<Element> links = new ArrayList<>();
        List<Element> sections = new ArrayList<>();
        for (Section section : Sections.all()) {
            List<Element> content = section.of(results);
            if (!content.isEmpty()) {
                links.add(Element.of("li")
                        .add(Element.of("a", section.title(results)).with("href", "#" + section.id())));
                sections.add(Element.of("section")
                        .with("id", section.id())
                        .add(Element.of("h2", section.title(results)))
                        .addAll(content));
            }
        }
        Element contents = Element.of("nav")
                .with("aria-label", "Contents")
                .add(Element.of("ol").addAll(links));
        Element main = Element.of("main")
                .add(header())
                .add(new Headline(results).build())
                .add(contents)
                .addAll(sections);
        Element root = Element.of("html")
                .with("lang", "en")
                .add(head())
                .add(Element.of("body").add(main));
        return "<!DOCTYPE html>\n" + root + "\n";
    }

    private Element head() {
        return head(study.name() + " – Wardround report");
    }

    /** Character set, width, no foreign content, title, style. */
    static Element head(String title) {
        return Element.of("head")
                .add(Element.of("meta").with("charset", "utf-8"))
                .add(Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))
                .add(Element.of("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", "default-src 'none'; style-src 'unsafe-inline'"))
                .add(Element.of("title", title))
                .add(new StyleSheet(style()));
    }

    private Element header() {
        Element header = Element.of("header")
                .add(Element.ofClass("p", "kicker").text(kicker()))
                .add(Element.of("h1", study.name()))
                .add(Element.ofClass("p", "purpose").text(study.purpose()))
                .add(Element.ofClass("p", "facts").text(String.join(" · ", facts())));
        Home.of(results)
                .ifPresent(site -> header.add(Element.ofClass("p", "kept")
                        .text(
                                "Kept at this hospital; not a release. It shows %s’s own figures whole, also those of few patients."
                                        .formatted(site.words()))));
        RunInfo run = results.header().run();
        if (run.end().status() == RunEnd.Status.ENDED) {
            header.add(Element.ofClass("p", "ended")
                    .text("This run ended early: " + run.end().reason()));
        }
        return header;
    }

    private String kicker() {
        return Home.of(results)
                .map(site -> "Wardround report of " + site.words())
                .orElse("Wardround report");
    }

    private static String kind(RunKind kind) {
        return switch (kind) {
            case SIMULATION -> "Simulation in one process";
            case FEDERATION -> "Federation";
            case HOSPITAL -> "Federation, as one hospital sees it";
        };
    }

    private List<String> facts() {
        long included = results.sites().values().stream()
                .filter(site -> site.participation().included())
                .count();
        long left = results.sites().size() - included;
        List<String> facts = new ArrayList<>();
        facts.add(kind(results.header().kind()));
        facts.add(
                included + (included == 1 ? " hospital" : " hospitals") + (left == 0 ? "" : ", " + left + " left out"));
        facts.add("outcome: " + study.outcome().title());
        facts.add("model: " + study.plan().modelType());
        if (!study.plan().strategy().isEmpty()) {
            facts.add("strategy: " + study.plan().strategy());
        }
        facts.add(results.header().run().started().toString().substring(0, 10));
        return facts;
    }

    private static String style() {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the report's style sheet can't be read from the program's own files", e);
        }
    }
}
