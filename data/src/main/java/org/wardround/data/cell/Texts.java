package org.wardround.data.cell;

/** Texts of cells in messages. */
final class Texts {
    private static final int SHOWN = 20;

    private Texts() {}

    /** The first characters, so that a message doesn't carry a free text away. */
    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
