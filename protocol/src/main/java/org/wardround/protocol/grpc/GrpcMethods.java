package org.wardround.protocol.grpc;

import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.wardround.protocol.message.Method;

/** The calls as gRPC names them. Their messages are bytes here, so that all transports decode and refuse alike. */
final class GrpcMethods {
    /** A small message could grow to any size. */
    static final DecompressorRegistry NO_COMPRESSION =
            DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, true);

    static final String SERVICE = "wardround.v1.Coordinator";

    private GrpcMethods() {}

    static MethodDescriptor<byte[], byte[]> of(Method method) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type(method))
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, method.wireName()))
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    private static MethodType type(Method method) {
        return switch (method) {
            case UPLOAD -> MethodType.CLIENT_STREAMING;
            case DOWNLOAD -> MethodType.SERVER_STREAMING;
            case ENROL,
                    HELLO,
                    ROSTER,
                    RENEW,
                    POLL,
                    JOIN,
                    DECLINE,
                    TRANSCRIPT,
                    SUBMIT,
                    SECURE,
                    REFUSE,
                    SUBMIT_FIGURE,
                    BLOB_STATUS -> MethodType.UNARY;
        };
    }

    private record Bytes() implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
