package org.wardround.cli.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.TextTable;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.core.study.DataDictionary;
import org.wardround.data.table.MappedData;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.publish.table.PublishedFlow;
import org.wardround.simulation.Flows;
import org.wardround.study.results.Count;
import org.wardround.study.results.Flow;
import org.wardround.study.results.SideCounts;

/** The flow of records from the files to the three sides of the split, as an aligned table, with suppressed counts. */
final class FlowWords {
    private static final SmallCellRule RULE = SmallCellRule.DEFAULT;

    private static final List<String> TITLES =
            List.of("Site", ">Read", ">Dropped", ">In cohort", ">Patients", ">Train", ">Validation", ">Test");
    private static final List<String> SHORT_TITLES =
            List.of("Site", ">Read", ">Drop", ">Rows", ">Pat.", ">Train", ">Val.", ">Test");

    /** What stands for a suppressed count in a table. */
    private static final String MARK = "*";

    private final DataDictionary dictionary;
    private final Session session;

    /**
     * How much of the table there is room for.
     *
     * @param events whether rows with the event stand in brackets
     */
    private record Detail(List<String> titles, boolean events) {}

    FlowWords(DataDictionary dictionary, Session session) {
        this.dictionary = dictionary;
        this.session = session;
    }

    void print(MappedData.Sites sites) {
        PublishedFlow flow = PublishedFlow.of(Flows.of(sites.sites()), dictionary.outcome(), RULE);
        PrintStream out = session.out();
        Detail detail = detail(flow);
        String title = "Records, from the files to the three sides of the split"
                + (detail.events ? " (in brackets: with the event)" : "");
        Wrapped.lines(title, session.screen().outWidth(), 0).forEach(out::println);
        out.println();
        List<String> table = table(flow, detail).lines();
        table.forEach(out::println);
        List<String> dropped = dropped(flow, sites);
        if (!dropped.isEmpty()) {
            out.println();
            out.println("Dropped, each row for the first reason that holds");
            dropped.forEach(this::wrapped);
        }
        if (table.stream().anyMatch(line -> line.contains(MARK))
                || dropped.stream().anyMatch(line -> line.contains(MARK))) {
            out.println();
            wrapped("%s: suppressed, a count of 1 to %d patients or one from which such a count would follow"
                    .formatted(MARK, RULE.minimum() - 1));
        }
    }

    private void wrapped(String line) {
        Wrapped.lines(line, session.screen().outWidth(), 4).forEach(session.out()::println);
    }

    /** The most for which there is room. */
    private Detail detail(PublishedFlow flow) {
        boolean events = !flow.total().split().events().isNone();
        List<Detail> details = List.of(
                new Detail(TITLES, events),
                new Detail(SHORT_TITLES, events),
                new Detail(TITLES, false),
                new Detail(SHORT_TITLES, false));
        return details.stream()
                .filter(some -> table(flow, some).width() <= session.screen().outWidth())
                .findFirst()
                .orElse(details.get(details.size() - 1));
    }

    private static TextTable table(PublishedFlow flow, Detail detail) {
        TextTable table = TextTable.of(detail.titles);
        flow.sites().forEach((site, one) -> table.row(row(site.name(), one, detail)));
        if (flow.sites().size() > 1) {
            table.row(row("all", flow.total(), detail));
        }
        return table;
    }

    private static List<String> row(String name, Flow flow, Detail detail) {
        SideCounts rows = flow.split().rows();
        SideCounts events = flow.split().events();
        return List.of(
                name,
                count(flow.read()),
                dropped(flow),
                count(flow.inCohort()),
                count(flow.patients()),
                side(rows.train(), events.train(), detail),
                side(rows.validation(), events.validation(), detail),
                side(rows.test(), events.test(), detail));
    }

    private static String count(Count count) {
        return count.isSuppressed() ? MARK : count.toString();
    }

    private static String dropped(Flow flow) {
        return flow.read().isSuppressed() || flow.inCohort().isSuppressed()
                ? MARK
                : Integer.toString(flow.read().value() - flow.inCohort().value());
    }

    private static String side(Count rows, Count events, Detail detail) {
        return detail.events ? "%s (%s)".formatted(count(rows), count(events)) : count(rows);
    }

    private static List<String> dropped(PublishedFlow flow, MappedData.Sites sites) {
        List<String> lines = new ArrayList<>();
        flow.sites().forEach((site, one) -> {
            if (!one.dropped().isEmpty()) {
                String reasons = one.dropped().stream()
                        .map(drop -> drop.reason() + " " + count(drop.rows()))
                        .collect(Collectors.joining(", "));
                lines.add("  %s: %s".formatted(site.name(), reasons));
            }
        });
        if (!sites.withoutSite().isEmpty()) {
            String reasons = sites.withoutSite().entrySet().stream()
                    .map(entry -> entry.getKey() + " " + (RULE.hides(entry.getValue()) ? MARK : entry.getValue()))
                    .collect(Collectors.joining(", "));
            lines.add("  of no site: " + reasons);
        }
        return lines;
    }
}
