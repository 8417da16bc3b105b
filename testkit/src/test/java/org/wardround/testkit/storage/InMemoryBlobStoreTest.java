package org.wardround.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.Staged;
import org.wardround.testkit.Property;

class InMemoryBlobStoreTest extends BlobStoreContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final byte[] CONTENT = content(5000, 7);
    private static final Sha256 DIGEST = Sha256.of(CONTENT);

    private final MemoryDisk disk = new MemoryDisk();

    @Override
    protected BlobStore open() {
        return disk.blobs(CLOCK);
    }

    @Test
    void an_upload_ends_well_wherever_the_power_fails() {
        int calls = callsOfAnUpload();
        assertThat(calls).isGreaterThan(5);
        for (int call = 1; call <= calls; call++) {
            int stop = call;
            Property.forSeeds(20, random -> uploadWithPowerFailureAt(stop, random));
        }
    }

    private static int callsOfAnUpload() {
        MemoryDisk disk = new MemoryDisk();
        upload(disk.blobs(CLOCK));
        return disk.calls();
    }

    private static void uploadWithPowerFailureAt(int call, SeededStream random) {
        MemoryDisk disk = new MemoryDisk();
        disk.stopAt(call);
        assertThatThrownBy(() -> upload(disk.blobs(CLOCK))).isInstanceOf(Crash.class);

        disk.powerFails(random);

        BlobStore store = disk.blobs(CLOCK);
        store.find(DIGEST).ifPresent(blob -> blob.verify());
        upload(store);
        store.find(DIGEST).orElseThrow().verify();
    }

    /** As a client does: goes on where the store got to, and starts again where the content turns out to be spoilt. */
    private static void upload(BlobStore store) {
        for (int attempt = 1; attempt <= 2; attempt++) {
            try (Staged staged = store.stage(DIGEST, CONTENT.length)) {
                append(staged, CONTENT, (int) staged.offset(), CONTENT.length);
                staged.finish().close();
                return;
            } catch (FederationException spoilt) {
                assertThat(spoilt.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH);
            }
        }
        throw new AssertionError("the content was refused twice");
    }

    @Test
    void what_was_not_synced_is_lost_in_different_ways() {
        Set<Long> offsets = new HashSet<>();
        Property.forSeeds(50, random -> {
            MemoryDisk own = new MemoryDisk();
            append(own.blobs(CLOCK).stage(DIGEST, CONTENT.length), CONTENT, 0, CONTENT.length);
            own.powerFails(random);
            offsets.add(own.blobs(CLOCK).stage(DIGEST, CONTENT.length).offset());
        });

        assertThat(offsets).hasSizeGreaterThan(20);
    }

    @Test
    void a_disk_that_lies_spoils_what_was_acknowledged() {
        boolean[] spoilt = new boolean[1];
        Property.forSeeds(20, random -> {
            MemoryDisk liar = new MemoryDisk();
            liar.forgetSyncs();
            upload(liar.blobs(CLOCK));
            liar.powerFails(random);
            spoilt[0] |= liar.blobs(CLOCK).find(DIGEST).isEmpty();
        });

        assertThat(spoilt[0]).isTrue();
    }

    @Test
    void a_full_disk_keeps_what_came_and_goes_on_when_there_is_room() {
        disk.leaveRoomFor(3000);
        Staged staged = stage(CONTENT);
        append(staged, CONTENT, 0, 3000);
        assertFails(ErrorCode.STORAGE_FULL, () -> append(staged, CONTENT, 3000, CONTENT.length));

        disk.leaveRoomFor(Long.MAX_VALUE);
        upload(store());

        assertThat(read(DIGEST)).isEqualTo(CONTENT);
    }
}
