package org.wardround.site.cohort;

import java.util.List;
import java.util.Optional;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.privacy.cohort.Cohort;

/** Whom one run's releases are about, and the memory against which that is held. Thread-safe. */
public sealed interface RunCohort {
    /** Nothing is remembered and nothing refused: where there is no hospital, or nobody knows any more whom the run is about. */
    RunCohort UNKNOWN = new Unknown();

    /** Of a cohort whose columns nobody asks about. */
    static RunCohort of(CohortMemory memory, Cohort cohort) {
        return of(memory, cohort, List.of());
    }

    /** Of a cohort. @param columns as {@link #columns} gives them */
    static RunCohort of(CohortMemory memory, Cohort cohort, List<Sha256> columns) {
        return new Known(memory, cohort, Sha256.of(CohortBytes.of(cohort)), columns);
    }

    /** By what the study's columns are known again, as {@link org.wardround.privacy.memory.ColumnMarks} makes them; empty where the run asks about none. */
    List<Sha256> columns();

    /**
     * Nothing happens where figures about the cohort may be released.
     *
     * @throws FederationException WOULD_ISOLATE_PATIENTS where they may not
     */
    void require();

    /**
     * Remembers the cohort together with the run's first answer, before a byte of that leaves.
     *
     * @param write durable when it returns
     * @throws FederationException as {@link #require}; nothing was written then
     */
    void remember(Write write);

    /** Writes an answer with what belongs to it. */
    @FunctionalInterface
    interface Write {
        /**
         * @param cohort by what the run is to name it
         * @param beside to be written with it
         */
        void with(Optional<Sha256> cohort, List<Append> beside);
    }

    /** A cohort that is known. */
    record Known(CohortMemory memory, Cohort cohort, Sha256 digest, List<Sha256> columns) implements RunCohort {
        public Known {
            columns = List.copyOf(columns);
        }

        @Override
        public void require() {
            memory.require(digest, cohort);
        }

        @Override
        public void remember(Write write) {
            memory.remember(digest, cohort, beside -> write.with(Optional.of(digest), beside));
        }

        /** Shows no counts. */
        @Override
        public String toString() {
            return "RunCohort";
        }
    }

    /** @see #UNKNOWN */
    record Unknown() implements RunCohort {
        @Override
        public List<Sha256> columns() {
            return List.of();
        }

        @Override
        public void require() {}

        @Override
        public void remember(Write write) {
            write.with(Optional.empty(), List.of());
        }
    }
}
