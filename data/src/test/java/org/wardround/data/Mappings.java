package org.wardround.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Division;
import org.wardround.study.mapping.Join;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.mapping.SplitSource;
import org.wardround.study.mapping.VariableMapping;

/** Mappings for tests, built up a part at a time. */
public final class Mappings {
    private final Source source;
    private final List<Join> joins = new ArrayList<>();
    private ColumnReference patient = ColumnReference.NONE;
    private List<String> missing = List.of();
    private final Map<String, VariableMapping> variables = new LinkedHashMap<>();
    private SplitSource split = new SplitSource.Hashed();

    private Mappings(Source source) {
        this.source = source;
    }

    public static Mappings everyCsv() {
        return new Mappings(new Source.FilesNamedBySite("*.csv", true, ""));
    }

    public static Mappings from(Source source) {
        return new Mappings(source);
    }

    /** Site a from one file. */
    public static Mappings siteA(String file, boolean header, String delimiter) {
        return new Mappings(new Source.FilePerSite(
                new TreeMap<>(Map.of(new SiteId("a"), new SourceFile(file, header, delimiter)))));
    }

    public static Mappings bySiteColumn(String file, String column, String pattern) {
        return new Mappings(
                new Source.SiteColumn(new SourceFile(file, true, ""), ColumnReference.named(column), pattern));
    }

    public static Mappings divided(String file, Division division) {
        return new Mappings(new Source.Divided(new SourceFile(file, true, ""), division));
    }

    public Mappings join(String file, String on) {
        joins.add(new Join(new SourceFile(file, true, ""), on));
        return this;
    }

    public Mappings patient(String column) {
        patient = ColumnReference.named(column);
        return this;
    }

    public Mappings missing(String... texts) {
        missing = List.of(texts);
        return this;
    }

    public Mappings at(String variable, int position) {
        return map(variable, of(ColumnReference.at(position), List.of(), Map.of()));
    }

    public Mappings map(String variable, VariableMapping from) {
        variables.put(variable, from);
        return this;
    }

    public Mappings values(String variable, String column, Map<String, String> values) {
        return map(variable, of(ColumnReference.named(column), List.of(), values));
    }

    public Mappings sentinel(String variable, String... texts) {
        return map(variable, of(ColumnReference.named(variable), List.of(texts), Map.of()));
    }

    public Mappings convert(String variable, String column, double multiply, double add) {
        return map(
                variable,
                new VariableMapping(
                        ColumnReference.named(column), ColumnReference.NONE, List.of(), Map.of(), multiply, add, ""));
    }

    public Mappings date(String variable, String pattern) {
        return map(
                variable,
                new VariableMapping(
                        ColumnReference.named(variable), ColumnReference.NONE, List.of(), Map.of(), 1, 0, pattern));
    }

    public Mappings timeToEvent(String outcome, String time, String event, Map<String, String> values) {
        return map(
                outcome,
                new VariableMapping(
                        ColumnReference.named(time), ColumnReference.named(event), List.of(), values, 1, 0, ""));
    }

    public Mappings split(SplitSource from) {
        split = from;
        return this;
    }

    public Mapping build() {
        return new Mapping(source, joins, patient, missing, variables, split);
    }

    public static VariableMapping of(ColumnReference column, List<String> missing, Map<String, String> values) {
        return new VariableMapping(column, ColumnReference.NONE, missing, values, 1, 0, "");
    }
}
