package org.wardround.report.markup;

import java.util.List;

/**
 * A drawing as wide as its place on the page. Horizontal positions are fractions of that width, vertical ones are pixels from the
 * top; text, marks and strokes therefore keep their size on a phone. What lies outside 0 to 1 reaches into the margins. Not thread-safe.
 */
public final class Svg implements Node {
    private static final int CURVE_UNITS = 1000;

    private final Element root;
    private final int height;

    /**
     * @param height in pixels
     * @param label what the drawing shows, for those who don't see it
     */
    public Svg(String classes, int height, String label) {
        this.height = height;
        root = Element.ofClass("svg", classes)
                .with("height", Integer.toString(height))
                .with("role", "img")
                .with("aria-label", label);
    }

    public int height() {
        return height;
    }

    public Svg line(String classes, Point from, Point to) {
        root.add(Element.ofClass("line", classes)
                .with("x1", percent(from.x()))
                .with("y1", pixels(from.y()))
                .with("x2", percent(to.x()))
                .with("y2", pixels(to.y())));
        return this;
    }

    public Svg rectangle(String classes, Point corner, double width, double heightPixels) {
        root.add(Element.ofClass("rect", classes)
                .with("x", percent(corner.x()))
                .with("y", pixels(corner.y()))
                .with("width", percent(width))
                .with("height", pixels(heightPixels)));
        return this;
    }

    /** A line through the points; wherever the page is resized, its stroke keeps its width. */
    public Svg curve(String classes, List<Point> points) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(pixels(point.x() * CURVE_UNITS))
                    .append(',')
                    .append(pixels(point.y()));
        }
        root.add(Element.of("svg")
                .with("viewBox", "0 0 %d %d".formatted(CURVE_UNITS, height))
                .with("preserveAspectRatio", "none")
                .with("width", "100%")
                .with("height", Integer.toString(height))
                .add(Element.ofClass("path", classes).with("d", path.toString())));
        return this;
    }

    /**
     * A shape around a point, with a text for those who rest the pointer on it.
     *
     * @param path of the shape in pixels, the point being 0,0
     */
    public Svg mark(String classes, Point at, String path, String tip) {
        Element shape = Element.ofClass("path", classes).with("d", path);
        root.add(Element.of("svg")
                .with("x", percent(at.x()))
                .with("y", pixels(at.y()))
                .add(tip.isEmpty() ? shape : shape.add(Element.of("title", tip))));
        return this;
    }

    /** Text whose base line starts, ends or is centred at the point, as its classes say. */
    public Svg text(String classes, Point at, String text) {
        root.add(Element.ofClass("text", classes)
                .with("x", percent(at.x()))
                .with("y", pixels(at.y()))
                .text(text));
        return this;
    }

    /** Text a fixed number of pixels beside the point. */
    public Svg textBeside(String classes, Point at, double shift, String text) {
        root.add(Element.ofClass("text", classes)
                .with("x", percent(at.x()))
                .with("dx", pixels(shift))
                .with("y", pixels(at.y()))
                .text(text));
        return this;
    }

    @Override
    public void write(StringBuilder out) {
        root.write(out);
    }

    private static String percent(double fraction) {
        return pixels(fraction * 100) + "%";
    }

    /** Two decimals at most; more would be seen by nobody. */
    private static String pixels(double value) {
        long hundredths = Math.round(value * 100);
        StringBuilder text = new StringBuilder(hundredths < 0 ? "-" : "").append(Math.abs(hundredths) / 100);
        long rest = Math.abs(hundredths) % 100;
        if (rest != 0) {
            text.append(rest < 10 ? ".0" : ".").append(rest % 10 == 0 ? rest / 10 : rest);
        }
        return text.toString();
    }

    /**
     * A place in the drawing.
     *
     * @param x fraction of the width
     * @param y pixels from the top
     */
    public record Point(double x, double y) {}
}
