package org.wardround.report.plot;

/** Whose numbers are drawn: each with its colour in the style sheet and its shape, which tells them apart in grey. */
public enum Series {
    FEDERATED("federated", "Federated", "M-5,0A5,5 0 1 0 5,0A5,5 0 1 0 -5,0Z"),
    POOLED("pooled", "Pooled", "M0,-6L6,0L0,6L-6,0Z"),
    LOCAL("local", "Local", "M-4.5,-4.5H4.5V4.5H-4.5Z"),
    OTHERS("others", "Without it", "M0,-6L6,5H-6Z");

    private final String cssClass;
    private final String label;
    private final String shape;

    Series(String cssClass, String label, String shape) {
        this.cssClass = cssClass;
        this.label = label;
        this.shape = shape;
    }

    /** As the style sheet names it. */
    public String cssClass() {
        return cssClass;
    }

    public String label() {
        return label;
    }

    /** Path around 0,0 in pixels. */
    String shape() {
        return shape;
    }
}
