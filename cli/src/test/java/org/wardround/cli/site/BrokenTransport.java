package org.wardround.cli.site;

import com.google.protobuf.Message;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;

/** Breaks at one call: before the coordinator hears of it, or after it has answered. */
record BrokenTransport(Transport whole, Method broken, boolean answered) implements Transport {
    @Override
    public Message call(Method method, Message request) {
        if (method != broken) {
            return whole.call(method, request);
        }
        if (answered) {
            whole.call(method, request);
        }
        throw new FederationException(ErrorCode.UNREACHABLE, "the wire is cut");
    }

    @Override
    public HelloReply hello(HelloRequest request) {
        return (HelloReply) call(Method.HELLO, request);
    }

    @Override
    public ProtocolVersion version() {
        return whole.version();
    }

    @Override
    public void upload(BlobReference blob, BlobSource source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void download(BlobReference blob, BlobSink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        whole.close();
    }
}
