package org.wardround.site.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.wardround.core.identity.Sha256;
import org.wardround.site.text.Shown;

/** Something that was decided, or that used up what was decided. Times are in whole seconds; order comes from the journal and not from them. */
public sealed interface ApprovalEvent {
    /** The most characters of a reason. */
    int LONGEST_REASON = 500;

    /** The type under which a journal keeps it. */
    String type();

    Instant time();

    /**
     * A person said yes. A second one may be needed.
     *
     * @param until from then on it counts no more
     */
    record Approved(Subject subject, Binding binding, Person person, Instant time, Instant until)
            implements ApprovalEvent {
        public Approved {
            time = seconds(time);
            until = seconds(until);
            if (!until.isAfter(time)) {
                throw new IllegalArgumentException(
                        "an approval ends after it begins, got %s until %s".formatted(time, until));
            }
        }

        /** The moment at which a last day is over. */
        public static Instant endOf(LocalDate day, ZoneId zone) {
            return day.plusDays(1).atStartOfDay(zone).toInstant();
        }

        @Override
        public String type() {
            return subject.kind() == Subject.Kind.STUDY ? "Approved" : "EnvelopeApproved";
        }
    }

    /**
     * A person said no. Every yes before it counts no more.
     *
     * @param dossier digest of what was read
     * @param reason for people; empty where none was given
     */
    record Rejected(Subject subject, Sha256 dossier, Person person, Instant time, String reason)
            implements ApprovalEvent {
        public Rejected {
            time = seconds(time);
            requireReason(reason);
        }

        @Override
        public String type() {
            return "Rejected";
        }
    }

    /**
     * A person took back what was approved: nothing more leaves. Every yes before it counts no more.
     *
     * @param reason for people; empty where none was given
     */
    record Revoked(Subject subject, Person person, Instant time, String reason) implements ApprovalEvent {
        public Revoked {
            time = seconds(time);
            requireReason(reason);
        }

        @Override
        public String type() {
            return "Revoked";
        }
    }

    /**
     * This site joined a run, so one run of what was approved is used up.
     *
     * @param run the coordinator's name of it: 1 to 100 letters, digits, dots, underscores and hyphens
     * @param study of the run
     * @param under the study itself, or the envelope by which it needed no yes of its own
     */
    record RunBegun(String run, Sha256 study, Subject under, Instant time) implements ApprovalEvent {
        public RunBegun {
            time = seconds(time);
            if (!run.matches("[A-Za-z0-9._-]{1,100}")) {
                throw new IllegalArgumentException(
                        "a run's name has 1 to 100 letters, digits, dots, underscores and hyphens");
            }
            if (under.kind() == Subject.Kind.STUDY && !under.hash().equals(study)) {
                throw new IllegalArgumentException("a run of one study can't begin under another");
            }
        }

        @Override
        public String type() {
            return "RunBegun";
        }
    }

    /**
     * A person said yes to a roster and to all before it.
     *
     * @param number of the roster, from 1
     * @param roster SHA-256 of its bytes
     */
    record RosterAccepted(int number, Sha256 roster, Person person, Instant time) implements ApprovalEvent {
        public RosterAccepted {
            time = seconds(time);
            if (number < 1) {
                throw new IllegalArgumentException("rosters count from 1, got " + number);
            }
        }

        @Override
        public String type() {
            return "RosterAccepted";
        }
    }

    /**
     * A person let something leave that waited in the outbox, or said no for good.
     *
     * @param released whether it may leave
     * @param run the protocol's name of it
     * @param study of the run
     * @param content SHA-256 of the bytes that were read
     * @param reason for people; empty where none was given
     */
    record OutboxDecided(
            boolean released, String run, Sha256 study, Sha256 content, Person person, Instant time, String reason)
            implements ApprovalEvent {
        public OutboxDecided {
            time = seconds(time);
            requireReason(reason);
            if (!run.matches("[a-z0-9][a-z0-9-]{0,63}")) {
                throw new IllegalArgumentException("a run's name has 1 to 64 of a-z, 0-9 and -, and no - at the start");
            }
        }

        @Override
        public String type() {
            return released ? "OutboxReleased" : "OutboxRefused";
        }
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void requireReason(String reason) {
        if (reason.length() > LONGEST_REASON || !reason.equals(Shown.text(reason))) {
            throw new IllegalArgumentException(
                    "a reason has at most %d characters that can be seen, on one line".formatted(LONGEST_REASON));
        }
    }
}
