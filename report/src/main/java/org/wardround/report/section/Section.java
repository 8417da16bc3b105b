package org.wardround.report.section;

import java.util.List;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Results;

/** One part of the page. A function of the results alone. */
public interface Section {
    /** The anchor: lower-case letters and hyphens. */
    String id();

    String title();

    /** The title where these results call for another one. */
    default String title(Results results) {
        return title();
    }

    /** Empty where the results hold nothing for this section. */
    List<Element> of(Results results);
}
