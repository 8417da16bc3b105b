package org.wardround.site.audit;

import static org.wardround.site.audit.AuditField.names;
import static org.wardround.site.audit.AuditField.text;
import static org.wardround.site.audit.AuditField.whole;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.Refusal;

/** What was decided at the site on studies and rosters: by a person, or by the rules of rosters. */
public sealed interface Decision extends AuditEvent {
    /**
     * A person allowed a study.
     *
     * @param dossier SHA-256 of what the person read
     * @param until when the approval ends
     */
    record Approved(Sha256 study, String person, Sha256 dossier, Instant until) implements Decision {
        public Approved {
            person = EventRules.label("a person's name", person);
            until = until.truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public String word() {
            return "approved";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(
                    text("study", study), text("person", person), text("dossier", dossier), text("until", until));
        }
    }

    /**
     * A person said no to a study.
     *
     * @param dossier SHA-256 of what the person read
     */
    record Rejected(Sha256 study, String person, Sha256 dossier) implements Decision {
        public Rejected {
            person = EventRules.label("a person's name", person);
        }

        @Override
        public String word() {
            return "rejected";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("study", study), text("person", person), text("dossier", dossier));
        }
    }

    /**
     * A person took an approval back.
     *
     * @param dossier SHA-256 of what was approved
     */
    record Revoked(Sha256 study, String person, Sha256 dossier) implements Decision {
        public Revoked {
            person = EventRules.label("a person's name", person);
        }

        @Override
        public String word() {
            return "revoked";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("study", study), text("person", person), text("dossier", dossier));
        }
    }

    /**
     * A person allowed a family of studies.
     *
     * @param envelope its hash
     */
    record EnvelopeApproved(Sha256 envelope, String person, Sha256 dossier, Instant until) implements Decision {
        public EnvelopeApproved {
            person = EventRules.label("a person's name", person);
            until = until.truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public String word() {
            return "envelopeApproved";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(
                    text("envelope", envelope), text("person", person), text("dossier", dossier), text("until", until));
        }
    }

    /**
     * A person took the yes to a family of studies back.
     *
     * @param envelope its hash
     */
    record EnvelopeRevoked(Sha256 envelope, String person) implements Decision {
        public EnvelopeRevoked {
            person = EventRules.label("a person's name", person);
        }

        @Override
        public String word() {
            return "envelopeRevoked";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("envelope", envelope), text("person", person));
        }
    }

    /**
     * What the site had of a study was deleted: the receipt.
     *
     * @param person who wanted it
     * @param runs whose entries and files went
     * @param entries how many entries of the journal
     * @param files how many files
     * @param bytes of entries and files together
     */
    record Forgotten(Sha256 study, String person, SortedSet<String> runs, long entries, long files, long bytes)
            implements Decision {
        public Forgotten {
            person = EventRules.label("a person's name", person);
            runs = Collections.unmodifiableSortedSet(new TreeSet<>(runs));
            runs.forEach(EventRules::run);
            EventRules.length("the number of entries", entries);
            EventRules.length("the number of files", files);
            EventRules.length("the number of bytes", bytes);
        }

        @Override
        public String word() {
            return "forgotten";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(
                    text("study", study),
                    text("person", person),
                    names("runs", runs),
                    whole("entries", entries),
                    whole("files", files),
                    whole("bytes", bytes));
        }
    }

    /**
     * A person let figures leave that waited in the outbox, or said no for good.
     *
     * @param digest of what was read
     */
    record OutboxDecided(boolean released, String run, Sha256 study, Sha256 digest, String person) implements Decision {
        public OutboxDecided {
            EventRules.run(run);
            person = EventRules.label("a person's name", person);
        }

        @Override
        public String word() {
            return released ? "outboxReleased" : "outboxRefused";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("run", run), text("study", study), text("digest", digest), text("person", person));
        }
    }

    /** A person said yes to a roster, which holds from then on. */
    record RosterAccepted(int number, Sha256 roster, String person) implements Decision {
        public RosterAccepted {
            EventRules.counted("a roster", number);
            person = EventRules.label("a person's name", person);
        }

        @Override
        public String word() {
            return "rosterAccepted";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(whole("number", number), text("roster", roster), text("person", person));
        }
    }

    /** A roster was offered that does not hold. */
    record RosterRefused(ErrorCode code, String reason) implements Decision {
        public RosterRefused {
            reason = EventRules.reason(reason);
        }

        /** What the rules of rosters said. */
        public static RosterRefused of(Refusal refusal) {
            return new RosterRefused(refusal.code(), refusal.message());
        }

        @Override
        public String word() {
            return "rosterRefused";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("code", code), text("reason", reason));
        }
    }
}
