package org.wardround.site.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamName;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.Words;

/** Which runs were forgotten, in a stream of its own: their streams are erased, and they are never joined again. Stateless. */
public final class ForgottenRuns {
    private static final StreamName STREAM = new StreamName("forgotten");
    private static final String BEGUN = "ForgettingBegun";
    private static final String DONE = "Forgotten";
    private static final String RUNS = "run/";
    private static final int HEADER_LINES = 6;

    private ForgottenRuns() {}

    /**
     * What goes with a study.
     *
     * @param person who wants it, one line
     * @param runs all of them by name
     * @param entries how many entries of the journal
     * @param files how many files
     * @param bytes of entries and files together
     * @param contents the large contents among the files
     */
    public record Plan(
            Sha256 study,
            String person,
            SortedSet<String> runs,
            long entries,
            long files,
            long bytes,
            SortedSet<Sha256> contents) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Plan[%s: %d runs, %d files]".formatted(study, runs.size(), files);
        }

        /** The streams that are erased. */
        public List<StreamName> streams() {
            return runs.stream()
                    .flatMap(run -> Stream.of(SiteRecord.stream(run), SiteRuns.outbox(run)))
                    .toList();
        }

        private String text() {
            List<String> lines = new ArrayList<>(List.of(
                    study.hex(),
                    person,
                    String.join(" ", runs),
                    Long.toString(entries),
                    Long.toString(files),
                    Long.toString(bytes)));
            contents.forEach(digest -> lines.add(digest.hex()));
            return String.join("\n", lines);
        }

        private static Plan parse(Bytes payload) {
            List<String> lines = Arrays.asList(new String(payload.toArray(), StandardCharsets.UTF_8).split("\n", -1));
            SortedSet<String> runs = new TreeSet<>(Arrays.asList(lines.get(2).split(" ")));
            runs.remove("");
            SortedSet<Sha256> contents = new TreeSet<>();
            lines.subList(HEADER_LINES, lines.size()).forEach(hex -> contents.add(new Sha256(hex)));
            return new Plan(
                    new Sha256(lines.get(0)),
                    lines.get(1),
                    runs,
                    Long.parseLong(lines.get(3)),
                    Long.parseLong(lines.get(4)),
                    Long.parseLong(lines.get(5)),
                    contents);
        }
    }

    /** All runs that were forgotten, or are being. */
    public static SortedSet<String> names(Journal journal) {
        SortedSet<String> names = new TreeSet<>();
        journal.replay(STREAM, 0, stored -> {
            if (type(stored).equals(BEGUN)) {
                names.addAll(Plan.parse(stored.event().payload()).runs);
            }
        });
        return names;
    }

    /** What was begun and not finished. */
    public static Optional<Plan> unfinished(Journal journal) {
        long length = journal.head(STREAM).length();
        if (length == 0) {
            return Optional.empty();
        }
        StoredEvent last = journal.read(STREAM, length - 1, 1).get(0);
        return type(last).equals(BEGUN) ? Optional.of(Plan.parse(last.event().payload())) : Optional.empty();
    }

    private static String type(StoredEvent stored) {
        String type = stored.event().type();
        if (!type.equals(BEGUN) && !type.equals(DONE)) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT,
                    "event %d of %s is of the kind '%s', which this version does not know; use the version that wrote it"
                            .formatted(stored.sequence(), STREAM, type));
        }
        return type;
    }

    /** Written in one batch that erases the plan's streams: from then on the runs are gone, and what is left of them is deleted at the next occasion. */
    public static Append begun(Journal journal, Plan plan) {
        return append(journal, BEGUN, plan.text());
    }

    /** Written when all is deleted. */
    public static Append done(Journal journal, Plan plan) {
        return append(journal, DONE, plan.study.hex());
    }

    private static Append append(Journal journal, String type, String text) {
        return Append.of(journal.head(STREAM), new Event(type, Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** The runs that the journal has, each with its study. */
    public static SortedMap<String, Sha256> studies(Journal journal) {
        SortedMap<String, Sha256> studies = new TreeMap<>();
        for (StreamName stream : journal.streams()) {
            if (stream.name().startsWith(RUNS)) {
                String run = stream.name().substring(RUNS.length());
                Optional<RunOffered> offer = SiteRuns.offered(journal, run);
                offer.ifPresent(found -> studies.put(run, Digests.of(found.getStudy())));
            }
        }
        return studies;
    }

    /** How much the journal has of a run: entries, and the bytes in them. */
    public record Size(long entries, long bytes) {}

    /** @see Size */
    public static Size size(Journal journal, String run) {
        long[] bytes = new long[1];
        StreamName stream = SiteRecord.stream(run);
        journal.replay(stream, 0, stored -> bytes[0] += stored.event().payload().length());
        return new Size(journal.head(stream).length(), bytes[0]);
    }

    /** The large contents that a run's entries name, there or not: answers, what is carried, words of the transcript. */
    public static SortedSet<Sha256> contents(Journal journal, String run) {
        SortedSet<Sha256> found = new TreeSet<>();
        journal.replay(SiteRecord.stream(run), 0, stored -> {
            switch (SiteRecord.type(stored)) {
                case Answered -> {
                    Signed signed = SiteRecord.parsed(Signed.parser(), SiteRecord.payload(stored));
                    found.add(Digests.of(SiteRecord.parsed(Submission.parser(), signed.getContent())
                            .getDigest()));
                }
                case Carried ->
                    found.add(Answers.Carried.of(SiteRecord.payload(stored)).digest());
                case LineTold -> {
                    Entry entry = SiteRecord.parsed(Entry.parser(), SiteRecord.payload(stored));
                    for (Words words : entry.getRoundClosed().getWordsList()) {
                        found.add(Digests.of(words.getDigest()));
                    }
                }
                case RunOffered,
                        CountsGiven,
                        YesSaid,
                        VectorMarked,
                        CohortKept,
                        SecureBegun,
                        SecureTold,
                        Refused,
                        ReceiptKept,
                        ReportKept,
                        Left -> {}
            }
        });
        return found;
    }
}
