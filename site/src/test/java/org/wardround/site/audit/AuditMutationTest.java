package org.wardround.site.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Bytes;

/**
 * Somebody who can write to a log of 1,000 lines changes it before what the last receipt names. The verifier has that receipt from the coordinator, as an
 * auditor has; without it a cut can't be found, which {@link AuditVerifierTest} shows.
 */
final class AuditMutationTest {
    private static final int MUTATIONS = 10_000;
    private static final int LINES = 1000;

    private static final List<Bytes> LOG = new ArrayList<>();
    private static final List<AuditLine> READ = new ArrayList<>();

    /** How many lines the last receipt names. */
    private static int proven;

    private static AuditVerifier verifier;

    private enum Kind {
        FLIPPED_BYTE,
        DELETED_LINE,
        SWAPPED_LINES,
        CUT,
        /** One line changed, and all later ones made to follow from it. */
        CHAIN_MADE_ANEW,
        /** The same, and all receipts from there on taken out. */
        RECEIPTS_TAKEN_OUT
    }

    /**
     * A changed log.
     *
     * @param first the first line that can be wrong, from 1
     * @param last where it must be found at the latest
     */
    private record Mutated(List<Bytes> lines, long first, long last) {}

    @BeforeAll
    static void log() {
        SampleLog sample = SampleLog.ofRounds(332);
        sample.log.write(new AuditEvent.Started("0.1.0"), new AuditEvent.Stopped("0.1.0"));
        LOG.addAll(sample.lines());
        LOG.forEach(line -> READ.add(AuditLine.read(line)));
        SignedReceipt last = SignedReceipt.read(sample.lastReceipt()).orElseThrow();
        proven = (int) last.log().length();
        // Each signature is checked once, not in each of 10,000 logs again.
        Map<SignedReceipt, Boolean> known = new HashMap<>();
        verifier = new AuditVerifier(
                receipt -> known.computeIfAbsent(
                        receipt, unknown -> unknown.isSignedBy(SampleLog.COORDINATOR.verifyingKey())),
                List.of(last));
    }

    @Test
    void ten_thousand_mutations_of_ten_thousand_are_found() {
        assertThat(LOG).hasSize(LINES);
        assertThat(proven).isEqualTo(995);
        assertThat(verifier.verify(LOG)).isInstanceOf(Verification.Holds.class);
        Map<Kind, Integer> found = new EnumMap<>(Kind.class);
        SeededStream random = SeededStream.of(8, "mutations");
        for (int i = 0; i < MUTATIONS; i++) {
            Kind kind = Kind.values()[i % Kind.values().length];
            Mutated mutated = mutate(kind, random);
            Verification result = verifier.verify(mutated.lines());
            assertThat(result)
                    .as("mutation %d, %s", i, kind)
                    .isInstanceOfSatisfying(
                            Verification.Broken.class,
                            broken -> assertThat(broken.line())
                                    .as("%s: %s", kind, broken.problem())
                                    .isBetween(mutated.first(), mutated.last()));
            found.merge(kind, 1, Integer::sum);
        }
        assertThat(found.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(MUTATIONS);
        assertThat(found).hasSize(Kind.values().length);
    }

    private static Mutated mutate(Kind kind, SeededStream random) {
        List<Bytes> lines = new ArrayList<>(LOG);
        int place = random.nextInt(proven);
        long number = place + 1L;
        switch (kind) {
            case FLIPPED_BYTE -> {
                lines.set(place, flipped(lines.get(place), random));
                // Where it still is a line, the next one no longer follows, or it no longer follows itself.
                return new Mutated(lines, number, number + 1);
            }
            case DELETED_LINE -> {
                lines.remove(place);
                return new Mutated(lines, number, number);
            }
            case SWAPPED_LINES -> {
                int other = place + 1 + random.nextInt(LINES - place - 1);
                Collections.swap(lines, place, other);
                return new Mutated(lines, number, number);
            }
            case CUT -> {
                return new Mutated(lines.subList(0, place), number, number);
            }
            case CHAIN_MADE_ANEW -> {
                return new Mutated(SampleLog.rechained(LOG.subList(0, place), changed(place)), number, proven + 2L);
            }
            case RECEIPTS_TAKEN_OUT -> {
                List<AuditLine> changed = changed(place);
                changed.removeIf(line -> line.event().equals(AuditEvent.ReceiptKept.WORD));
                return new Mutated(SampleLog.rechained(LOG.subList(0, place), changed), number, proven);
            }
        }
        throw new AssertionError(kind);
    }

    private static Bytes flipped(Bytes line, SeededStream random) {
        byte[] bytes = line.toArray();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        return Bytes.copyOf(bytes);
    }

    /** The lines from {@code place} on, the first of them with its time moved by a second. */
    private static List<AuditLine> changed(int place) {
        List<AuditLine> lines = new ArrayList<>(READ.subList(place, LINES));
        AuditLine line = lines.get(0);
        lines.set(
                0,
                new AuditLine(line.number(), line.time().plusSeconds(1), line.event(), line.fields(), line.previous()));
        return lines;
    }
}
