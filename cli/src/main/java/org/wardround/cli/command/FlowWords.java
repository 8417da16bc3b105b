package org.wardround.cli.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.TextTable;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.core.dataset.Side;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.VariableType;
import org.wardround.data.table.Flow;
import org.wardround.data.table.MappedData;
import org.wardround.data.table.SideFlow;
import org.wardround.data.table.SiteData;

/** The flow of records from the files to the three sides of the split, as an aligned table. */
final class FlowWords {
    private static final List<String> TITLES =
            List.of("Site", ">Read", ">Dropped", ">In cohort", ">Patients", ">Train", ">Validation", ">Test");
    private static final List<String> SHORT_TITLES =
            List.of("Site", ">Read", ">Drop", ">Rows", ">Pat.", ">Train", ">Val.", ">Test");

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
        PrintStream out = session.out();
        Detail detail = detail(sites.sites().values());
        String title = "Records, from the files to the three sides of the split"
                + (detail.events ? " (in brackets: with the event)" : "");
        Wrapped.lines(title, session.screen().outWidth(), 0).forEach(out::println);
        out.println();
        table(sites.sites().values(), detail).lines().forEach(out::println);
        List<String> dropped = dropped(sites);
        if (!dropped.isEmpty()) {
            out.println();
            out.println("Dropped, each row for the first reason that holds");
            dropped.forEach(line ->
                    Wrapped.lines("  " + line, session.screen().outWidth(), 4).forEach(out::println));
        }
    }

    /** The most for which there is room. */
    private Detail detail(Collection<SiteData> sites) {
        List<Detail> details = List.of(
                new Detail(TITLES, hasEvents()),
                new Detail(SHORT_TITLES, hasEvents()),
                new Detail(TITLES, false),
                new Detail(SHORT_TITLES, false));
        return details.stream()
                .filter(some -> table(sites, some).width() <= session.screen().outWidth())
                .findFirst()
                .orElse(details.get(details.size() - 1));
    }

    private static TextTable table(Collection<SiteData> sites, Detail detail) {
        TextTable table = TextTable.of(detail.titles);
        sites.forEach(site -> table.row(row(site.site().name(), List.of(site.flow()), detail)));
        if (sites.size() > 1) {
            table.row(row("all", sites.stream().map(SiteData::flow).toList(), detail));
        }
        return table;
    }

    private static List<String> row(String name, List<Flow> flows, Detail detail) {
        List<String> cells = new ArrayList<>(List.of(name));
        cells.add(sum(flows.stream().map(Flow::rowsRead)));
        cells.add(sum(flows.stream().map(Flow::rowsDropped)));
        cells.add(sum(flows.stream().map(Flow::rows)));
        cells.add(sum(flows.stream().map(Flow::patients)));
        for (Side side : List.of(Side.TRAIN, Side.VALIDATION, Side.TEST)) {
            cells.add(side(flows.stream().map(flow -> flow.side(side)).toList(), detail));
        }
        return cells;
    }

    private static String side(List<SideFlow> flows, Detail detail) {
        String rows = sum(flows.stream().map(SideFlow::rows));
        return detail.events ? "%s (%s)".formatted(rows, sum(flows.stream().map(FlowWords::events))) : rows;
    }

    private static int events(SideFlow flow) {
        return flow.outcomes().size() == 2 ? flow.outcomes().get(1) : 0;
    }

    private boolean hasEvents() {
        VariableType type = dictionary.outcome().type();
        return type == VariableType.BINARY || type == VariableType.TIME_TO_EVENT;
    }

    private static String sum(Stream<Integer> counts) {
        return Integer.toString(counts.mapToInt(Integer::intValue).sum());
    }

    private static List<String> dropped(MappedData.Sites sites) {
        List<String> lines = new ArrayList<>();
        for (SiteData site : sites.sites().values()) {
            if (site.flow().rowsDropped() > 0) {
                lines.add(site.site().name() + ": " + reasons(site.flow().dropped()));
            }
        }
        if (!sites.withoutSite().isEmpty()) {
            lines.add("of no site: " + reasons(sites.withoutSite()));
        }
        return lines;
    }

    private static String reasons(Map<String, Integer> dropped) {
        return dropped.entrySet().stream()
                .map(entry -> "%s %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
