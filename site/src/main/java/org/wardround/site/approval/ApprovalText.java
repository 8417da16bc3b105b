package org.wardround.site.approval;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.VerifyingKey;

/**
 * The one form of an event: a line with the form's name and version, a line with the event's type, then one line a field, {@code name value}, each with an end.
 * Fields stand in a fixed order; only {@code peer} may be repeated, sorted by site. Whatever is written otherwise is refused, so that no two readers can see
 * two decisions in the same signed bytes.
 */
final class ApprovalText {
    private static final String TITLE = "wardround-decision 1";

    private final Deque<String> lines;

    private ApprovalText(Deque<String> lines) {
        this.lines = lines;
    }

    static String write(ApprovalEvent event) {
        StringBuilder out = new StringBuilder(TITLE).append('\n');
        line(out, "type", event.type());
        if (event instanceof ApprovalEvent.Approved approved) {
            line(out, "subject", approved.subject().toString());
            line(out, "roster", approved.binding().roster().hex());
            approved.binding().peers().forEach((site, key) -> line(out, "peer", site + " " + key));
            line(out, "dossier", approved.binding().dossier().hex());
            line(out, "person", approved.person().name());
            line(out, "time", approved.time().toString());
            line(out, "until", approved.until().toString());
        } else if (event instanceof ApprovalEvent.Rejected rejected) {
            line(out, "subject", rejected.subject().toString());
            line(out, "dossier", rejected.dossier().hex());
            line(out, "person", rejected.person().name());
            line(out, "time", rejected.time().toString());
            line(out, "reason", rejected.reason());
        } else if (event instanceof ApprovalEvent.Revoked revoked) {
            line(out, "subject", revoked.subject().toString());
            line(out, "person", revoked.person().name());
            line(out, "time", revoked.time().toString());
            line(out, "reason", revoked.reason());
        } else if (event instanceof ApprovalEvent.RunBegun begun) {
            line(out, "run", begun.run());
            line(out, "study", begun.study().hex());
            line(out, "under", begun.under().toString());
            line(out, "time", begun.time().toString());
        } else if (event instanceof ApprovalEvent.RosterAccepted accepted) {
            line(out, "number", Integer.toString(accepted.number()));
            line(out, "roster", accepted.roster().hex());
            line(out, "person", accepted.person().name());
            line(out, "time", accepted.time().toString());
        } else if (event instanceof ApprovalEvent.OutboxDecided decided) {
            line(out, "run", decided.run());
            line(out, "study", decided.study().hex());
            line(out, "content", decided.content().hex());
            line(out, "person", decided.person().name());
            line(out, "time", decided.time().toString());
            line(out, "reason", decided.reason());
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append(name).append(' ').append(value).append('\n');
    }

    /** @throws IllegalArgumentException where {@code text} is not exactly what {@link #write} gives for an event */
    static ApprovalEvent read(String text) {
        ApprovalEvent event;
        try {
            event = new ApprovalText(new ArrayDeque<>(List.of(text.split("\n", -1)))).event();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time of this decision is none", e);
        }
        if (!write(event).equals(text)) {
            throw new IllegalArgumentException("this decision is not written as decisions are");
        }
        return event;
    }

    private ApprovalEvent event() {
        if (!TITLE.equals(lines.poll())) {
            throw new IllegalArgumentException("this is no decision, whose first line is '%s'".formatted(TITLE));
        }
        String type = field("type");
        return switch (type) {
            case "Approved", "EnvelopeApproved" -> approved();
            case "Rejected" ->
                new ApprovalEvent.Rejected(
                        subject("subject"), hash("dossier"), person(), time("time"), field("reason"));
            case "Revoked" -> new ApprovalEvent.Revoked(subject("subject"), person(), time("time"), field("reason"));
            case "RunBegun" -> new ApprovalEvent.RunBegun(field("run"), hash("study"), subject("under"), time("time"));
            case "RosterAccepted" ->
                new ApprovalEvent.RosterAccepted(
                        Integer.parseInt(field("number")), hash("roster"), person(), time("time"));
            case "OutboxReleased", "OutboxRefused" ->
                new ApprovalEvent.OutboxDecided(
                        type.equals("OutboxReleased"),
                        field("run"),
                        hash("study"),
                        hash("content"),
                        person(),
                        time("time"),
                        field("reason"));
            default -> throw new IllegalArgumentException("no decision is of this type");
        };
    }

    private ApprovalEvent approved() {
        Subject subject = subject("subject");
        Sha256 roster = hash("roster");
        SortedMap<SiteId, VerifyingKey> peers = new TreeMap<>();
        while (!lines.isEmpty() && lines.element().startsWith("peer ")) {
            String[] parts = words("peer");
            peers.put(new SiteId(parts[0]), VerifyingKey.parse(parts[1]));
        }
        Binding binding = new Binding(roster, peers, hash("dossier"));
        return new ApprovalEvent.Approved(subject, binding, person(), time("time"), time("until"));
    }

    private Subject subject(String name) {
        String[] parts = words(name);
        for (Subject.Kind kind : Subject.Kind.values()) {
            if (kind.word().equals(parts[0])) {
                return new Subject(kind, new Sha256(parts[1]));
            }
        }
        throw new IllegalArgumentException("a decision is about a study or an envelope");
    }

    private Person person() {
        return new Person(field("person"));
    }

    private Sha256 hash(String name) {
        return new Sha256(field(name));
    }

    private Instant time(String name) {
        return Instant.parse(field(name));
    }

    private String[] words(String name) {
        String[] parts = field(name).split(" ", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("'%s' of a decision has two parts".formatted(name));
        }
        return parts;
    }

    private String field(String name) {
        String line = lines.poll();
        if (line == null || !line.startsWith(name + " ")) {
            throw new IllegalArgumentException("'%s' is missing in a decision".formatted(name));
        }
        return line.substring(name.length() + 1);
    }
}
