package org.wardround.site.approval;

import org.wardround.core.identity.Sha256;

/** What is decided about: a study with all that belongs to it, or an envelope, by its hash. */
public record Subject(Kind kind, Sha256 hash) implements Comparable<Subject> {
    /** Of two kinds, so that a hash of one never counts for the other. */
    public enum Kind {
        STUDY("study"),
        ENVELOPE("envelope");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** In messages and in the form in bytes. */
        public String word() {
            return word;
        }
    }

    public static Subject study(Sha256 hash) {
        return new Subject(Kind.STUDY, hash);
    }

    public static Subject envelope(Sha256 hash) {
        return new Subject(Kind.ENVELOPE, hash);
    }

    @Override
    public int compareTo(Subject other) {
        return toString().compareTo(other.toString());
    }

    /** {@code study} or {@code envelope}, a blank, the hash. */
    @Override
    public String toString() {
        return kind.word() + " " + hash;
    }
}
