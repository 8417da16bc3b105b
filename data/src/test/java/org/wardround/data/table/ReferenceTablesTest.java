package org.wardround.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Flow;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.SideFlow;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.data.Mappings;
import org.wardround.data.Studies;
import org.wardround.data.split.Split;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.mapping.SplitSource;
import org.wardround.testkit.ReferenceData;

/** The published data sets, read as they are; the expected counts are those of their own descriptions. */
class ReferenceTablesTest {
    private static final Outcome DISEASE = new Outcome("disease", VariableType.BINARY, "", null, List.of("0", "1"), "");
    private static final Outcome SURVIVAL =
            new Outcome("survival", VariableType.TIME_TO_EVENT, "days", new Range(0, 10000), List.of(), "");

    @Test
    void heart_disease_has_the_rows_that_flamby_keeps() {
        MappedData.Sites heart = heart(new SplitSource.Hashed(), 0.15);

        assertThat(heart.sites().values().stream().map(data -> data.flow().rowsRead()))
                .containsExactly(303, 294, 123, 200);
        assertThat(heart.sites().values().stream().map(data -> data.table().rows()))
                .containsExactly(303, 261, 46, 130);
        assertThat(heart.site("switzerland").flow().dropped())
                .containsExactly(entry("trestbps missing", 2), entry("fbs missing", 74), entry("oldpeak missing", 1));
    }

    @Test
    void heart_disease_has_the_published_sides() {
        MappedData.Sites heart = heart(new SplitSource.File(new SourceFile("flamby_split.csv", true, "")), 0);

        assertSides(heart, "cleveland", 199, 104, 91, 48);
        assertSides(heart, "hungarian", 172, 89, 65, 33);
        assertSides(heart, "switzerland", 30, 16, 30, 15);
        assertSides(heart, "va", 85, 45, 66, 35);
    }

    @Test
    void validation_is_taken_from_the_published_training_side_alone() {
        MappedData.Sites heart = heart(new SplitSource.File(new SourceFile("flamby_split.csv", true, "")), 0.15);

        Flow cleveland = heart.site("cleveland").flow();
        assertThat(cleveland.side(Side.TEST).rows()).isEqualTo(104);
        assertThat(cleveland.side(Side.TRAIN).rows()
                        + cleveland.side(Side.VALIDATION).rows())
                .isEqualTo(199);
        assertThat(cleveland.side(Side.VALIDATION).rows()).isBetween(20, 70); // expected: 199 · 0.15 / 0.66 = 45
    }

    @Test
    void breast_cancer_has_the_published_centres_and_sides() {
        MappedData.Sites breast = breastCancer();

        assertThat(breast.sites().values().stream()
                        .mapToInt(data -> data.table().rows())
                        .sum())
                .isEqualTo(1088);
        assertThat(breast.withoutSite()).isEqualTo(Map.of("no match in train_test_split.csv", 8));
        assertSides(breast, "0", 248, 63, 45, 14);
        assertSides(breast, "1", 156, 40, 35, 4);
        assertSides(breast, "2", 164, 42, 14, 8);
        assertSides(breast, "3", 129, 33, 16, 3);
        assertSides(breast, "4", 129, 33, 7, 2);
        assertSides(breast, "5", 40, 11, 2, 1);
    }

    private static void assertSides(
            MappedData.Sites sites, String site, int train, int test, int trainEvents, int testEvents) {
        Flow flow = sites.site(site).flow();
        assertThat(flow.side(Side.TRAIN))
                .isEqualTo(new SideFlow(train, train, List.of(train - trainEvents, trainEvents)));
        assertThat(flow.side(Side.TEST)).isEqualTo(new SideFlow(test, test, List.of(test - testEvents, testEvents)));
        assertThat(flow.side(Side.VALIDATION).rows()).isZero();
    }

    private static MappedData.Sites heart(SplitSource split, double validation) {
        Path folder = ReferenceData.folder("heart-disease");
        TreeMap<SiteId, SourceFile> files = new TreeMap<>();
        for (String site : List.of("cleveland", "hungarian", "switzerland", "va")) {
            files.put(new SiteId(site), new SourceFile("processed." + site + ".data", false, ""));
        }
        Studies study = Studies.study()
                .number("age", 0, 120)
                .binary("sex")
                .number("trestbps", 0, 300)
                .number("chol", 0, 1000)
                .binary("fbs")
                .number("thalach", 0, 250)
                .binary("exang")
                .number("oldpeak", -10, 10)
                .category("cp", "1", "2", "3", "4")
                .category("restecg", "0", "1", "2")
                .outcome(DISEASE)
                .split(validation, 0.34, "");
        Map<String, String> values = new LinkedHashMap<>();
        for (int grade = 0; grade <= 4; grade++) {
            values.put(Integer.toString(grade), grade == 0 ? "0" : "1");
        }
        Mapping mapping = Mappings.from(new Source.FilePerSite(files))
                .missing("?")
                .at("age", 1)
                .at("sex", 2)
                .at("cp", 3)
                .at("trestbps", 4)
                .at("chol", 5)
                .at("fbs", 6)
                .at("restecg", 7)
                .at("thalach", 8)
                .at("exang", 9)
                .at("oldpeak", 10)
                .map("disease", Mappings.of(ColumnReference.at(14), List.of(), values))
                .split(split)
                .build();
        return sites(MappedData.read(study.dictionary(), mapping, folder, Split.standard()));
    }

    private static MappedData.Sites breastCancer() {
        Path folder = ReferenceData.folder("tcga-brca");
        Studies study = Studies.study()
                .number("age_at_index", 0, 120)
                .binary("race_white")
                .add(
                        "primary_diagnosis_Lobular carcinoma, NOS",
                        VariableType.BINARY,
                        null,
                        List.of("0", "1"),
                        MissingPolicy.DROP)
                .outcome(SURVIVAL)
                .split(0, 0.2, "");
        Mapping mapping = Mappings.bySiteColumn("brca.csv", "fold2", "_(\\d)$")
                .join("train_test_split.csv", "pid")
                .patient("pid")
                .timeToEvent("survival", "T", "E", Map.of())
                .split(new SplitSource.Column(ColumnReference.named("fold")))
                .build();
        return sites(MappedData.read(study.dictionary(), mapping, folder, Split.standard()));
    }

    private static MappedData.Sites sites(MappedData data) {
        assertThat(data).isInstanceOf(MappedData.Sites.class);
        return (MappedData.Sites) data;
    }
}
