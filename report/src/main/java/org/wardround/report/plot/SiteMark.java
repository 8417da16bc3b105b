package org.wardround.report.plot;

import java.util.List;
import org.wardround.report.markup.Svg;
import org.wardround.report.markup.Svg.Point;

/** How a place is marked where several share a row: shape and colour of its own while they are few, one small ring for all where they are many. */
public record SiteMark(String cssClass, String path) {
    private static final List<String> SHAPES = List.of(
            "M-5,0A5,5 0 1 0 5,0A5,5 0 1 0 -5,0Z",
            "M-4.5,-4.5H4.5V4.5H-4.5Z",
            "M0,-6L6,5H-6Z",
            "M0,-6.5L6.5,0L0,6.5L-6.5,0Z",
            "M0,6L6,-5H-6Z",
            "M-2,-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z",
            "M-6.5,-3H6.5V3H-6.5Z",
            "M-3,-6.5H3V6.5H-3Z");
    private static final SiteMark ONE_OF_MANY = new SiteMark("site many", "M-4,0A4,4 0 1 0 4,0A4,4 0 1 0 -4,0Z");

    /** The mark of the place at a position from 0 among so many. */
    public static SiteMark of(int position, int places) {
        return isTold(places) ? new SiteMark("site site" + position, SHAPES.get(position)) : ONE_OF_MANY;
    }

    /** Whether each of so many places has a mark of its own. */
    public static boolean isTold(int places) {
        return places <= SHAPES.size();
    }

    /** The mark alone, for a key. */
    public Svg alone(String name) {
        return new Svg("key-mark", 14, name).mark(cssClass, new Point(0.5, 7), path, "");
    }
}
