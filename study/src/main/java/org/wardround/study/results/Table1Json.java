package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wardround.study.results.Table1.Column;
import org.wardround.study.results.Table1.Kind;

/** Table 1; every cell of a site's column is marked as a site figure. */
final class Table1Json {
    static final String SITE_FIGURE = "siteFigure";
    static final String AT_LEAST = "atLeast";
    static final String AT_MOST = "atMost";
    static final String WITH_NOISE = "withNoise";
    static final String HALF_WIDTH = "halfWidth95";

    private Table1Json() {}

    static JsonNode write(Table1 table) {
        return JsonWriting.object(out -> {
            out.textIfAny("by", table.by());
            out.whole("minimum", table.minimum());
            out.list("columns", table.columns(), Table1Json::writeColumn);
            out.list("rows", table.rows(), row -> writeRow(table, row));
            if (!table.logRank().isNone()) {
                out.object("logRank", test -> {
                    test.number("statistic", table.logRank().statistic());
                    test.whole("degreesOfFreedom", table.logRank().degreesOfFreedom());
                    test.number("p", table.logRank().p());
                });
            }
            if (!table.remarks().isEmpty()) {
                out.list("remarks", table.remarks(), TextNode::valueOf);
            }
        });
    }

    static JsonNode count(Count count) {
        if (count.isRange()) {
            return JsonWriting.object(out -> {
                out.whole(AT_LEAST, count.low());
                out.whole(AT_MOST, count.high());
            });
        }
        if (count.isNoised()) {
            return JsonWriting.object(out -> {
                out.whole(WITH_NOISE, count.noisedValue());
                out.whole(HALF_WIDTH, count.halfWidth());
            });
        }
        return count.isSuppressed() ? TextNode.valueOf(Count.WORD) : IntNode.valueOf(count.value());
    }

    private static JsonNode writeColumn(Column column) {
        return JsonWriting.object(out -> {
            out.text("kind", name(column.kind()));
            out.text("name", column.name());
            out.node("patients", count(column.patients()));
            release(out, column);
        });
    }

    static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void release(JsonWriting out, Column column) {
        if (column.kind() == Kind.SITE) {
            out.text("release", SITE_FIGURE);
        }
    }

    private static JsonNode writeRow(Table1 table, Table1.Row row) {
        return JsonWriting.object(out -> {
            out.text("variable", row.variable());
            out.text("title", row.title());
            if (row instanceof Table1.QuantityRow quantity) {
                out.text("kind", "quantity");
                out.text("unit", quantity.unit());
                out.whole("decimals", quantity.decimals());
                out.number("quartileError", quantity.quartileError());
                out.number("difference", row.difference());
                cells(out, table, quantity.cells(), Table1Json::writeQuantity);
            } else if (row instanceof Table1.CodesRow codes) {
                out.text("kind", "codes");
                out.list("levels", codes.levels(), TextNode::valueOf);
                out.number("difference", row.difference());
                if (!codes.chiSquared().isNone()) {
                    out.object("chiSquared", test -> writeChiSquared(codes.chiSquared(), test));
                }
                cells(out, table, codes.cells(), (cell, one) -> {
                    one.node("missing", count(cell.missing()));
                    one.list("counts", cell.levels(), Table1Json::count);
                });
            } else if (row instanceof Table1.TimeRow time) {
                out.text("kind", "time");
                out.text("unit", time.unit());
                out.list(
                        "times",
                        time.times(),
                        moment -> JsonWriting.object(one -> {
                            one.number("time", moment.time());
                            one.text("words", moment.words());
                        }));
                cells(out, table, time.cells(), Table1Json::writeTime);
            }
        });
    }

    private static void writeChiSquared(Table1.ChiSquared test, JsonWriting out) {
        out.flag("suppressed", test.suppressed());
        if (!test.suppressed()) {
            out.number("statistic", test.statistic());
            out.whole("degreesOfFreedom", test.degreesOfFreedom());
            out.number("p", test.p());
            out.flag("smallExpected", test.smallExpected());
        }
    }

    private static Table1.ChiSquared readChiSquared(JsonReading in) {
        return in.flag("suppressed")
                ? Table1.ChiSquared.SUPPRESSED
                : new Table1.ChiSquared(
                        false,
                        in.number("statistic"),
                        in.whole("degreesOfFreedom"),
                        in.number("p"),
                        in.flag("smallExpected"));
    }

    private interface CellWriting<C> {
        void write(C cell, JsonWriting out);
    }

    private static <C> void cells(JsonWriting out, Table1 table, List<C> cells, CellWriting<C> writing) {
        List<JsonNode> nodes = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            int one = column;
            nodes.add(JsonWriting.object(cell -> {
                writing.write(cells.get(one), cell);
                release(cell, table.columns().get(one));
            }));
        }
        out.list("cells", nodes, node -> node);
    }

    private static void writeQuantity(Table1.QuantityCell cell, JsonWriting out) {
        out.node("missing", count(cell.missing()));
        out.flag("suppressed", cell.suppressed());
        out.number("mean", cell.mean());
        out.number("sd", cell.sd());
        out.number("q1", cell.q1());
        out.number("median", cell.median());
        out.number("q3", cell.q3());
    }

    private static void writeTime(Table1.TimeCell cell, JsonWriting out) {
        out.node("events", count(cell.events()));
        out.number("personTime", cell.personTime());
        out.object("rate", rate -> {
            rate.number("value", cell.rate().value());
            rate.number("low", cell.rate().low());
            rate.number("high", cell.rate().high());
        });
        out.list(
                "survival",
                cell.survival(),
                survival -> JsonWriting.object(one -> {
                    one.flag("suppressed", survival.suppressed());
                    one.number("value", survival.value());
                    one.number("low", survival.low());
                    one.number("high", survival.high());
                }));
    }

    static Table1 read(JsonReading in) {
        return new Table1(
                in.textOrEmpty("by"),
                in.whole("minimum"),
                in.objects(
                        "columns",
                        column -> new Column(
                                column.choice("kind", List.of(Kind.values()), Table1Json::name),
                                column.text("name"),
                                column.given("patients"))),
                in.objects("rows", Table1Json::readRow),
                in.objectOr(
                        "logRank",
                        Table1.LogRank.NONE,
                        test -> new Table1.LogRank(
                                test.number("statistic"), test.whole("degreesOfFreedom"), test.number("p"))),
                in.texts("remarks"));
    }

    private static Table1.Row readRow(JsonReading in) {
        return switch (in.text("kind")) {
            case "quantity" ->
                new Table1.QuantityRow(
                        in.text("variable"),
                        in.text("title"),
                        in.text("unit"),
                        in.whole("decimals"),
                        in.number("quartileError"),
                        in.number("difference"),
                        in.objects("cells", Table1Json::readQuantity));
            case "codes" ->
                new Table1.CodesRow(
                        in.text("variable"),
                        in.text("title"),
                        in.texts("levels"),
                        in.number("difference"),
                        in.objectOr("chiSquared", Table1.ChiSquared.NONE, Table1Json::readChiSquared),
                        in.objects(
                                "cells", cell -> new Table1.CodesCell(cell.given("missing"), cell.allGiven("counts"))));
            case "time" ->
                new Table1.TimeRow(
                        in.text("variable"),
                        in.text("title"),
                        in.text("unit"),
                        in.objects("times", one -> new Table1.Moment(one.number("time"), one.text("words"))),
                        in.objects("cells", Table1Json::readTime));
            default -> throw in.refusal("kind", "quantity, codes or time");
        };
    }

    private static Table1.QuantityCell readQuantity(JsonReading in) {
        return new Table1.QuantityCell(
                in.given("missing"),
                in.flag("suppressed"),
                in.number("mean"),
                in.number("sd"),
                in.number("q1"),
                in.number("median"),
                in.number("q3"));
    }

    private static Table1.TimeCell readTime(JsonReading in) {
        JsonReading rate = in.object("rate");
        return new Table1.TimeCell(
                in.given("events"),
                in.number("personTime"),
                new Table1.Rate(rate.number("value"), rate.number("low"), rate.number("high")),
                in.objects(
                        "survival",
                        one -> new Table1.Survival(
                                one.flag("suppressed"), one.number("value"), one.number("low"), one.number("high"))));
    }
}
