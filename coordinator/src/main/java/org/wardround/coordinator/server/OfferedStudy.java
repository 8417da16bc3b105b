package org.wardround.coordinator.server;

import com.google.protobuf.ByteString;
import java.util.Map;
import org.wardround.core.identity.Sha256;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.StudyOffered;

/**
 * A study that sites can download. Immutable.
 *
 * @param hash of the manifest
 * @param author the name under which the roster knows who signed it
 * @param signature of the author over the manifest
 * @param contents the manifest and every file that it names, by digest
 */
public record OfferedStudy(Sha256 hash, String author, ByteString signature, Map<Sha256, ByteString> contents) {
    public OfferedStudy {
        contents = Map.copyOf(contents);
        if (!contents.containsKey(hash)) {
            throw new IllegalArgumentException("the manifest is not among the study's contents");
        }
    }

    StudyOffered news() {
        ByteString manifest = contents.getOrDefault(hash, ByteString.EMPTY);
        return StudyOffered.newBuilder()
                .setStudy(Digests.toBytes(hash))
                .setManifestBytes(manifest.size())
                .setAuthor(author)
                .setSignature(signature)
                .build();
    }

    /** Shows its hash alone. */
    @Override
    public String toString() {
        return "OfferedStudy[%s]".formatted(hash);
    }
}
