package org.wardround.study.evidence;

/** A piece of a statement: words that the software says of every run, or a value of this one. */
public sealed interface Part permits Fact, Part.Words, Part.Blank {
    /** As people read it. */
    String text();

    /** Words that hold no value of the run. */
    record Words(String text) implements Part {}

    /** What only a person can say, with what is asked. */
    record Blank(String text) implements Part {}
}
