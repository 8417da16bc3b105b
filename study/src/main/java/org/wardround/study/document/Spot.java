package org.wardround.study.document;

/** A place in a file; both count from 1. */
public record Spot(int line, int column) {
    static final Spot START = new Spot(1, 1);
}
