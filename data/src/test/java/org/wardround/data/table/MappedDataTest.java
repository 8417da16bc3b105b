package org.wardround.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.data.Mappings;
import org.wardround.data.Studies;
import org.wardround.data.Tables;
import org.wardround.data.split.Split;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.mapping.SplitSource;

class MappedDataTest {
    private static final Studies AGE = Studies.study().number("age", 0, 120);

    @TempDir
    Path folder;

    private Tables tables;

    @BeforeEach
    void folder() {
        tables = new Tables(folder);
    }

    @Test
    void each_csv_in_the_folder_is_the_site_of_its_name_where_no_mapping_says_otherwise() {
        tables.with("north.csv", "age,y", "50,1", "61,0").with("south.csv", "y,age", "1,70");

        MappedData.Sites data =
                tables.read(AGE.dictionary(), Mappings.everyCsv().build());

        assertThat(data.sites().keySet()).containsExactly(new SiteId("north"), new SiteId("south"));
        assertThat(data.site("north").table().variables()[0]).containsExactly(50, 61);
        assertThat(data.site("south").table().variables()[0]).containsExactly(70);
        assertThat(data.site("south").table().outcomes()).containsExactly(1);
        assertThat(data.site("north").lines()).containsExactly(2, 3);
    }

    @Test
    void semicolons_tabs_bars_and_spaces_are_found_out() {
        for (String delimiter : List.of(",", ";", "\t", "|", " ")) {
            tables.with(
                    "a.csv",
                    "age,y".replace(",", delimiter),
                    "50,1".replace(",", delimiter),
                    "61,0".replace(",", delimiter));

            assertThat(readAges()).containsExactly(50, 61);
        }
    }

    @Test
    void quoted_fields_may_hold_delimiters_quotes_and_line_ends() {
        tables.with(
                "a.csv", "age,\"note, with \"\"quotes\"\"\",y", "50,\"one, two\",1", "61,\"one", "two\",0", "62,,1");

        SiteData data = tables.readOne(AGE.dictionary(), Mappings.everyCsv().build());

        assertThat(data.table().variables()[0]).containsExactly(50, 61, 62);
        assertThat(data.lines()).containsExactly(2, 3, 5);
    }

    @Test
    void gzip_byte_order_marks_crlf_and_empty_lines_change_nothing() {
        String text = "\uFEFFage,y\r\n50,1\r\n\r\n61,0\r\n";
        tables.withBytes("a.csv.gz", Tables.gzip(text));

        assertThat(readAges()).containsExactly(50, 61);
    }

    @Test
    void names_of_columns_and_values_lose_the_spaces_around_them() {
        tables.with("a.csv", " age , y ", " 50 , 1 ");

        assertThat(readAges()).containsExactly(50);
    }

    @Test
    void columns_can_be_given_by_position() {
        tables.with("a.csv", "1,50,x", "0,61,x");

        SiteData data = tables.readOne(
                AGE.dictionary(),
                Mappings.siteA("a.csv", false, ",").at("age", 2).at("y", 1).build());

        assertThat(data.table().variables()[0]).containsExactly(50, 61);
        assertThat(data.table().outcomes()).containsExactly(1, 0);
        assertThat(data.lines()).containsExactly(1, 2);
    }

    @Test
    void units_are_converted_before_the_range_is_asked() {
        tables.with("a.csv", "fahrenheit,y", "100.4,1");
        Studies study = Studies.study().number("temperature", 30, 45);

        SiteData data = tables.readOne(
                study.dictionary(),
                Mappings.everyCsv()
                        .convert("temperature", "fahrenheit", 0.5, -12.2)
                        .build());

        assertThat(data.table().variables()[0]).containsExactly(100.4 * 0.5 - 12.2);
    }

    @Test
    void codes_are_compared_as_numbers_where_both_are() {
        tables.with("a.csv", "cp,y", "1.0,0", "4,1", "02,1.0");
        Studies study = Studies.study().category("cp", "1", "2", "4");

        Table table =
                tables.readOne(study.dictionary(), Mappings.everyCsv().build()).table();

        assertThat(table.variables()[0]).containsExactly(0, 2, 1);
        assertThat(table.outcomes()).containsExactly(0, 1, 1);
    }

    @Test
    void source_codes_become_dictionary_codes() {
        tables.with("a.csv", "diagnosis,age", "B,50", "M,60");

        Table table = tables.readOne(
                        AGE.dictionary(),
                        Mappings.everyCsv()
                                .values("y", "diagnosis", Map.of("B", "0", "M", "1"))
                                .build())
                .table();

        assertThat(table.outcomes()).containsExactly(0, 1);
    }

    @Test
    void codes_in_a_quantity_become_numbers_that_are_not_converted() {
        tables.with("a.csv", "crp,y", "<5,0", "70,1");
        Studies study = Studies.study().number("crp", 0, 100);

        Table table = tables.readOne(
                        study.dictionary(),
                        Mappings.everyCsv()
                                .values("crp", "crp", Map.of("<5", "2.5"))
                                .build())
                .table();

        assertThat(table.variables()[0]).containsExactly(2.5, 70);
    }

    @Test
    void dates_are_days_since_1970() {
        tables.with("a.csv", "birth,y", "02/01/1970,0", "31/12/1969,1");
        Studies study = Studies.study()
                .add("birth", VariableType.DATE, new Range(-36500, 36500), List.of(), MissingPolicy.DROP);

        Table table = tables.readOne(
                        study.dictionary(),
                        Mappings.everyCsv().date("birth", "dd/MM/yyyy").build())
                .table();

        assertThat(table.variables()[0]).containsExactly(1, -1);
    }

    @Test
    void a_time_and_its_event_make_one_outcome() {
        tables.with("a.csv", "age,T,E", "50,0,1.0", "60,120.5,0.0");
        Studies study = AGE_AND_SURVIVAL;

        Table table = tables.readOne(
                        study.dictionary(),
                        Mappings.everyCsv()
                                .timeToEvent("survival", "T", "E", Map.of())
                                .build())
                .table();

        assertThat(table.outcomes()).containsExactly(0, 120.5);
        assertThat(table.events()).containsExactly(1, 0);
    }

    @Test
    void a_time_to_event_that_is_not_mapped_is_read_from_time_and_event() {
        tables.with("a.csv", "age,time,event", "50,7,1");

        assertThat(tables.readOne(
                                AGE_AND_SURVIVAL.dictionary(),
                                Mappings.everyCsv().build())
                        .table()
                        .outcomes())
                .containsExactly(7);
    }

    @Test
    void missing_texts_and_sentinels_are_missing_values() {
        tables.with("a.csv", "age,chol,y", "50,0,1", "?,200,1", "60,0.0,0", "70,,1", "80,-9,1");
        Studies study = Studies.study()
                .number("age", 0, 120)
                .add("chol", VariableType.NUMBER, new Range(50, 1000), List.of(), MissingPolicy.INDICATOR);

        SiteData data = tables.readOne(
                study.dictionary(),
                Mappings.everyCsv().missing("?", "-9").sentinel("chol", "0").build());

        assertThat(data.table().variables()[1]).containsOnly(Double.NaN).hasSize(4);
        assertThat(data.flow().dropped()).containsExactly(entry("age missing", 1));
    }

    @Test
    void each_dropped_row_is_counted_under_the_first_reason() {
        tables.with("a.csv", "age,sex,y", "50,1,1", ",1,", ",0,1", "130,1,1", "40,0,1", "41,1,0")
                .with("extra.csv", "age");
        Studies study = Studies.study()
                .number("age", 0, 200)
                .binary("sex")
                .cohort(new Criterion("age", new Range(41, 120), List.of()))
                .cohort(new Criterion("sex", null, List.of("1")));

        SiteData data = tables.readOne(
                study.dictionary(), Mappings.siteA("a.csv", true, "").build());

        assertThat(data.flow().dropped())
                .containsExactly(entry("y missing", 1), entry("age missing", 1), entry("age outside 41 to 120", 2));
        assertThat(data.flow().rowsRead()).isEqualTo(6);
        assertThat(data.flow().rows()).isEqualTo(2);
        assertThat(data.flow().rowsDropped() + data.flow().rows())
                .isEqualTo(data.flow().rowsRead());
    }

    @Test
    void rows_outside_a_cohort_of_codes_are_counted() {
        tables.with("a.csv", "age,sex,y", "50,1,1", "51,0,1");
        Studies study =
                Studies.study().number("age", 0, 200).binary("sex").cohort(new Criterion("sex", null, List.of("1")));

        assertThat(tables.readOne(study.dictionary(), Mappings.everyCsv().build())
                        .flow()
                        .dropped())
                .containsExactly(entry("sex other than 1", 1));
    }

    @Test
    void a_site_without_rows_in_the_cohort_is_told_with_an_empty_table() {
        tables.with("a.csv", "age,y", ",1");

        SiteData data = tables.readOne(AGE.dictionary(), Mappings.everyCsv().build());

        assertThat(data.table().rows()).isZero();
        assertThat(data.flow().dropped()).containsExactly(entry("age missing", 1));
    }

    @Test
    void joined_columns_are_columns_and_rows_without_match_are_counted() {
        tables.with("a.csv", "pid,age,y", "p1,50,1", "p2,60,0", "p3,70,0")
                .with("labs.csv", "crp;pid", "4.5;p3", "1.5;p1", "9;p9");
        Studies study = Studies.study().number("age", 0, 120).number("crp", 0, 100);

        SiteData data = tables.readOne(
                study.dictionary(), Mappings.everyCsv().join("labs.csv", "pid").build());

        assertThat(data.table().variables()[1]).containsExactly(1.5, 4.5);
        assertThat(data.flow().dropped()).containsExactly(entry("no match in labs.csv", 1));
    }

    @Test
    void a_column_says_whose_the_rows_are() {
        tables.with("a.csv", "centre,age,y", "c-12,50,1", "c-7,60,0", ",70,1", "c-12,51,0");

        MappedData.Sites data = tables.read(
                AGE.dictionary(),
                Mappings.bySiteColumn("a.csv", "centre", "c-(\\d+)").build());

        assertThat(data.sites().keySet()).containsExactly(new SiteId("12"), new SiteId("7"));
        assertThat(data.site("12").table().variables()[0]).containsExactly(50, 51);
        assertThat(data.withoutSite()).containsExactly(entry("no site", 1));
    }

    @Test
    void rows_of_a_patient_share_number_and_side() {
        tables.with("a.csv", "pid,age,y", "p1,50,1", "p2,60,0", "p1,51,0", ",52,0");

        SiteData data = tables.readOne(
                AGE.dictionary(), Mappings.everyCsv().patient("pid").build());

        assertThat(data.table().patients()).containsExactly(0, 1, 0);
        assertThat(data.table().sides())
                .containsExactly(
                        Split.standard().side("p1", AGE.dictionary().split()),
                        Split.standard().side("p2", AGE.dictionary().split()));
        assertThat(data.flow().patients()).isEqualTo(2);
        assertThat(data.flow().dropped()).containsExactly(entry("no patient key", 1));
    }

    @Test
    void without_patient_column_a_patient_is_the_file_and_the_number_of_the_row() {
        tables.with("a.csv", "age,y", "50,1", "60,0");
        List<Side> sides = tables.readOne(AGE.dictionary(), Mappings.everyCsv().build())
                .table()
                .sides();

        assertThat(sides)
                .containsExactly(
                        Split.standard().side("a.csv#1", AGE.dictionary().split()),
                        Split.standard().side("a.csv#2", AGE.dictionary().split()));
    }

    @Test
    void a_published_split_stands_and_its_suffixes_do_not_matter() {
        tables.with("a.csv", "age,fold,y", "50,train_0,1", "51,TEST,0", "52,val-1,1", "53,,1", "54,validation,1");
        Studies study = Studies.study().number("age", 0, 120).split(0.5, 0.25, "fold");

        SiteData data = tables.readOne(study.dictionary(), Mappings.everyCsv().build());

        assertThat(data.table().sides()).containsExactly(Side.TRAIN, Side.TEST, Side.VALIDATION, Side.VALIDATION);
        assertThat(data.flow().dropped()).containsExactly(entry("not in the published split", 1));
    }

    @Test
    void a_split_file_can_name_patients() {
        tables.with("a.csv", "pid,age,y", "p1,50,1", "p2,51,0", "p1,52,1", "p3,52,1")
                .with("sides.csv", "pid,fold", "p1,test", "p2,train");

        SiteData data = tables.readOne(
                Studies.study().number("age", 0, 120).split(0, 0.25, "").dictionary(),
                Mappings.everyCsv()
                        .patient("pid")
                        .split(new SplitSource.File(new SourceFile("sides.csv", true, "")))
                        .build());

        assertThat(data.table().sides()).containsExactly(Side.TEST, Side.TRAIN);
        assertThat(data.flow().dropped()).containsExactly(entry("not in the published split", 1));
    }

    @Test
    void a_split_column_can_be_joined() {
        tables.with("a.csv", "pid,age,y", "p1,50,1", "p2,51,0").with("sides.csv", "pid,side", "p1,test", "p2,train");

        SiteData data = tables.readOne(
                Studies.study().number("age", 0, 120).split(0, 0.25, "").dictionary(),
                Mappings.everyCsv()
                        .join("sides.csv", "pid")
                        .split(new SplitSource.Column(ColumnReference.named("side")))
                        .build());

        assertThat(data.table().sides()).containsExactly(Side.TEST, Side.TRAIN);
    }

    @Test
    void nothing_prints_counts_or_values() {
        tables.with("a.csv", "age,y", "50,1", "60,0");

        MappedData.Sites data =
                tables.read(AGE.dictionary(), Mappings.everyCsv().build());

        assertThat(data).hasToString("Sites[a]");
        assertThat(data.site("a")).hasToString("SiteData[a]");
        assertThat(data.site("a").flow()).hasToString("Flow");
        assertThat(data.site("a").flow().side(Side.TRAIN)).hasToString("SideFlow");
    }

    private static final Studies AGE_AND_SURVIVAL = Studies.study()
            .number("age", 0, 120)
            .outcome(new Outcome("survival", VariableType.TIME_TO_EVENT, "days", new Range(0, 5000), List.of(), ""));

    private double[] readAges() {
        return tables.readOne(AGE.dictionary(), Mappings.everyCsv().build())
                .table()
                .variables()[0];
    }
}
