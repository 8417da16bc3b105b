package org.wardround.protocol.transport;

import com.google.protobuf.Message;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;

/**
 * A site's way to its coordinator. Every failure is a {@link FederationException}: the code that the coordinator named, or UNREACHABLE, CONNECTION_UNTRUSTED,
 * MALFORMED_MESSAGE or MESSAGE_TOO_LARGE where the way itself failed; {@code code().retry()} says when the same call may succeed. Nothing is retried here.
 * Calls wait for their reply and may be made from several threads at a time.
 */
public interface Transport extends AutoCloseable {
    /**
     * One message there, one back. The version is filled in: the highest that this software speaks, or that which {@link #hello} settled.
     *
     * @param request of the method's type; IllegalArgumentException if it breaks a limit
     * @return of the method's type, within all limits
     */
    Message call(Method method, Message request);

    /** Settles the version for all calls that follow. */
    HelloReply hello(HelloRequest request);

    /** The version of the calls that follow. */
    ProtocolVersion version();

    /** Sends what the coordinator does not have yet; when it returns, the coordinator has all and has it durably. Does not close {@code source}. */
    void upload(BlobReference blob, BlobSource source);

    /** Appends to {@code sink} what is missing and finishes it. Does not close {@code sink}, so what came before a failure is kept. */
    void download(BlobReference blob, BlobSink sink);

    /** Later calls show the certificate that the site has now; those under way end as they began. Nothing to do where no certificate is shown. */
    default void reconnect() {}

    /** Ends calls under way by UNREACHABLE. */
    @Override
    void close();
}
