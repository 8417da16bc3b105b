package org.wardround.study.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Division;
import org.wardround.study.mapping.Join;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.mapping.SplitSource;
import org.wardround.study.mapping.VariableMapping;
import org.wardround.testkit.Property;

final class MappingFileTest {
    private static final Path GOOD = Path.of("src", "test", "resources", "org", "wardround", "study", "good");
    private static final List<String> TEXTS = List.of(
            "age",
            "a b",
            "no",
            "null",
            "0",
            "1.0",
            "01",
            "-x",
            "#x",
            "a: b",
            "'q'",
            "\"",
            "\\d+_(\\d)$",
            "é漢",
            "tab\there",
            "~",
            "[x",
            "{",
            "*a",
            "&b",
            "!c",
            "%d",
            "@e",
            "`f",
            "true",
            "1e3",
            " x ",
            "a#b",
            "a,b",
            "x:");

    @TempDir
    Path folder;

    @Test
    void file_for_each_site_is_read() {
        Mapping mapping = read("mapping-sites.yaml");
        TreeMap<SiteId, SourceFile> files = new TreeMap<>();
        files.put(new SiteId("cleveland"), new SourceFile("processed.cleveland.data", false, ","));
        files.put(new SiteId("va"), new SourceFile("processed.va.data.gz", false, ""));
        assertThat(mapping.source()).isEqualTo(new Source.FilePerSite(files));
        assertThat(mapping.missing()).containsExactly("?", "NA");
        assertThat(mapping.split()).isEqualTo(new SplitSource.File(new SourceFile("flamby_split.csv", true, "")));
    }

    @Test
    void variables_are_read_with_their_codes_as_written() {
        Map<String, VariableMapping> variables = read("mapping-sites.yaml").variables();
        assertThat(variables.keySet()).containsExactly("age", "chol", "sex", "trestbps", "disease");
        assertThat(variables.get("sex").column()).isEqualTo(ColumnReference.at(2));
        assertThat(variables.get("chol").missing()).containsExactly("0");
        assertThat(variables.get("trestbps"))
                .isEqualTo(new VariableMapping(
                        ColumnReference.named("pressure"), ColumnReference.NONE, List.of(), Map.of(), 7.50062, -1, ""));
        assertThat(variables.get("disease").values())
                .containsExactly(
                        Map.entry("0", "0"),
                        Map.entry("1", "1"),
                        Map.entry("2", "1"),
                        Map.entry("3", "1"),
                        Map.entry("4", "1"));
    }

    @Test
    void site_column_join_and_time_to_event_are_read() {
        Mapping mapping = read("mapping-column.yaml");
        assertThat(mapping.source())
                .isEqualTo(new Source.SiteColumn(
                        new SourceFile("brca.csv", true, "\t"), ColumnReference.named("fold2"), "_(\\d)$"));
        assertThat(mapping.joins()).containsExactly(new Join(new SourceFile("train_test_split.csv", true, ""), "pid"));
        assertThat(mapping.patient()).isEqualTo(ColumnReference.named("pid"));
        VariableMapping survival = mapping.variables().get("survival");
        assertThat(survival.column()).isEqualTo(ColumnReference.named("T"));
        assertThat(survival.event()).isEqualTo(ColumnReference.named("E"));
        assertThat(mapping.split()).isEqualTo(new SplitSource.Column(ColumnReference.named("fold")));
    }

    @Test
    void division_keeps_every_digit_of_its_seed() {
        assertThat(read("mapping-divided.yaml").source())
                .isEqualTo(new Source.Divided(
                        new SourceFile("wdbc.csv", true, ""),
                        new Division(3, new Division.Rule.LabelSkew(0.3), 9_007_199_254_740_993L)));
    }

    @Test
    void without_sites_each_csv_file_is_one() {
        assertThat(read("mapping-empty.yaml"))
                .isEqualTo(MappingFile.absent(folder).mapping());
    }

    @Test
    void mapping_is_the_same_after_writing_and_reading() {
        Property.forSeeds(150, random -> {
            Mapping mapping = anyMapping(random);
            String text = MappingWriter.write(mapping, Map.of("age", "seen: 3 values\nof which one is odd"));
            assertThat(written(text)).as(text).isEqualTo(mapping);
        });
    }

    private Mapping written(String text) {
        try {
            Path file = folder.resolve("written.yaml");
            Files.writeString(file, text);
            return MappingFile.read(file).mapping();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Mapping anyMapping(SeededStream random) {
        Map<String, VariableMapping> variables = new LinkedHashMap<>();
        for (String name : List.of("age", "1.0", "a: b")) {
            if (random.nextInt(2) == 0) {
                variables.put(name, anyVariable(random));
            }
        }
        List<Join> joins = random.nextInt(2) == 0 ? List.of() : List.of(new Join(anyFile(random), anyText(random)));
        return new Mapping(anySource(random), joins, anyColumn(random), anyTexts(random), variables, anySplit(random));
    }

    private static VariableMapping anyVariable(SeededStream random) {
        boolean time = random.nextInt(3) == 0;
        Map<String, String> values = new LinkedHashMap<>();
        anyTexts(random).forEach(code -> values.put(code, anyText(random)));
        values.remove("1.0");
        return new VariableMapping(
                anyColumn(random),
                time ? anyColumn(random) : ColumnReference.NONE,
                anyTexts(random),
                values,
                random.nextInt(2) == 0 ? 1 : 0.4536,
                random.nextInt(2) == 0 ? 0 : -1e-7,
                random.nextInt(2) == 0 ? "" : "dd/MM/yyyy");
    }

    private static Source anySource(SeededStream random) {
        TreeMap<SiteId, SourceFile> files = new TreeMap<>();
        files.put(new SiteId("a"), anyFile(random));
        files.put(new SiteId("1"), anyFile(random));
        return switch (random.nextInt(4)) {
            case 0 -> new Source.FilePerSite(files);
            case 1 -> new Source.FilesNamedBySite("*.csv", random.nextInt(2) == 0, ";");
            case 2 ->
                new Source.SiteColumn(
                        anyFile(random), anyColumn(random), random.nextInt(2) == 0 ? "" : "^(\\w+) \"x\"$");
            default -> new Source.Divided(anyFile(random), new Division(2, anyRule(random), random.nextLong()));
        };
    }

    private static Division.Rule anyRule(SeededStream random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Division.Rule.Iid();
            case 1 -> new Division.Rule.LabelSkew(0.3);
            default -> new Division.Rule.QuantitySkew(2);
        };
    }

    private static SplitSource anySplit(SeededStream random) {
        return switch (random.nextInt(3)) {
            case 0 -> new SplitSource.Hashed();
            case 1 -> new SplitSource.Column(anyColumn(random));
            default -> new SplitSource.File(anyFile(random));
        };
    }

    private static SourceFile anyFile(SeededStream random) {
        List<String> delimiters = List.of("", ",", ";", "\t", "|", "#", " ");
        return new SourceFile(
                anyText(random), random.nextInt(2) == 0, delimiters.get(random.nextInt(delimiters.size())));
    }

    private static ColumnReference anyColumn(SeededStream random) {
        return random.nextInt(2) == 0
                ? ColumnReference.at(1 + random.nextInt(9))
                : ColumnReference.named(anyText(random));
    }

    private static List<String> anyTexts(SeededStream random) {
        List<String> texts = new ArrayList<>();
        for (String text : TEXTS) {
            if (random.nextInt(8) == 0) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static String anyText(SeededStream random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static Mapping read(String name) {
        return MappingFile.read(GOOD.resolve(name)).mapping();
    }
}
