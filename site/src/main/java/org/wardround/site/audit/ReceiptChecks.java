package org.wardround.site.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;

/** Holds receipts against the log that they are about, line by line. Keeps the hash of every line. Not thread-safe. */
final class ReceiptChecks {
    private final Predicate<SignedReceipt> genuine;
    private final List<Sha256> hashes = new ArrayList<>();
    private final Set<Answer> released = new HashSet<>();
    private final Set<Answer> confirmed = new HashSet<>();
    private final TreeMap<Long, List<SignedReceipt>> awaited = new TreeMap<>();
    private AuditHead proven = AuditHead.EMPTY;
    private String site = "";
    private long receipts;

    /** What left, or was acknowledged. */
    private record Answer(String run, String round, String digest) {
        static Answer of(AuditLine line) {
            return new Answer(
                    line.find("run").orElse(""),
                    line.find("round").orElse(""),
                    line.find("digest").orElse(""));
        }

        static Answer of(SignedReceipt receipt) {
            return new Answer(
                    receipt.run(),
                    Integer.toString(receipt.round()),
                    receipt.digest().hex());
        }
    }

    /** @param outside genuine receipts of one site that were kept elsewhere */
    ReceiptChecks(Predicate<SignedReceipt> genuine, List<SignedReceipt> outside) {
        this.genuine = genuine;
        for (SignedReceipt receipt : outside) {
            awaited.computeIfAbsent(receipt.log().length(), length -> new ArrayList<>())
                    .add(receipt);
            site = receipt.site();
        }
    }

    /** Takes a line that follows from those before. Returns what is wrong with it; empty where nothing is. */
    Optional<String> take(AuditLine line, Sha256 hash) {
        hashes.add(hash);
        if (line.event().equals(AuditEvent.Released.WORD) || line.event().equals(AuditEvent.FigureReleased.WORD)) {
            released.add(Answer.of(line));
        }
        Optional<String> foreseen = awaited.getOrDefault(line.number(), List.of()).stream()
                .flatMap(receipt -> place(receipt).stream())
                .findFirst();
        return foreseen.isEmpty() && line.event().equals(AuditEvent.ReceiptKept.WORD) ? kept(line) : foreseen;
    }

    private Optional<String> kept(AuditLine line) {
        Optional<SignedReceipt> read = line.find(AuditEvent.ReceiptKept.RECEIPT).flatMap(SignedReceipt::read);
        if (read.isEmpty()) {
            return Optional.of("its receipt can't be read");
        }
        SignedReceipt receipt = read.get();
        receipts++;
        if (!Answer.of(line).equals(Answer.of(receipt))) {
            return Optional.of("it tells of another answer than the receipt in it");
        }
        if (receipt.log().length() >= line.number()) {
            return Optional.of("its receipt was given for a log of %d lines, which it can't have been yet"
                    .formatted(receipt.log().length()));
        }
        return problem(receipt).or(() -> place(receipt));
    }

    private Optional<String> problem(SignedReceipt receipt) {
        if (!genuine.test(receipt)) {
            return Optional.of("the receipt for round %d of run %s is signed by none of the coordinator's keys"
                    .formatted(receipt.round(), receipt.run()));
        }
        if (!site.isEmpty() && !site.equals(receipt.site())) {
            return Optional.of(
                    "the receipt for round %d of run %s is another site's".formatted(receipt.round(), receipt.run()));
        }
        site = receipt.site();
        return Optional.empty();
    }

    /** Whether the lines so far are those that the receipt names; they are at least as many. */
    private Optional<String> place(SignedReceipt receipt) {
        AuditHead named = receipt.log();
        Sha256 found = named.length() == 0 ? AuditHead.EMPTY.hash() : hashes.get(Math.toIntExact(named.length()) - 1);
        if (!found.equals(named.hash())) {
            return Optional.of(
                    "the coordinator's receipt for round %d of run %s says that line %d had SHA-256 %s, and it has %s: line %d or one before it was changed after the receipt"
                            .formatted(
                                    receipt.round(),
                                    receipt.run(),
                                    named.length(),
                                    named.hash(),
                                    found,
                                    named.length()));
        }
        if (!released.contains(Answer.of(receipt))) {
            return Optional.of("the receipt for round %d of run %s is for an answer that the log does not tell of"
                    .formatted(receipt.round(), receipt.run()));
        }
        confirmed.add(Answer.of(receipt));
        proven = named.length() > proven.length() ? named : proven;
        return Optional.empty();
    }

    /** The last receipt from outside that is about more lines than there are, in words; empty where there is none. */
    Optional<String> missing() {
        return awaited.tailMap((long) hashes.size(), false).values().stream()
                .flatMap(List::stream)
                .reduce((first, second) -> second)
                .map(receipt ->
                        "the coordinator's receipt for round %d of run %s is for a log of %d lines, and this one has %d: it was cut"
                                .formatted(
                                        receipt.round(),
                                        receipt.run(),
                                        receipt.log().length(),
                                        hashes.size()));
    }

    Verification.Holds holds(AuditHead head, @Nullable SignedHead export) {
        long unconfirmed =
                released.stream().filter(answer -> !confirmed.contains(answer)).count();
        return new Verification.Holds(head, receipts, proven, released.size(), unconfirmed, export);
    }
}
