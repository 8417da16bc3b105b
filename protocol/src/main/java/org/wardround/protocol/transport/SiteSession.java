package org.wardround.protocol.transport;

import com.google.protobuf.Message;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;

/** The site's side of what is the same on every transport: messages at the version that was settled. Thread-safe. */
public final class SiteSession {
    private volatile ProtocolVersion version;

    /** Speaks {@code highest} until the coordinator settles for less. */
    public SiteSession(ProtocolVersion highest) {
        this.version = highest;
    }

    public ProtocolVersion version() {
        return version;
    }

    public byte[] request(Method method, Message request) {
        return MessageCodec.encodeRequest(method, request, version);
    }

    /** The reply in {@code bytes}; that to Hello settles the version. */
    public Message reply(Method method, byte[] bytes) {
        Message reply = MessageCodec.decodeReply(method, bytes);
        if (method == Method.HELLO) {
            version = MessageCodec.versionOf(reply);
        }
        return reply;
    }
}
