package org.wardround.study.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class Table1FilesTest {
    private static final Table1 TABLE = SampleTable1.build();

    @Test
    void csv_has_a_row_for_each_number_and_says_what_is_suppressed_and_whose_it_is() {
        assertThat(Table1Files.csv(TABLE))
                .startsWith("variable,level,kind,group,statistic,value,suppressed,release\r\n"
                        + ",,site,north,patients,100,false,siteFigure\r\n"
                        + ",,stratum,1,patients,60,false,\r\n")
                .contains(
                        "weight,,site,north,mean,70.1,false,siteFigure\r\n",
                        "weight,,stratum,1,missing,,true,\r\n",
                        "weight,,stratum,1,median,,true,\r\n",
                        "stage,II,site,north,n,40,false,siteFigure\r\nstage,II,site,north,percent,40.0,false,siteFigure\r\n",
                        "stage,I,stratum,1,n,,true,\r\nstage,I,stratum,1,percent,,true,\r\n",
                        "death,,stratum,1,rate,,true,\r\n",
                        "death,1 year,site,north,survival,0.8,false,siteFigure\r\n",
                        "death,1 year,overall,overall,survival,,false,\r\n",
                        "weight,,,,standardised difference of shown groups,0.25,false,\r\n",
                        "stage,,,,chi-squared p,,true,\r\n",
                        "smoker,,,,chi-squared,5.25,false,\r\nsmoker,,,,chi-squared degrees of freedom,1,false,\r\n"
                                + "smoker,,,,chi-squared p,0.0219,false,\r\nsmoker,,,,chi-squared expected below 5,true,false,\r\n",
                        ",,,,log-rank p,0.05,false,\r\n");
    }

    @Test
    void json_marks_every_cell_of_a_site_as_a_site_figure() {
        String json = Table1Files.json(TABLE);
        // The column, and its cell in each of four rows.
        assertThat(json.split("\"release\" : \"siteFigure\"", -1)).hasSize(1 + 5);
        assertThat(json).contains("\"suppressed\"").doesNotContain("NaN");
    }

    @Test
    void results_keep_the_table() {
        Results results = CompleteResults.build();
        assertThat(results.table1()).isEqualTo(TABLE);
        assertThat(ResultsFile.fromBytes(ResultsFile.toBytes(results))).isEqualTo(results);
    }

    @Test
    void lines_read_like_a_paper() {
        List<Table1Lines.Line> lines = Table1Lines.of(TABLE);
        assertThat(lines.stream().map(Table1FilesTest::text))
                .containsExactly(
                        "Patients, n | 100 | 60 | 200",
                        "Weight, kg",
                        "  mean (SD) | 70.1 (11.0) | suppressed | 71.0 (12.5)",
                        "  median [Q1, Q3] | 69.9 [62.5, 77.0] | suppressed | 70.0 [63.0, 78.0]",
                        "  missing, n (%) | 0 (0.0) | suppressed | suppressed",
                        "Stage, n (%)",
                        "  I | 60 (60.0) | suppressed | 120 (60.0)",
                        "  II | 40 (40.0) | suppressed | 68 (34.0)",
                        "  missing, n (%) | 0 (0.0) | 0 (0.0) | 12 (6.0)",
                        "Smoker, n (%) | 40 (40.0) | 30 (50.0) | 80 (40.0)",
                        "Death",
                        "  events, n (%) | 20 (20.0) | suppressed | 31 (15.5)",
                        "  person-years | 100.0 | 27.4 | 200.0",
                        "  events per 100 person-years (95% CI) | 20.00 (10.96 to 29.22) | suppressed | 15.50 (10.96 to 21.92)",
                        "  without the event at 1 year, % (95% CI) | 80.0 (70.0 to 87.5) | suppressed | –");
        assertThat(lines.get(1).difference()).isEqualTo("0.25*");
        assertThat(Table1Lines.notes(TABLE))
                .anyMatch(note -> note.startsWith("suppressed: a count of 1 to 10 patients"))
                .anyMatch(note -> note.contains("site figures"))
                .anyMatch(note -> note.contains("off by at most 0.02 of the last digit"))
                .contains(
                        "*: only between strata whose figures of the variable are all shown.",
                        "Log-rank test of the strata: chi-squared 3.84 on 1 degree of freedom, p 0.0500.",
                        "Stage: suppressed.",
                        "Smoker: chi-squared 5.25 on 1 degree of freedom, p 0.0219 (rough: an expected count is below 5).");
    }

    private static String text(Table1Lines.Line line) {
        String label = (line.inner() ? "  " : "") + line.label();
        return line.cells().isEmpty() ? label : label + " | " + String.join(" | ", line.cells());
    }

    @Test
    void count_is_a_number_or_suppressed_and_never_both() {
        assertThat(Count.of(3)).isEqualTo(Count.of(3)).hasToString("3");
        assertThat(Count.SUPPRESSED).hasToString("suppressed").isNotEqualTo(Count.of(0));
        assertThatThrownBy(() -> Count.SUPPRESSED.value()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Count.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
