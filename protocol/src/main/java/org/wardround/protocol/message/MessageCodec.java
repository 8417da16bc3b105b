package org.wardround.protocol.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.ErrorDetail;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.Version;

/**
 * Messages to bytes and back. What comes out of a decoder keeps every limit of the protocol; what does not is refused by MALFORMED_MESSAGE,
 * MESSAGE_TOO_LARGE or VERSION_UNSUPPORTED and nothing else, whatever the bytes are. Fields of later minors are dropped.
 */
public final class MessageCodec {
    private static final int MOST_NESTED = 16;

    private MessageCodec() {}

    /** The bytes of {@code request} at {@code version}; IllegalArgumentException if it breaks a limit. */
    public static byte[] encodeRequest(Method method, Message request, ProtocolVersion version) {
        return encode(method.request(), request, version, method.requestBytes());
    }

    /** The bytes of {@code reply} at {@code version}; IllegalArgumentException if it breaks a limit. */
    public static byte[] encodeReply(Method method, Message reply, ProtocolVersion version) {
        return encode(method.reply(), reply, version, method.replyBytes());
    }

    /** The request in {@code bytes}, or {@link FederationException}. */
    public static Message decodeRequest(Method method, byte[] bytes) {
        return decode(method.request(), bytes, method.requestBytes());
    }

    /** The reply in {@code bytes}, or {@link FederationException}. */
    public static Message decodeReply(Method method, byte[] bytes) {
        return decode(method.reply(), bytes, method.replyBytes());
    }

    /** The line of a transcript in {@code bytes}, or {@link FederationException}. One of an unknown kind has no kind set. */
    public static Entry decodeEntry(ByteString bytes) {
        Entry entry = (Entry) parse(Entry.getDefaultInstance(), bytes.newCodedInput());
        MessageCheck.check(entry);
        return entry;
    }

    /** The version that a decoded message carries. */
    public static ProtocolVersion versionOf(Message message) {
        return ProtocolVersion.of((Version) message.getField(versionField(message)));
    }

    static byte[] encodeDetail(ErrorDetail detail, ProtocolVersion version) {
        return encode(ErrorDetail.getDefaultInstance(), detail, version, Limits.kibibytes(4));
    }

    static ErrorDetail decodeDetail(byte[] bytes) {
        return (ErrorDetail) decode(ErrorDetail.getDefaultInstance(), bytes, Limits.kibibytes(4));
    }

    private static byte[] encode(Message prototype, Message message, ProtocolVersion version, int mostBytes) {
        if (message.getDescriptorForType() != prototype.getDescriptorForType()) {
            throw new IllegalArgumentException("%s is needed, got %s".formatted(name(prototype), name(message)));
        }
        Message stamped = message.toBuilder()
                .setField(versionField(message), version.toMessage())
                .build();
        try {
            MessageCheck.check(stamped);
        } catch (FederationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (stamped.getSerializedSize() > mostBytes) {
            throw new IllegalArgumentException(tooLarge(message, mostBytes, stamped.getSerializedSize()));
        }
        return stamped.toByteArray();
    }

    private static Message decode(Message prototype, byte[] bytes, int mostBytes) {
        if (bytes.length > mostBytes) {
            throw new FederationException(ErrorCode.MESSAGE_TOO_LARGE, tooLarge(prototype, mostBytes, bytes.length));
        }
        Message message = parse(prototype, CodedInputStream.newInstance(bytes));
        requireSpoken(message);
        MessageCheck.check(message);
        return message;
    }

    // Before the other fields: those of another major may mean anything.
    private static void requireSpoken(Message message) {
        if (!message.hasField(versionField(message))) {
            throw new FederationException(
                    ErrorCode.MALFORMED_MESSAGE, name(message) + ".version breaks its rule: required");
        }
        ProtocolVersion version = versionOf(message);
        if (message instanceof HelloRequest hello) {
            ProtocolVersion.common(version, hello.getLowestMinor());
        } else if (!version.isSpoken()) {
            throw ProtocolVersion.unsupported(version.toString());
        }
    }

    private static Message parse(Message prototype, CodedInputStream input) {
        input.setRecursionLimit(MOST_NESTED);
        try {
            Message message = DiscardUnknownFieldsParser.wrap(prototype.getParserForType())
                    .parseFrom(input);
            input.checkLastTagWas(0);
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new FederationException(
                    ErrorCode.MALFORMED_MESSAGE, "the bytes are no %s: %s".formatted(name(prototype), e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("reading an array can't fail", e);
        }
    }

    private static FieldDescriptor versionField(Message message) {
        return message.getDescriptorForType().findFieldByNumber(1);
    }

    private static String tooLarge(Message message, int mostBytes, int bytes) {
        return "%s has at most %d bytes, got %d".formatted(name(message), mostBytes, bytes);
    }

    private static String name(Message message) {
        return message.getDescriptorForType().getName();
    }
}
