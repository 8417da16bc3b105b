package org.wardround.coordinator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.HandlerType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.coordinator.access.Role;
import org.wardround.coordinator.control.ControlRequest;
import org.wardround.coordinator.request.RequestFolder;
import org.wardround.coordinator.service.CoordinatorService;
import org.wardround.coordinator.service.RunStateFile;

/** The interface over real HTTP on loopback. */
final class RestServerTest {
    private static final int TOLD_A_MINUTE = 10;
    private static final byte[] NOTHING = {};
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path place;

    private RunningCoordinator coordinator;
    private String administrator;
    private String researcher;
    private String auditor;

    @BeforeEach
    void start() throws IOException {
        coordinator = new RunningCoordinator(place);
        administrator = coordinator.token("ada", Role.ADMINISTRATOR);
        researcher = coordinator.token("rita", Role.RESEARCHER);
        auditor = coordinator.token("otto", Role.AUDITOR);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private String token(Role role) {
        return switch (role) {
            case ADMINISTRATOR -> administrator;
            case RESEARCHER -> researcher;
            case AUDITOR -> auditor;
        };
    }

    private JsonNode submitted(String name) throws Exception {
        HttpResponse<String> answer = coordinator.post("/api/v1/runs?name=" + name, researcher, coordinator.zip());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return await(name, run -> run.path("state").asText().equals("joining"));
    }

    /** The run, once it is as wanted. */
    private JsonNode await(String run, Predicate<JsonNode> wanted) throws Exception {
        Instant end = Clock.systemUTC().instant().plusSeconds(20);
        while (true) {
            JsonNode now = JSON.readTree(
                    coordinator.get("/api/v1/runs/" + run, auditor).body());
            if (wanted.test(now) || Clock.systemUTC().instant().isAfter(end)) {
                assertThat(wanted.test(now)).as(now.toString()).isTrue();
                return now;
            }
            assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        Stream.of("type", "title", "detail", "remedy")
                .forEach(key -> assertThat(problem.path(key).asText()).as(key).isNotBlank());
    }

    @Test
    void every_endpoint_is_open_to_the_roles_of_the_table_and_to_nobody_else() throws Exception {
        int strangers = 0;
        for (Endpoint endpoint : Endpoint.values()) {
            String path = endpoint.path().replace("{run}", "no-such-run");
            HttpRequest.Builder bare =
                    coordinator.request(path).method(endpoint.method().name(), body(endpoint));
            HttpResponse<String> stranger = coordinator.send(bare);
            if (endpoint.isOpen()) {
                assertThat(stranger.statusCode()).as(path).isIn(200, 503);
                continue;
            }
            assertProblem(stranger, 401, "TOKEN_MISSING");
            for (Role role : Role.values()) {
                HttpResponse<String> answer = coordinator.send(coordinator
                        .request(path)
                        .header("Authorization", "Bearer " + token(role))
                        .method(endpoint.method().name(), body(endpoint)));
                if (endpoint.allows(role)) {
                    assertThat(answer.statusCode()).as("%s %s", endpoint, role).isNotIn(401, 403, 500);
                } else {
                    assertProblem(answer, 403, "ROLE_FORBIDS");
                }
            }
            strangers++;
            if (strangers % TOLD_A_MINUTE == 0) {
                // So many strangers a minute are told why; this test has more.
                coordinator.stop();
                coordinator.start();
            }
        }
    }

    private static HttpRequest.BodyPublisher body(Endpoint endpoint) {
        return endpoint.method() == HandlerType.POST
                ? HttpRequest.BodyPublishers.ofByteArray(NOTHING)
                : HttpRequest.BodyPublishers.noBody();
    }

    @Test
    void a_token_that_was_removed_is_refused_at_the_next_call() throws Exception {
        assertThat(coordinator.get("/api/v1/runs", auditor).statusCode()).isEqualTo(200);
        coordinator.access().remove("otto");
        assertProblem(coordinator.get("/api/v1/runs", auditor), 401, "TOKEN_UNKNOWN");
    }

    @Test
    void only_digests_of_tokens_are_kept() throws Exception {
        try (Stream<Path> files = Files.walk(coordinator.folder().path())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content).as(file.toString()).doesNotContain(administrator, researcher, auditor);
            }
        }
    }

    @Test
    void strangers_are_refused_sooner_after_ten_calls_and_lock_nobody_out() throws Exception {
        for (int i = 0; i < FailedCalls.MOST; i++) {
            assertProblem(coordinator.get("/api/v1/runs", "wardround_wrong"), 401, "TOKEN_UNKNOWN");
        }
        assertProblem(coordinator.get("/api/v1/runs", "wardround_wrong"), 429, "TOO_MANY_FAILURES");
        assertThat(coordinator.get("/api/v1/runs", auditor).statusCode()).isEqualTo(200);
    }

    @Test
    void a_run_is_handed_in_paused_resumed_and_cancelled_and_a_restart_keeps_it() throws Exception {
        JsonNode run = submitted("first");
        assertThat(run.path("waitingFor")).hasSize(2);
        assertThat(JSON.readTree(coordinator.get("/api/v1/studies", auditor).body())
                        .get(0)
                        .path("study")
                        .asText())
                .isEqualTo("three-hospitals");
        assertProblem(coordinator.get("/api/v1/runs/first/results", auditor), 409, "NOT_ENDED");

        HttpResponse<String> paused = coordinator.post("/api/v1/runs/first/pause", administrator, NOTHING);
        assertThat(JSON.readTree(paused.body()).path("state").asText()).isEqualTo("paused");
        coordinator.stop();
        coordinator.start();
        await("first", now -> now.path("state").asText().equals("paused"));

        coordinator.post("/api/v1/runs/first/resume", administrator, NOTHING);
        await("first", now -> now.path("state").asText().equals("joining"));
        coordinator.post("/api/v1/runs/first/cancel?reason=wrong+cohort", administrator, NOTHING);
        JsonNode cancelled = await("first", now -> now.path("state").asText().equals("cancelled"));
        assertThat(cancelled.path("reason").asText()).isEqualTo("cancelled by ada: wrong cohort");
        coordinator.stop();
        coordinator.start();
        await("first", now -> now.path("state").asText().equals("cancelled"));

        assertProblem(coordinator.post("/api/v1/runs/first/pause", administrator, NOTHING), 409, "OUT_OF_ORDER");
        JsonNode results = JSON.readTree(
                coordinator.get("/api/v1/runs/first/results", auditor).body());
        assertThat(results.path("outcome").asText()).isEqualTo("CANCELLED");
        assertProblem(coordinator.get("/api/v1/runs/first/results/model", researcher), 404, "NO_MODEL");
    }

    @Test
    void requests_in_the_folder_are_carried_out_within_seconds_and_put_aside_where_they_make_no_sense()
            throws Exception {
        submitted("first");
        Path folder = CoordinatorService.controls(coordinator.folder());
        Instant now = Clock.systemUTC().instant();
        RequestFolder.write(folder, request(ControlRequest.Action.PAUSE, "first"), now);
        await("first", run -> run.path("state").asText().equals("paused"));
        RequestFolder.write(folder, request(ControlRequest.Action.CANCEL, "no-such-run"), now.plusMillis(1));
        RequestFolder.write(folder, request(ControlRequest.Action.CANCEL, "first"), now.plusMillis(2));
        await("first", run -> run.path("state").asText().equals("cancelled"));
        coordinator.stop();

        assertThat(RequestFolder.list(folder)).isEmpty();
        assertThat(folder.toFile().list()).singleElement().asString().endsWith(".request.refused");
        assertThat(RunStateFile.readAll(CoordinatorService.runs(coordinator.folder())))
                .singleElement()
                .satisfies(told -> assertThat(told.state()).isEqualTo("cancelled"));
        coordinator.start();
    }

    private static String request(ControlRequest.Action action, String run) {
        return new ControlRequest(action, run, "the operator", "").text();
    }

    @Test
    void a_request_that_lay_there_while_the_coordinator_was_down_is_carried_out_at_its_start() throws Exception {
        submitted("first");
        coordinator.stop();
        RequestFolder.write(
                CoordinatorService.controls(coordinator.folder()),
                request(ControlRequest.Action.PAUSE, "first"),
                Clock.systemUTC().instant());
        coordinator.start();
        await("first", run -> run.path("state").asText().equals("paused"));
    }

    @Test
    void what_is_no_signed_study_is_refused_by_name_and_leaves_nothing_behind() throws Exception {
        String runs = "/api/v1/runs";
        assertProblem(coordinator.post(runs, researcher, NOTHING), 400, "BODY_WRONG");
        assertProblem(coordinator.post(runs, researcher, new byte[] {1, 2, 3}), 400, "BODY_WRONG");
        assertProblem(coordinator.post(runs, researcher, zip("../study.yaml", "x")), 400, "BODY_WRONG");
        assertProblem(coordinator.post(runs, researcher, zip("/study.yaml", "x")), 400, "BODY_WRONG");
        assertProblem(coordinator.post(runs, researcher, zip("study.yaml", "x")), 400, "BODY_WRONG");
        assertProblem(
                coordinator.post(runs, researcher, zip("study.yaml", "study: [", "study.yaml.sig", "x")),
                422,
                "STUDY_WRONG");
        assertProblem(coordinator.post(runs + "?sede=1", researcher, coordinator.zip()), 400, "SETTING_WRONG");
        assertProblem(coordinator.post(runs + "?seed=x", researcher, coordinator.zip()), 400, "SETTING_WRONG");
        assertProblem(coordinator.post(runs + "?sites=west", researcher, coordinator.zip()), 422, "STUDY_UNFIT");
        assertProblem(
                coordinator.post(runs, researcher, new byte[(int) StudyUpload.MOST_BYTES + 1]), 413, "BODY_TOO_LARGE");
        assertThat(coordinator.folder().path().resolve("incoming").toFile().list())
                .isEmpty();
        submitted("first");
        assertProblem(coordinator.post(runs + "?name=first", researcher, coordinator.zip()), 409, "NAME_TAKEN");
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        return RunningCoordinator.zipOf(namesAndTexts);
    }

    @Test
    void a_zip_that_unpacks_to_too_much_is_refused_while_it_is_read() throws Exception {
        byte[] bomb = zip("study.yaml", "0".repeat(65 << 20));
        assertThat(bomb.length).isLessThan(1 << 20);
        assertProblem(coordinator.post("/api/v1/runs", researcher, bomb), 413, "BODY_TOO_LARGE");
    }

    @Test
    void events_tell_each_state_go_on_after_the_last_one_heard_and_end_with_the_run() throws Exception {
        submitted("first");
        String last;
        try (BufferedReader events = events("first", "")) {
            assertThat(state(events)).isEqualTo("joining");
            coordinator.post("/api/v1/runs/first/pause", administrator, NOTHING);
            last = id(events);
            assertThat(state(events)).isEqualTo("paused");
        }
        coordinator.post("/api/v1/runs/first/resume", administrator, NOTHING);
        coordinator.post("/api/v1/runs/first/cancel", administrator, NOTHING);
        try (BufferedReader events = events("first", last)) {
            assertThat(state(events)).isEqualTo("joining");
            assertThat(state(events)).isEqualTo("cancelled");
            assertThat(events.readLine()).isEmpty();
            assertThat(events.readLine()).isNull();
        }
        try (BufferedReader events = events("first", "another-1")) {
            assertThat(state(events)).isEqualTo("cancelled");
        }
    }

    private BufferedReader events(String run, String last) throws Exception {
        HttpResponse<InputStream> answer = coordinator
                .client()
                .send(
                        coordinator
                                .request("/api/v1/runs/%s/events".formatted(run))
                                .header("Authorization", "Bearer " + auditor)
                                .header("Last-Event-ID", last.isEmpty() ? "none" : last)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private static String id(BufferedReader events) throws IOException {
        return next(events, "id: ");
    }

    private static String state(BufferedReader events) throws IOException {
        return JSON.readTree(next(events, "data: ")).path("state").asText();
    }

    private static String next(BufferedReader events, String beginning) throws IOException {
        String line = events.readLine();
        while (line != null && !line.startsWith(beginning)) {
            line = events.readLine();
        }
        assertThat(line).isNotNull();
        return line.substring(beginning.length());
    }

    @Test
    void a_stream_ends_when_its_token_is_removed() throws Exception {
        submitted("first");
        try (BufferedReader events = events("first", "")) {
            assertThat(state(events)).isEqualTo("joining");
            coordinator.access().remove("otto");
            assertThat(events.lines().toList()).hasSizeLessThan(3);
        }
    }

    @Test
    void counts_are_there_for_prometheus() throws Exception {
        submitted("first");
        String counts = coordinator.get("/metrics", auditor).body();
        assertThat(counts)
                .contains(
                        "wardround_runs{state=\"joining\"} 1.0",
                        "wardround_rounds_total{outcome=\"closed\"} 0.0",
                        "wardround_bytes_total{direction=\"in\"} 0.0",
                        "wardround_round_seconds_bucket",
                        "wardround_sites_connected 0.0",
                        "jvm_memory_used_bytes")
                .containsPattern("wardround_journal_writes_total [1-9]");
    }

    @Test
    void open_pages_say_nothing_and_unknown_ones_are_problems() throws Exception {
        assertThat(coordinator.send(coordinator.request("/health")).body()).isEqualTo("ok\n");
        assertThat(coordinator.send(coordinator.request("/openapi.yaml")).body())
                .startsWith("openapi: 3.1.0");
        HttpResponse<String> unknown = coordinator.send(coordinator.request("/api/v2"));
        assertProblem(unknown, 404, "NOT_FOUND");
        assertThat(unknown.headers().firstValue("Server")).isEmpty();
        assertProblem(
                coordinator.send(coordinator.request("/health").DELETE().timeout(Duration.ofSeconds(10))),
                405,
                "METHOD_WRONG");
        assertProblem(coordinator.get("/api/v1/runs/none", auditor), 404, "UNKNOWN_RUN");
    }
}
