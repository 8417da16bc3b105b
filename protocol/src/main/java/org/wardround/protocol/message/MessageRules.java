package org.wardround.protocol.message;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.wardround.protocol.message.FieldRule.Any;
import org.wardround.protocol.message.FieldRule.Bytes;
import org.wardround.protocol.message.FieldRule.Content;
import org.wardround.protocol.message.FieldRule.Inner;
import org.wardround.protocol.message.FieldRule.Many;
import org.wardround.protocol.message.FieldRule.Name;
import org.wardround.protocol.message.FieldRule.Number;
import org.wardround.protocol.message.FieldRule.OrEmpty;
import org.wardround.protocol.message.FieldRule.Site;
import org.wardround.protocol.message.FieldRule.Text;
import org.wardround.protocol.v1.Blob;
import org.wardround.protocol.v1.BlobStatusReply;
import org.wardround.protocol.v1.BlobStatusRequest;
import org.wardround.protocol.v1.Busy;
import org.wardround.protocol.v1.Chunk;
import org.wardround.protocol.v1.DeclineReply;
import org.wardround.protocol.v1.DeclineRequest;
import org.wardround.protocol.v1.DownloadPart;
import org.wardround.protocol.v1.DownloadRequest;
import org.wardround.protocol.v1.Ended;
import org.wardround.protocol.v1.EnrolReply;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.Enrolment;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.ErrorDetail;
import org.wardround.protocol.v1.Figure;
import org.wardround.protocol.v1.Head;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.JoinReply;
import org.wardround.protocol.v1.JoinRequest;
import org.wardround.protocol.v1.Joined;
import org.wardround.protocol.v1.Lost;
import org.wardround.protocol.v1.News;
import org.wardround.protocol.v1.PollReply;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.RefuseReply;
import org.wardround.protocol.v1.RefuseRequest;
import org.wardround.protocol.v1.RenewReply;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterChanged;
import org.wardround.protocol.v1.RosterReply;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.protocol.v1.RoundClosed;
import org.wardround.protocol.v1.RoundEnded;
import org.wardround.protocol.v1.RunEnded;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.RunStatus;
import org.wardround.protocol.v1.SecureAnswer;
import org.wardround.protocol.v1.SecureConfirmation;
import org.wardround.protocol.v1.SecureDealt;
import org.wardround.protocol.v1.SecureHeld;
import org.wardround.protocol.v1.SecureInput;
import org.wardround.protocol.v1.SecureKeys;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.SecureShare;
import org.wardround.protocol.v1.SecureShares;
import org.wardround.protocol.v1.ServerLimits;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.SignedRoster;
import org.wardround.protocol.v1.Started;
import org.wardround.protocol.v1.StudyOffered;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.SubmitFigureReply;
import org.wardround.protocol.v1.SubmitFigureRequest;
import org.wardround.protocol.v1.SubmitReply;
import org.wardround.protocol.v1.SubmitRequest;
import org.wardround.protocol.v1.TaskOffered;
import org.wardround.protocol.v1.TranscriptReply;
import org.wardround.protocol.v1.TranscriptRequest;
import org.wardround.protocol.v1.UploadHeader;
import org.wardround.protocol.v1.UploadPart;
import org.wardround.protocol.v1.UploadReply;
import org.wardround.protocol.v1.Version;
import org.wardround.protocol.v1.Words;

/** The limits of every field of every message, in the order of the fields. The document of the protocol is held against this table. */
final class MessageRules {
    private static final long LARGEST = 1L << 62;

    private static final FieldRule VERSION = new Inner(true);
    private static final FieldRule PRESENT = new Inner(true);
    private static final FieldRule OPTIONAL = new Inner(false);
    private static final FieldRule SITE = new Site();
    private static final FieldRule RUN =
            new Name("1 to 64 of a-z, 0-9 and -, no - at the start", Pattern.compile("[a-z0-9][a-z0-9-]{0,63}"));
    private static final FieldRule CODE = new Name("1 to 40 of A-Z and _", Pattern.compile("[A-Z_]{1,40}"));
    private static final FieldRule REASON = new Text(Limits.REASON_CHARACTERS);
    private static final FieldRule TITLE = new Text(100);
    private static final FieldRule FIGURE = new Name("1 to 40 of A-Z and _", Pattern.compile("[A-Z_]{1,40}"));
    private static final FieldRule HASH = new Bytes(32, 32);
    private static final FieldRule KEY = new Bytes(32, 32);
    private static final FieldRule SIGNATURE = new Bytes(64, 64);
    private static final FieldRule ROUND = new Number(1, Integer.MAX_VALUE);
    private static final FieldRule COUNT = new Number(0, Integer.MAX_VALUE);
    private static final FieldRule LENGTH = new Number(0, LARGEST);
    private static final FieldRule MILLIS = new Number(0, LARGEST);
    private static final FieldRule CERTIFICATES = new Many(new Bytes(1, Limits.kibibytes(8)), 8);
    private static final FieldRule CERTIFICATE_REQUEST = new Bytes(1, Limits.kibibytes(8));
    private static final FieldRule CONTRIBUTORS = new Bytes(1, (Limits.SITES + 7) / 8);

    private static final Map<Descriptor, List<FieldRule>> RULES = Collections.unmodifiableMap(build());

    private MessageRules() {}

    /** The rule of {@code field}. */
    static FieldRule of(FieldDescriptor field) {
        return of(field.getContainingType()).get(field.getIndex());
    }

    /** The rules of a message's fields, in the order in which the fields are declared. */
    static List<FieldRule> of(Descriptor message) {
        List<FieldRule> rules = RULES.get(message);
        if (rules == null) {
            throw new IllegalArgumentException("%s has no rules".formatted(message.getName()));
        }
        return rules;
    }

    /** Every message that has rules. */
    static List<Descriptor> messages() {
        return new ArrayList<>(RULES.keySet());
    }

    private static Map<Descriptor, List<FieldRule>> build() {
        Map<Descriptor, List<FieldRule>> rules = new LinkedHashMap<>();
        addCommon(rules);
        addMembership(rules);
        addPolling(rules);
        addRuns(rules);
        addAnswers(rules);
        addSecure(rules);
        addBlobs(rules);
        addTranscript(rules);
        return rules;
    }

    private static void addCommon(Map<Descriptor, List<FieldRule>> rules) {
        add(rules, Version.getDescriptor(), COUNT, COUNT);
        add(rules, Signed.getDescriptor(), new Bytes(1, Limits.MESSAGE_BYTES), SIGNATURE);
        add(rules, ErrorDetail.getDescriptor(), VERSION, CODE, REASON);
    }

    private static void addMembership(Map<Descriptor, List<FieldRule>> rules) {
        FieldRule roster = new Bytes(1, Limits.kibibytes(160));
        FieldRule signatures = new Bytes(1, Limits.kibibytes(16));
        add(rules, EnrolRequest.getDescriptor(), VERSION, content(Enrolment.getDefaultInstance(), 12));
        add(rules, Enrolment.getDescriptor(), SITE, new Bytes(32, 32), CERTIFICATE_REQUEST, KEY);
        add(rules, EnrolReply.getDescriptor(), VERSION, CERTIFICATES, PRESENT, KEY);
        add(rules, HelloRequest.getDescriptor(), VERSION, COUNT, new Many(ROUND, 16), COUNT, TITLE);
        add(rules, HelloReply.getDescriptor(), VERSION, PRESENT, MILLIS, COUNT, TITLE);
        add(rules, ServerLimits.getDescriptor(), ROUND, ROUND, ROUND, ROUND, ROUND);
        add(rules, RosterRequest.getDescriptor(), VERSION, COUNT);
        add(rules, RosterReply.getDescriptor(), VERSION, new Many(PRESENT, 256), COUNT);
        add(rules, SignedRoster.getDescriptor(), roster, signatures);
        add(rules, RenewRequest.getDescriptor(), VERSION, CERTIFICATE_REQUEST);
        add(rules, RenewReply.getDescriptor(), VERSION, CERTIFICATES);
    }

    private static void addPolling(Map<Descriptor, List<FieldRule>> rules) {
        FieldRule cursor = new Bytes(0, 16);
        FieldRule wait = new Number(0, Limits.WAIT_MILLIS);
        FieldRule ended = new OrEmpty(CODE);
        add(rules, PollRequest.getDescriptor(), VERSION, cursor, wait, new Many(PRESENT, 256));
        add(rules, RunStatus.getDescriptor(), RUN, PRESENT, OPTIONAL);
        add(rules, Busy.getDescriptor(), ROUND, new Any("any"));
        add(rules, PollReply.getDescriptor(), VERSION, cursor, new Many(PRESENT, 1000));
        add(rules, News.getDescriptor(), OPTIONAL, OPTIONAL, OPTIONAL, OPTIONAL, OPTIONAL, OPTIONAL);
        add(rules, StudyOffered.getDescriptor(), HASH, new Number(1, Limits.kibibytes(64)), TITLE, SIGNATURE);
        FieldRule sites = new Many(SITE, Limits.SITES);
        add(rules, RunOffered.getDescriptor(), RUN, HASH, HASH, sites, new Any("any"), ROUND, MILLIS);
        FieldRule figure = new OrEmpty(FIGURE);
        add(rules, TaskOffered.getDescriptor(), RUN, ROUND, PRESENT, new OrEmpty(HASH), MILLIS, figure);
        add(rules, RoundEnded.getDescriptor(), RUN, ROUND, ended);
        add(rules, RunEnded.getDescriptor(), RUN, ended);
        add(rules, RosterChanged.getDescriptor(), COUNT);
    }

    private static void addRuns(Map<Descriptor, List<FieldRule>> rules) {
        FieldRule entries = new Many(new Bytes(1, Limits.kibibytes(512)), 10_000);
        add(rules, JoinRequest.getDescriptor(), VERSION, content(Joined.getDefaultInstance(), 1));
        add(rules, JoinReply.getDescriptor(), VERSION);
        add(rules, DeclineRequest.getDescriptor(), VERSION, RUN, HASH, CODE, REASON);
        add(rules, DeclineReply.getDescriptor(), VERSION);
        add(rules, TranscriptRequest.getDescriptor(), VERSION, RUN, COUNT);
        add(rules, TranscriptReply.getDescriptor(), VERSION, entries, PRESENT);
    }

    private static void addAnswers(Map<Descriptor, List<FieldRule>> rules) {
        FieldRule receipt = content(Receipt.getDefaultInstance(), 1);
        FieldRule inline = new Bytes(0, Limits.INLINE_BYTES);
        FieldRule json = new Bytes(2, Limits.kibibytes(256));
        add(
                rules,
                SubmitRequest.getDescriptor(),
                VERSION,
                content(Submission.getDefaultInstance(), 1),
                inline,
                OPTIONAL);
        add(rules, Submission.getDescriptor(), SITE, RUN, ROUND, PRESENT, HASH, HASH, LENGTH, LENGTH, HASH);
        add(rules, SubmitReply.getDescriptor(), VERSION, receipt);
        add(rules, Receipt.getDescriptor(), SITE, RUN, ROUND, HASH, LENGTH, HASH, MILLIS);
        add(rules, RefuseRequest.getDescriptor(), VERSION, RUN, ROUND, CODE, REASON);
        add(rules, RefuseReply.getDescriptor(), VERSION);
        add(rules, SubmitFigureRequest.getDescriptor(), VERSION, content(Figure.getDefaultInstance(), 260));
        add(rules, Figure.getDescriptor(), SITE, RUN, ROUND, FIGURE, json, LENGTH, HASH);
        add(rules, SubmitFigureReply.getDescriptor(), VERSION, receipt);
    }

    private static void addSecure(Map<Descriptor, List<FieldRule>> rules) {
        FieldRule each = new Many(PRESENT, Limits.MASKED_SITES);
        FieldRule sealed = new Bytes(80, 80);
        FieldRule closed = new Any("whether the step is closed; the rest is empty where it is not");
        add(
                rules,
                SecureRequest.getDescriptor(),
                VERSION,
                RUN,
                ROUND,
                OPTIONAL,
                OPTIONAL,
                OPTIONAL,
                OPTIONAL,
                OPTIONAL);
        add(rules, SecureReply.getDescriptor(), VERSION, closed, each, each, each, each);
        add(rules, SecureKeys.getDescriptor(), SITE, KEY, KEY, HASH, SIGNATURE);
        add(rules, SecureShares.getDescriptor(), SITE, each, SIGNATURE);
        add(rules, SecureHeld.getDescriptor(), SITE, sealed, HASH, HASH);
        add(rules, SecureDealt.getDescriptor(), SITE, sealed, HASH, HASH);
        add(rules, SecureInput.getDescriptor(), SITE, HASH, SIGNATURE);
        add(rules, SecureConfirmation.getDescriptor(), SITE, SIGNATURE);
        add(rules, SecureAnswer.getDescriptor(), SITE, each, each, SIGNATURE);
        add(rules, SecureShare.getDescriptor(), SITE, new Bytes(32, 32));
    }

    private static void addBlobs(Map<Descriptor, List<FieldRule>> rules) {
        FieldRule data = new Bytes(1, Limits.CHUNK_BYTES);
        add(rules, Blob.getDescriptor(), HASH, new Number(1, LARGEST), new OrEmpty(RUN), COUNT);
        add(rules, BlobStatusRequest.getDescriptor(), VERSION, PRESENT);
        add(rules, BlobStatusReply.getDescriptor(), VERSION, LENGTH);
        add(rules, UploadPart.getDescriptor(), VERSION, OPTIONAL, OPTIONAL);
        add(rules, UploadHeader.getDescriptor(), PRESENT, LENGTH);
        add(rules, Chunk.getDescriptor(), LENGTH, data, new Any("CRC-32C of the data"));
        add(rules, UploadReply.getDescriptor(), VERSION, LENGTH);
        add(rules, DownloadRequest.getDescriptor(), VERSION, PRESENT, LENGTH);
        add(rules, DownloadPart.getDescriptor(), VERSION, PRESENT);
    }

    private static void addTranscript(Map<Descriptor, List<FieldRule>> rules) {
        FieldRule joined = new Many(content(Joined.getDefaultInstance(), 1), Limits.SITES);
        add(rules, Head.getDescriptor(), COUNT, HASH);
        add(rules, Joined.getDescriptor(), RUN, HASH, HASH, SITE, new Bytes(32, 32));
        add(rules, Entry.getDescriptor(), OPTIONAL, OPTIONAL, OPTIONAL);
        add(rules, Started.getDescriptor(), RUN, HASH, new Any("any"), ROUND, HASH, joined);
        FieldRule lost = new Many(PRESENT, Limits.SITES);
        FieldRule words = new Many(PRESENT, Limits.SITES);
        FieldRule failed = new OrEmpty(CODE);
        add(rules, RoundClosed.getDescriptor(), ROUND, HASH, CONTRIBUTORS, lost, failed, REASON, words);
        add(rules, Lost.getDescriptor(), SITE, CODE, new Text(Limits.LOST_CHARACTERS));
        FieldRule inline = new Bytes(0, Limits.INLINE_BYTES);
        add(rules, Words.getDescriptor(), HASH, new Number(1, LARGEST / 8), inline);
        add(rules, Ended.getDescriptor(), COUNT, new OrEmpty(CODE), REASON);
    }

    private static Content content(Message prototype, int kibibytes) {
        return new Content(prototype, Limits.kibibytes(kibibytes));
    }

    private static void add(Map<Descriptor, List<FieldRule>> rules, Descriptor message, FieldRule... fields) {
        if (fields.length != message.getFields().size()) {
            throw new IllegalStateException("%s has %d fields and %d rules"
                    .formatted(message.getName(), message.getFields().size(), fields.length));
        }
        rules.put(message, List.of(fields));
    }
}
