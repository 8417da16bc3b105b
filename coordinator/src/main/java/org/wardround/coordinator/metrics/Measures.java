package org.wardround.coordinator.metrics;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.wardround.coordinator.server.RunView;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.StreamName;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.Lost;

/**
 * Counts since the start of this process. Rounds and answers are counted from what the journal has accepted, so that nothing counts that does not hold. Thread-safe.
 */
public final class Measures implements AutoCloseable {
    /** Of {@link RunView#state}. */
    private static final List<String> STATES =
            List.of("joining", "running", "paused", "finished", "cancelled", "failed");

    /** A site polls every 25 seconds at the least. */
    private static final Duration CONNECTED = Duration.ofSeconds(60);

    private static final Duration[] ROUND_BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InstantSource clock;
    private final Map<SiteId, Instant> polls = new ConcurrentHashMap<>();
    private final Map<StreamName, Instant> opened = new ConcurrentHashMap<>();
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final Timer rounds;

    public Measures(InstantSource clock) {
        this.clock = clock;
        this.rounds = Timer.builder("wardround.round")
                .description("From the question to the end of a round")
                .serviceLevelObjectives(ROUND_BUCKETS)
                .register(registry);
        // So that they are there from the start, as zeros.
        List.of("opened", "closed", "abandoned").forEach(this::round);
        bytes("in");
        bytes("out");
        counter("wardround.journal.writes", "Batches that became durable");
        Gauge.builder("wardround.sites.connected", this, Measures::connected)
                .description("Sites that polled within the last minute")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collector.bindTo(registry);
    }

    /** Where the states of runs are looked up at each scrape. */
    public void watch(Supplier<List<RunView>> views) {
        for (String state : STATES) {
            Gauge.builder("wardround.runs", views, all -> count(all.get(), state))
                    .tag("state", state)
                    .description("Runs by state")
                    .strongReference(true)
                    .register(registry);
        }
    }

    private static long count(List<RunView> views, String state) {
        return views.stream().filter(view -> view.state().equals(state)).count();
    }

    /** As Prometheus reads it. */
    public String text() {
        return registry.scrape();
    }

    void received(long count) {
        bytes("in").increment(count);
    }

    void sent(long count) {
        bytes("out").increment(count);
    }

    void polled(SiteId site) {
        if (polls.put(site, clock.instant()) == null) {
            Gauge.builder("wardround.site.last.poll.age", () -> age(site))
                    .tag("site", site.name())
                    .baseUnit("seconds")
                    .description("Time since the site's last call for news")
                    .register(registry);
        }
    }

    /** When the site called for news last; empty where it did not since the start. */
    public Optional<Instant> lastPoll(SiteId site) {
        return Optional.ofNullable(polls.get(site));
    }

    private double age(SiteId site) {
        return Duration.between(polls.getOrDefault(site, clock.instant()), clock.instant())
                        .toMillis()
                / 1000.0;
    }

    private double connected() {
        Instant since = clock.instant().minus(CONNECTED);
        return polls.values().stream().filter(at -> at.isAfter(since)).count();
    }

    /** A call that was refused. */
    void refused(String method, String code) {
        registry.counter("wardround.calls.refused", "method", method, "code", code)
                .increment();
    }

    /** @param result accepted, late, refused by the site, or rejected by the coordinator */
    void answer(String result, String code) {
        Counter.builder("wardround.answers")
                .tag("result", result)
                .tag("code", code)
                .description("Answers of sites to rounds")
                .register(registry)
                .increment();
    }

    /** A batch that is durable. */
    void written(Batch batch) {
        counter("wardround.journal.writes", "Batches that became durable").increment();
        for (Append append : batch.appends()) {
            for (Event event : append.events()) {
                count(append.stream(), event);
            }
        }
    }

    private void count(StreamName run, Event event) {
        try {
            byte[] payload = event.payload().toArray();
            switch (event.type()) {
                case "RoundPlanned" -> {
                    round("opened").increment();
                    opened.put(run, clock.instant());
                }
                case "AnswerAccepted" -> answer("accepted", "");
                case "AnswerRefused" ->
                    answer("refused", Lost.parseFrom(payload).getCode());
                case "EntryWritten" -> over(run, Entry.parseFrom(payload));
                default -> {}
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the coordinator wrote an event that nobody can read", e);
        }
    }

    private void over(StreamName run, Entry line) {
        if (line.hasRoundClosed()) {
            round(line.getRoundClosed().getCode().isEmpty() ? "closed" : "abandoned")
                    .increment();
        }
        Instant since = opened.remove(run);
        if (since != null && line.hasRoundClosed()) {
            rounds.record(Duration.between(since, clock.instant()));
        }
    }

    private Counter round(String outcome) {
        return Counter.builder("wardround.rounds")
                .tag("outcome", outcome)
                .description("Rounds of all runs")
                .register(registry);
    }

    private Counter bytes(String direction) {
        return Counter.builder("wardround.bytes")
                .tag("direction", direction)
                .description("Messages and contents from and to sites, without the framing of HTTP/2 and TLS")
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
