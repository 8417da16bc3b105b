package org.wardround.cli.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.EventChain;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;
import org.wardround.testkit.storage.MemoryDisk;

/** Defects of the kinds that such software has had, each of which the simulation has to find. {@code docs/fault-simulation.md} has a table of them. */
enum PlantedBug {
    /** The coordinator's disk says that it has synced and has not. */
    ACKNOWLEDGED_BEFORE_SYNC(
            "which was heard before|lines that the coordinator has|the last line heard|counts all to whom",
            new Plant() {
                @Override
                public void disks(MemoryDisk coordinator, Map<SiteId, MemoryDisk> sites) {
                    coordinator.forgetSyncs();
                }
            }),
    /** The same at the hospitals. */
    ANSWERED_BEFORE_SYNC("length of the audit log", new Plant() {
        @Override
        public void disks(MemoryDisk coordinator, Map<SiteId, MemoryDisk> sites) {
            sites.values().forEach(MemoryDisk::forgetSyncs);
        }
    }),
    /** Batches wait in memory for the next one: a line of the transcript is told before it is written at all. */
    TOLD_BEFORE_WRITTEN(
            "which was heard before|lines that the coordinator has|the last line heard|counts all to whom",
            new Plant() {
                @Override
                public Journal coordinators(Journal sound) {
                    return new WritesLater(sound);
                }
            }),
    /** What was answered before a restart is counted twice after it. */
    COUNTED_TWICE_ON_RETRY("the sum of round", new Plant() {
        @Override
        public Journal coordinators(Journal sound) {
            return new Watching(sound) {
                @Override
                public Optional<Bytes> attachment(StreamName stream, Sha256 digest) {
                    return super.attachment(stream, digest).map(PlantedBug::twice);
                }
            };
        }
    }),
    /** A restart forgets the last answer that was accepted. */
    ANSWER_FORGOTTEN_AT_REPLAY("counts all to whom", new Plant() {
        @Override
        public Journal coordinators(Journal sound) {
            return new Watching(sound) {
                @Override
                public void replay(StreamName stream, long after, Consumer<? super StoredEvent> reader) {
                    super.replay(stream, after, event -> {
                        if (!event.event().type().equals("AnswerAccepted")) {
                            reader.accept(event);
                        }
                    });
                }
            };
        }
    }),
    /** One answer fewer than the study demands is enough. */
    QUORUM_OFF_BY_ONE("answers of 2 that it takes", new Plant() {
        @Override
        public FaultStudy study(FaultStudy sound) {
            return sound.quorum() > 1 && !sound.label().equals("large") ? sound.withQuorum(sound.quorum() - 1) : sound;
        }
    }),
    /** Who comes after the end of the round gets a receipt all the same. */
    LATE_ANSWER_ACCEPTED("counts all to whom", new Plant() {
        @Override
        public boolean receiptDespite(FederationException refusal) {
            return refusal.code() == ErrorCode.TOO_LATE;
        }
    }),
    /** A receipt is given although the disk was full. */
    RECEIPT_WITHOUT_ANSWER("counts all to whom", new Plant() {
        @Override
        public boolean receiptDespite(FederationException refusal) {
            return refusal.code() == ErrorCode.STORAGE_FULL;
        }
    }),
    /** The timer of a round that is over closes the one that is open. */
    OLD_DEADLINE_CLOSES_NEW_ROUND("milliseconds that round", new Plant() {
        @Override
        public boolean oldDeadlinesClose() {
            return true;
        }
    }),
    /** A site that comes back carries on from its last answer, whether it was counted or not. */
    CARRY_OF_ABANDONED_ROUND("the sum of round|the model", new Plant() {
        @Override
        public Journal sites(SiteId site, Journal sound) {
            return new CarriesTheLast(sound);
        }
    }),
    /** After a restart the site answers anew, from a table that has changed since. */
    ANSWERED_ANEW_FROM_OTHER_ROWS(
            "by one digest for ever|the sum of round|does not remember|another answer of this round", new Plant() {
                @Override
                public Table table(Table sound, int process) {
                    return process == 1 ? sound : turned(sound);
                }

                @Override
                public Journal sites(SiteId site, Journal sound) {
                    return new Watching(sound) {
                        @Override
                        public void replay(StreamName stream, long after, Consumer<? super StoredEvent> reader) {
                            super.replay(stream, after, event -> {
                                if (!List.of("Answered", "Carried")
                                        .contains(event.event().type())) {
                                    reader.accept(event);
                                }
                            });
                        }
                    };
                }
            }),
    /** A site waits for the reply to its call for ever. */
    NEVER_TRIED_AGAIN("virtual time", new Plant() {
        @Override
        public boolean triesAgain() {
            return false;
        }
    });

    /** What is said by the invariant that finds it: a regular expression. */
    final String found;

    final Plant plant;

    PlantedBug(String found, Plant plant) {
        this.found = found;
        this.plant = plant;
    }

    private static Bytes twice(Bytes words) {
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(words.toArray()).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + Long.BYTES <= buffer.capacity(); at += Long.BYTES) {
            buffer.putLong(at, 2 * buffer.getLong(at));
        }
        return Bytes.copyOf(buffer.array());
    }

    /** The same patients with the outcomes of others. */
    private static Table turned(Table table) {
        double[] outcomes = table.outcomes().clone();
        Arrays.setAll(outcomes, row -> 1 - outcomes[row]);
        return new Table(
                table.outcomeType(), table.variables(), outcomes, table.events(), table.patients(), table.sides());
    }

    /** A journal that does what the one below it does. */
    private static class Watching implements Journal {
        private final Journal below;

        Watching(Journal below) {
            this.below = below;
        }

        @Override
        public List<StreamHead> append(Batch batch) {
            return below.append(batch);
        }

        @Override
        public StreamHead head(StreamName stream) {
            return below.head(stream);
        }

        @Override
        public List<StoredEvent> read(StreamName stream, long after, int most) {
            return below.read(stream, after, most);
        }

        @Override
        public Optional<Bytes> attachment(StreamName stream, Sha256 digest) {
            return below.attachment(stream, digest);
        }

        @Override
        public List<StreamName> streams() {
            return below.streams();
        }

        @Override
        public void replay(StreamName stream, long after, Consumer<? super StoredEvent> reader) {
            below.replay(stream, after, reader);
        }

        @Override
        public void close() {
            below.close();
        }
    }

    /** Writes each batch when the next one comes. */
    private static final class WritesLater extends Watching {
        private @Nullable Batch waiting;

        WritesLater(Journal below) {
            super(below);
        }

        @Override
        public List<StreamHead> append(Batch batch) {
            if (waiting != null) {
                super.append(waiting);
                waiting = null;
            }
            waiting = batch;
            return batch.appends().stream().map(this::after).toList();
        }

        private StreamHead after(Append append) {
            StreamHead head = super.head(append.stream());
            for (Event event : append.events()) {
                head = EventChain.next(head, java.time.Instant.EPOCH, event).head();
            }
            return head;
        }
    }

    /** Gives, for what is carried, whatever was attached as such last. */
    private static final class CarriesTheLast extends Watching {
        private final Map<Sha256, Bytes> carried = new TreeMap<>();
        private @Nullable Bytes last;

        CarriesTheLast(Journal below) {
            super(below);
            for (StreamName stream : below.streams()) {
                below.replay(stream, 0, event -> note(event.event(), digest -> below.attachment(stream, digest)));
            }
        }

        private void note(Event event, java.util.function.Function<Sha256, Optional<Bytes>> contents) {
            if (event.type().equals("Carried")) {
                Sha256 digest = new Sha256(java.util.HexFormat.of()
                        .formatHex(Arrays.copyOf(event.payload().toArray(), 32)));
                contents.apply(digest).ifPresent(content -> {
                    carried.put(digest, content);
                    last = content;
                });
            }
        }

        @Override
        public Optional<Bytes> attachment(StreamName stream, Sha256 digest) {
            Optional<Bytes> sound = super.attachment(stream, digest);
            return carried.containsKey(digest) && sound.isPresent() ? Optional.of(last) : sound;
        }
    }
}
