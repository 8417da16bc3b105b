package org.wardround.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.ServerAddress;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.transport.TransportContract;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.PollReply;
import org.wardround.protocol.v1.PollRequest;

/** What holds for every transport that goes over a network. */
public abstract class NetworkTransportContract extends TransportContract {
    protected static final TestCertificates CERTIFICATES = new TestCertificates("authority");
    private static final TlsIdentity SERVER = CERTIFICATES.server();
    private static final TlsIdentity CLIENT = CERTIFICATES.site(SITE.name());

    private final Listening server = start(0);
    private final RenewableKey key = new RenewableKey(CLIENT);
    private final Transport transport = transport(route(), key, ProtocolVersion.CURRENT);

    /** A coordinator's end that runs. */
    protected interface Listening extends AutoCloseable {
        int port();

        void replaceIdentity(TlsIdentity identity);

        @Override
        void close();
    }

    /** Starts the coordinator's end on a port of loopback. */
    protected abstract Listening listen(int port, TlsIdentity identity, SiteApi api);

    /** The site's end, speaking {@code highest} at most. */
    protected abstract Transport transport(Route route, RenewableKey key, ProtocolVersion highest);

    @Override
    protected Transport transport() {
        return transport;
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    @Test
    void an_older_site_and_the_coordinator_speak_the_older_version() {
        try (Transport older = transport(route(), key, ProtocolVersion.OLDEST)) {
            older.hello(HelloRequest.getDefaultInstance());
            older.call(Method.POLL, PollRequest.getDefaultInstance());

            assertThat(older.version()).isEqualTo(ProtocolVersion.OLDEST);
        }
    }

    @Test
    void a_newer_site_settles_for_what_the_coordinator_speaks() {
        try (Transport newer = transport(route(), key, new ProtocolVersion(1, 2))) {
            newer.hello(HelloRequest.newBuilder().setLowestMinor(1).build());

            assertThat(newer.version()).isEqualTo(ProtocolVersion.CURRENT);
        }
    }

    @Test
    void the_callers_name_may_stand_among_the_alternative_names() {
        try (Transport named =
                transport(route(), new RenewableKey(CERTIFICATES.named("clinic-7")), ProtocolVersion.CURRENT)) {
            named.call(Method.POLL, PollRequest.getDefaultInstance());
        }
        assertThat(coordinator.callers).extracting(Caller::site).containsExactly(new SiteId("clinic-7"));
    }

    @Test
    void a_renewed_certificate_is_shown_on_the_next_connection_and_the_open_one_goes_on() {
        transport.call(Method.POLL, PollRequest.getDefaultInstance());
        key.replace(CERTIFICATES.site(SITE.name()));
        transport.call(Method.POLL, PollRequest.getDefaultInstance());
        try (Transport next = transport(route(), key, ProtocolVersion.CURRENT)) {
            next.call(Method.POLL, PollRequest.getDefaultInstance());
        }

        assertThat(coordinator.callers).hasSize(3);
        assertThat(coordinator.callers.get(0)).isEqualTo(coordinator.callers.get(1));
        assertThat(coordinator.callers.get(2).certificate())
                .isNotEqualTo(coordinator.callers.get(0).certificate());
    }

    @Test
    void after_reconnecting_calls_show_the_renewed_certificate() {
        transport.call(Method.POLL, PollRequest.getDefaultInstance());
        key.replace(CERTIFICATES.site(SITE.name()));
        transport.reconnect();
        transport.call(Method.POLL, PollRequest.getDefaultInstance());

        assertThat(coordinator.callers).hasSize(2);
        assertThat(coordinator.callers.get(1).certificate())
                .isNotEqualTo(coordinator.callers.get(0).certificate());
    }

    @Test
    void the_coordinators_certificate_is_renewed_without_a_restart() {
        transport.call(Method.POLL, PollRequest.getDefaultInstance());
        server.replaceIdentity(CERTIFICATES.server());
        transport.call(Method.POLL, PollRequest.getDefaultInstance());
        try (Transport next = transport(route(), key, ProtocolVersion.CURRENT)) {
            next.call(Method.POLL, PollRequest.getDefaultInstance());
        }

        assertThat(coordinator.callers).hasSize(3);
    }

    @Test
    void a_site_has_only_so_many_calls_under_way() throws InterruptedException {
        List<Thread> waiting = new ArrayList<>();
        for (int call = 0; call < Limits.CALLS; call++) {
            waiting.add(startedPoll());
        }
        while (coordinator.polls.size() < Limits.CALLS) {
            Thread.onSpinWait();
        }

        assertThat(codeOf(() -> transport.call(Method.POLL, PollRequest.getDefaultInstance())))
                .isEqualTo(ErrorCode.TOO_MANY_CALLS);
        assertThat(coordinator.refusals).containsExactly(ErrorCode.TOO_MANY_CALLS);

        coordinator.polls.forEach(poll -> poll.complete(PollReply.getDefaultInstance()));
        for (Thread thread : waiting) {
            thread.join();
        }
    }

    @Test
    void a_poll_whose_caller_went_away_is_cancelled() throws InterruptedException {
        Thread waiting = startedPoll();
        while (coordinator.polls.isEmpty()) {
            Thread.onSpinWait();
        }

        transport.close();
        waiting.join();

        while (!coordinator.polls.get(0).isCancelled()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_coordinator_that_comes_back_is_reached_at_once() {
        transport.call(Method.POLL, PollRequest.getDefaultInstance());
        int port = server.port();
        server.close();
        assertThat(codeOf(() -> transport.call(Method.POLL, PollRequest.getDefaultInstance())))
                .isEqualTo(ErrorCode.UNREACHABLE);

        try (Listening again = start(port)) {
            transport.call(Method.POLL, PollRequest.getDefaultInstance());
            assertThat(again.port()).isEqualTo(port);
        }
    }

    private Thread startedPoll() {
        Thread thread = new Thread(() -> {
            try {
                transport.call(
                        Method.POLL,
                        PollRequest.newBuilder().setWaitMillis(20_000).build());
            } catch (RuntimeException ended) {
                assertThat(ended).isNotNull();
            }
        });
        thread.start();
        return thread;
    }

    private Listening start(int port) {
        return listen(port, SERVER, coordinator);
    }

    private Route route() {
        return new Route(new ServerAddress("127.0.0.1", server.port()), CERTIFICATES.authorities());
    }
}
