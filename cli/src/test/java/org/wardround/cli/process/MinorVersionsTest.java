package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.protocol.grpc.GrpcTransport;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.News;
import org.wardround.protocol.v1.PollReply;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.simulation.Progress;
import org.wardround.simulation.Simulation;
import org.wardround.simulation.SimulationOptions;
import org.wardround.simulation.SimulationRequest;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/** One study between a coordinator and sites whose software is of other minor versions, over TLS. */
class MinorVersionsTest {
    private static final long SEED = 7;
    private static final ProtocolVersion NEXT =
            new ProtocolVersion(ProtocolVersion.CURRENT.major(), ProtocolVersion.CURRENT.minor() + 1);

    @TempDir
    Path folder;

    @Test
    void sites_one_minor_behind_and_one_ahead_and_one_that_hears_a_newer_coordinator_finish_the_study()
            throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("minors", MockHospitals.TRAINS.formatted(6, 3) + MockHospitals.PLAIN);
        Map<String, Transport> transports = new ConcurrentHashMap<>();
        AtomicInteger unknown = new AtomicInteger();
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services.connecting("site-1", (route, key) -> {
                Transport old = new Older(GrpcTransport.speaking(route, key, ProtocolVersion.OLDEST));
                transports.put("site-1", old);
                return old;
            });
            services.connecting("site-2", (route, key) -> {
                Transport ahead = GrpcTransport.speaking(route, key, NEXT);
                transports.put("site-2", ahead);
                return ahead;
            });
            services.connecting("site-3", (route, key) -> new NewerCoordinator(GrpcTransport.of(route, key), unknown));
            services.startAgents();
            services.run(study, "minors", SEED);
            services.approve("minors");

            assertThat(services.outcome("minors"))
                    .containsEntry("outcome", "finished")
                    .containsEntry("model.sha256", simulated(study, hospitals.data()));
            assertThat(transports.get("site-1").version()).isEqualTo(ProtocolVersion.OLDEST);
            assertThat(transports.get("site-2").version()).isEqualTo(ProtocolVersion.CURRENT);
            assertThat(hospitals.sites())
                    .allSatisfy(site -> assertThat(services.released(site)).isGreaterThan(6));
            assertThat(unknown.get()).as("replies with what is not known here").isGreaterThan(10);
        }
    }

    /** What every transport of this test does but for the messages that it changes. */
    private abstract static class Changing implements Transport {
        private final Transport inner;

        Changing(Transport inner) {
            this.inner = inner;
        }

        Message request(Message request) {
            return request;
        }

        Message reply(Message reply) {
            return reply;
        }

        @Override
        public Message call(Method method, Message request) {
            return reply(inner.call(method, request(request)));
        }

        @Override
        public HelloReply hello(HelloRequest request) {
            return (HelloReply) reply(inner.hello(request));
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
        public void reconnect() {
            inner.reconnect();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    /** Leaves out what the minor before does not have. */
    private static final class Older extends Changing {
        Older(Transport inner) {
            super(inner);
        }

        @Override
        Message request(Message request) {
            if (!(request instanceof PollRequest poll)) {
                return request;
            }
            PollRequest.Builder old = poll.toBuilder();
            old.getRunsBuilderList().stream()
                    .filter(run -> run.hasBusy())
                    .forEach(run -> run.getBusyBuilder().clearProgress());
            return old.build();
        }
    }

    /** A coordinator of the next minor adds fields to every reply, and news of a kind that nobody knows here. */
    private static final class NewerCoordinator extends Changing {
        private static final int NEW_FIELD = 900;
        private static final UnknownFieldSet UNKNOWN = UnknownFieldSet.newBuilder()
                .addField(
                        NEW_FIELD,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("since the next minor"))
                                .build())
                .build();

        private final AtomicInteger added;

        NewerCoordinator(Transport inner, AtomicInteger added) {
            super(inner);
            this.added = added;
        }

        @Override
        Message reply(Message reply) {
            added.incrementAndGet();
            Message changed = reply.toBuilder().setUnknownFields(UNKNOWN).build();
            return changed instanceof PollReply poll
                    ? poll.toBuilder()
                            .addNews(0, News.newBuilder().setUnknownFields(UNKNOWN))
                            .build()
                    : changed;
        }
    }

    private static String simulated(Path study, Path data) {
        StudyFile file = StudyFile.read(study);
        SimulationRequest request = new SimulationRequest(
                file, MappingFile.find(study, data).mapping(), data, new SimulationOptions(SEED, 1, 0));
        return Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH))
                .results()
                .model()
                .identity()
                .sha256();
    }
}
