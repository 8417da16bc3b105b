package org.wardround.protocol.transport;

import java.util.Optional;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.v1.BlobStatusReply;
import org.wardround.protocol.v1.BlobStatusRequest;
import org.wardround.protocol.v1.UploadHeader;

/** How an upload begins at the site, on every transport. Stateless. */
public final class Uploads {
    private Uploads() {}

    /** The header of what the coordinator does not have yet, by asking it; empty where it has all. */
    public static Optional<UploadHeader> ofMissing(Transport transport, BlobReference blob) {
        BlobStatusReply status = (BlobStatusReply) transport.call(
                Method.BLOB_STATUS,
                BlobStatusRequest.newBuilder().setBlob(blob.toMessage()).build());
        if (status.getOffset() == blob.length()) {
            return Optional.empty();
        }
        return Optional.of(UploadHeader.newBuilder()
                .setBlob(blob.toMessage())
                .setOffset(status.getOffset())
                .build());
    }
}
