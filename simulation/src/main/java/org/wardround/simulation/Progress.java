package org.wardround.simulation;

/** Told how a run gets on, for a person who waits. May be called from several threads. */
public interface Progress {
    /** Listens to nothing. */
    Progress SILENT = new Progress() {
        @Override
        public void stage(String title, int total) {}

        @Override
        public void step(String detail) {}
    };

    /** A new stage of {@code total} steps begins. */
    void stage(String title, int total);

    /** One step of the stage is done; {@code detail} is a few words, such as the loss. */
    void step(String detail);
}
