package org.wardround.site.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.trust.VerifyingKey;

/**
 * Checks a log from its first line: the form of each line, the chain, and every receipt of the coordinator in it, which has to be genuine, to name the
 * log as it was at that length, and to be for an answer that the log tells of.
 *
 * <p>The chain finds who changes a line and leaves the later ones; the receipts find who makes the later ones anew. What comes after what the last receipt
 * names, and so also a cut there, is found by nothing in the log. Receipts that the coordinator or a backup has kept ({@link #with}) prove the log up to them,
 * however it was cut. Immutable, thread-safe. Memory: about 200 bytes a line.
 */
public final class AuditVerifier {
    private final Predicate<SignedReceipt> genuine;
    private final List<SignedReceipt> outside;

    AuditVerifier(Predicate<SignedReceipt> genuine, List<SignedReceipt> outside) {
        this.genuine = genuine;
        this.outside = List.copyOf(outside);
    }

    /**
     * One that takes receipts signed by any of these keys.
     *
     * @param coordinators all keys that the federation's coordinator has had
     */
    public static AuditVerifier trusting(Collection<VerifyingKey> coordinators) {
        List<VerifyingKey> keys = List.copyOf(coordinators);
        return new AuditVerifier(receipt -> keys.stream().anyMatch(receipt::isSignedBy), List.of());
    }

    /**
     * The same, which also holds receipts from outside the log against it.
     *
     * @param receipts bytes of the protocol's {@code Signed}, in any order
     * @throws IllegalArgumentException where one can't be read, is not genuine or is not of the same site as the others, with its place in the list
     */
    public AuditVerifier with(List<Bytes> receipts) {
        List<SignedReceipt> all = new ArrayList<>(outside);
        for (int i = 0; i < receipts.size(); i++) {
            int place = i + 1;
            SignedReceipt receipt = SignedReceipt.read(receipts.get(i))
                    .orElseThrow(() -> new IllegalArgumentException("receipt %d is none".formatted(place)));
            if (!genuine.test(receipt)) {
                throw new IllegalArgumentException(
                        "receipt %d is signed by none of the coordinator's keys".formatted(place));
            }
            if (!all.isEmpty() && !all.get(0).site().equals(receipt.site())) {
                throw new IllegalArgumentException("receipt %d is another site's than the first".formatted(place));
            }
            all.add(receipt);
        }
        return new AuditVerifier(genuine, all);
    }

    /** Checks the log of a journal. Throws what the journal throws, but STORAGE_CORRUPT, which is a finding. */
    public Verification verify(Journal journal) {
        return check().of(journal);
    }

    /** Checks an exported log, with its head. Reads to the end of {@code export} and does not close it. */
    public Verification verify(InputStream export) throws IOException {
        return check().of(new ExportLines(export));
    }

    /** Checks lines without their line feeds. */
    Verification verify(Iterable<Bytes> lines) {
        return check().of(lines);
    }

    private LogCheck check() {
        return new LogCheck(new ReceiptChecks(genuine, outside));
    }
}
