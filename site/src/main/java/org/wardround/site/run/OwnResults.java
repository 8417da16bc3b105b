package org.wardround.site.run;

import org.wardround.core.storage.Bytes;

/**
 * What whoever reads the rows worked out for the hospital's own eyes when a run had come to its end. As it came, not checked.
 *
 * @param results {@code results.json}
 * @param model the description of the model as it can be used at this site; empty where the study makes none
 * @param figures what the hospital may publish about itself; empty where nobody asked for it, or nobody here works it out
 */
public record OwnResults(Bytes results, Bytes model, Bytes figures) {
    /** Without anything to be published. */
    public OwnResults(Bytes results, Bytes model) {
        this(results, model, Bytes.EMPTY);
    }

    /** Shows nothing of it. */
    @Override
    public String toString() {
        return "OwnResults";
    }
}
