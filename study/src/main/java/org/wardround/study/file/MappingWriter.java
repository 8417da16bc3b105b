package org.wardround.study.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Division;
import org.wardround.study.mapping.Join;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.mapping.SplitSource;
import org.wardround.study.mapping.VariableMapping;

/** Writes a mapping file; {@link MappingFile#read} gives the same mapping back. */
public final class MappingWriter {
    private MappingWriter() {}

    /**
     * The text of {@code mapping.yaml}.
     *
     * @param comments by name of variable, written above it
     */
    public static String write(Mapping mapping, Map<String, String> comments) {
        StringBuilder text = new StringBuilder("# How this site's own columns become the study's variables.\n");
        appendSource(text, mapping.source());
        if (!mapping.joins().isEmpty()) {
            text.append("join:\n");
            mapping.joins()
                    .forEach(join -> text.append("  - {").append(join(join)).append("}\n"));
        }
        if (!mapping.patient().isNone()) {
            text.append("patient: ").append(column(mapping.patient())).append('\n');
        }
        if (!mapping.missing().isEmpty()) {
            text.append("missing: ").append(YamlText.codes(mapping.missing())).append('\n');
        }
        appendVariables(text, mapping.variables(), comments);
        appendSplit(text, mapping.split());
        return text.toString();
    }

    private static void appendSource(StringBuilder text, Source source) {
        if (source instanceof Source.FilePerSite files) {
            text.append("sites:\n");
            files.files()
                    .forEach((site, file) -> text.append(
                            "  %s: {%s}\n".formatted(YamlText.text(site.name()), String.join(", ", file(file)))));
        } else if (source instanceof Source.FilesNamedBySite named) {
            SourceFile pattern = new SourceFile(named.glob(), named.header(), named.delimiter());
            text.append("sites: {").append(String.join(", ", file(pattern))).append("}\n");
        } else if (source instanceof Source.SiteColumn site) {
            file(site.file()).forEach(key -> text.append(key).append('\n'));
            String pattern = site.pattern().isEmpty() ? "" : ", pattern: " + YamlText.text(site.pattern());
            text.append("site: {column: %s%s}\n".formatted(column(site.column()), pattern));
        } else if (source instanceof Source.Divided divided) {
            file(divided.file()).forEach(key -> text.append(key).append('\n'));
            text.append("divide: {").append(divide(divided.division())).append("}\n");
        }
    }

    private static String divide(Division division) {
        String rule = "by: iid";
        if (division.rule() instanceof Division.Rule.LabelSkew skew) {
            rule = "by: label-skew, alpha: " + YamlText.number(skew.alpha());
        } else if (division.rule() instanceof Division.Rule.QuantitySkew skew) {
            rule = "by: quantity-skew, alpha: " + YamlText.number(skew.alpha());
        }
        return "sites: %d, %s, seed: %d".formatted(division.sites(), rule, division.seed());
    }

    private static String join(Join join) {
        return String.join(", ", file(join.file())) + ", on: " + YamlText.text(join.on());
    }

    private static List<String> file(SourceFile file) {
        List<String> keys = new ArrayList<>();
        keys.add("file: " + YamlText.text(file.path()));
        if (!file.header()) {
            keys.add("header: false");
        }
        if (!file.delimiter().isEmpty()) {
            keys.add("delimiter: " + (file.delimiter().equals("\t") ? "tab" : YamlText.text(file.delimiter())));
        }
        return keys;
    }

    private static void appendVariables(
            StringBuilder text, Map<String, VariableMapping> variables, Map<String, String> comments) {
        if (variables.isEmpty()) {
            return;
        }
        text.append("variables:\n");
        variables.forEach((name, mapping) -> {
            text.append(YamlText.comment("  ", comments.getOrDefault(name, "")));
            text.append("  %s: {%s}\n".formatted(YamlText.text(name), String.join(", ", keys(mapping))));
        });
    }

    private static List<String> keys(VariableMapping mapping) {
        List<String> keys = new ArrayList<>();
        boolean time = !mapping.event().isNone();
        keys.add((time ? "time: " : "column: ") + column(mapping.column()));
        if (time) {
            keys.add("event: " + column(mapping.event()));
        }
        if (!mapping.missing().isEmpty()) {
            keys.add("missing: " + YamlText.codes(mapping.missing()));
        }
        if (!mapping.values().isEmpty()) {
            List<String> pairs = new ArrayList<>();
            mapping.values().forEach((from, to) -> pairs.add(YamlText.code(from) + ": " + YamlText.code(to)));
            keys.add("values: {" + String.join(", ", pairs) + "}");
        }
        if (mapping.multiply() != 1) {
            keys.add("multiply: " + YamlText.number(mapping.multiply()));
        }
        if (mapping.add() != 0) {
            keys.add("add: " + YamlText.number(mapping.add()));
        }
        if (!mapping.dateFormat().isEmpty()) {
            keys.add("date: " + YamlText.text(mapping.dateFormat()));
        }
        return keys;
    }

    private static void appendSplit(StringBuilder text, SplitSource split) {
        if (split instanceof SplitSource.Column column) {
            text.append("split: {column: ").append(column(column.column())).append("}\n");
        } else if (split instanceof SplitSource.File file) {
            text.append("split: {").append(String.join(", ", file(file.file()))).append("}\n");
        }
    }

    private static String column(ColumnReference column) {
        return column.position() > 0 ? Integer.toString(column.position()) : YamlText.text(column.name());
    }
}
