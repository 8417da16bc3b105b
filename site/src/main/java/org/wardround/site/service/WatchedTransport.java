package org.wardround.site.service;

import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.PrivateFile;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;

/** Writes down since when the coordinator is reached or not, for {@code site status}: at each change, and every half minute. Thread-safe. */
final class WatchedTransport implements Transport {
    /** In the site's folder: {@code reachable SINCE LAST} or {@code unreachable SINCE LAST CODE}, and an end of line. */
    static final String FILE = "coordinator.contact";

    private static final System.Logger LOG = System.getLogger(WatchedTransport.class.getName());
    private static final Duration BETWEEN = Duration.ofSeconds(30);

    private final Transport inner;
    private final Path file;
    private final InstantSource clock;
    private String state = "";
    private Instant since = Instant.MIN;
    private Instant written = Instant.MIN;

    WatchedTransport(Transport inner, Path folder, InstantSource clock) {
        this.inner = inner;
        this.file = folder.resolve(FILE);
        this.clock = clock;
    }

    @Override
    public void reconnect() {
        inner.reconnect();
    }

    private <T> T watched(Supplier<T> call) {
        try {
            T reply = call.get();
            tell("reachable", "");
            return reply;
        } catch (FederationException problem) {
            boolean nobody =
                    problem.code() == ErrorCode.UNREACHABLE || problem.code() == ErrorCode.CONNECTION_UNTRUSTED;
            tell(nobody ? "unreachable" : "reachable", nobody ? " " + problem.code() : "");
            throw problem;
        }
    }

    private synchronized void tell(String now, String code) {
        Instant time = clock.instant();
        if (!now.equals(state)) {
            state = now;
            since = time;
        } else if (time.isBefore(written.plus(BETWEEN))) {
            return;
        }
        written = time;
        try {
            String line = "%s %s %s%s\n".formatted(state, since, time, code);
            PrivateFile.replace(file, line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} can''t be written: {1}", file, e.getMessage());
        }
    }

    @Override
    public Message call(Method method, Message request) {
        return watched(() -> inner.call(method, request));
    }

    @Override
    public HelloReply hello(HelloRequest request) {
        return watched(() -> inner.hello(request));
    }

    @Override
    public ProtocolVersion version() {
        return inner.version();
    }

    @Override
    public void upload(BlobReference blob, BlobSource source) {
        inner.upload(blob, source);
    }

    @Override
    public void download(BlobReference blob, BlobSink sink) {
        inner.download(blob, sink);
    }

    @Override
    public void close() {
        inner.close();
    }
}
