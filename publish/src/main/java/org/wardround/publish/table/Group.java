package org.wardround.publish.table;

import org.wardround.inference.program.GroupFigures;
import org.wardround.study.results.Table1;

/** A column before it is published. */
public record Group(Table1.Kind kind, String name, GroupFigures figures) {
    static final String OVERALL = "overall";
    /** The stratum of patients without a value. */
    public static final String WITHOUT = "missing";

    @Override
    public String toString() {
        return "Group[%s]".formatted(name);
    }
}
