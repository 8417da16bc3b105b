package org.wardround.coordinator.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.wardround.coordinator.access.AccessEntry;
import org.wardround.coordinator.access.AccessFile;
import org.wardround.coordinator.access.AccessToken;
import org.wardround.coordinator.access.Role;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.service.CoordinatorService;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignatureList;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningKey;
import org.wardround.study.bundle.StudyBundle;
import org.wardround.study.bundle.StudySignature;
import org.wardround.study.file.StudyFile;
import org.wardround.study.roster.RosterWriter;

/** A coordinator with a REST interface on loopback, for a federation of two sites that never call. */
final class RunningCoordinator implements AutoCloseable {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String STUDY = """
            study: three-hospitals
            purpose: Try the interface
            data:
              variables:
                - {name: age, type: number, range: [0, 120]}
              outcome: {name: event, type: binary}
            model: {type: logistic}
            training:
              initial: zeros
              strategy: {type: fedavg}
              rounds: 4
              local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}
            evaluation: {primary: auroc}
            privacy: {secureAggregation: {required: false}}
            """;

    private final SigningKey author = SigningKey.generate();
    private final Path place;
    private final CoordinatorFolder folder;
    private final AccessFile access;
    private final HttpClient client = HttpClient.newHttpClient();
    private SigningKey key;
    private CoordinatorService service;
    private RestServer server;

    RunningCoordinator(Path place) throws IOException {
        this.place = place;
        SigningKey ada = SigningKey.generate();
        Roster roster = Roster.first("Hearts", 1, new Roster.Person("Ada", ada.verifyingKey()))
                .withAuthor(new Roster.Person("Dora", author.verifyingKey()))
                .withSite(new Roster.Site(
                        new SiteId("north"), "A hospital", SigningKey.generate().verifyingKey()))
                .withSite(new Roster.Site(
                        new SiteId("south"), "A hospital", SigningKey.generate().verifyingKey()));
        SignedRoster signed = new SignedRoster(roster, RosterWriter.write(roster), SignatureList.EMPTY).signedBy(ada);
        folder = CoordinatorFolder.create(
                place.resolve("coordinator"),
                new CoordinatorFolder.Settings(List.of("localhost"), 8443, List.of(signed)),
                Optional.empty(),
                CLOCK);
        access = new AccessFile(folder.path());
        start();
    }

    void start() throws IOException {
        key = folder.signingKey(Optional.empty());
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        service = CoordinatorService.start(folder, anyPort, key, CLOCK, "test", new Silent());
        server = RestServer.start(service, new RestServer.Settings(anyPort, Optional.empty()), CLOCK);
    }

    /** One more interface, to be closed by the caller. */
    RestServer serve(String host, Optional<RestServer.KeyFiles> certificate) throws IOException {
        return RestServer.start(service, new RestServer.Settings(new InetSocketAddress(host, 0), certificate), CLOCK);
    }

    CoordinatorFolder folder() {
        return folder;
    }

    CoordinatorService service() {
        return service;
    }

    AccessFile access() {
        return access;
    }

    /** The text of a new token. */
    String token(String name, Role role) throws IOException {
        byte[] token = AccessToken.fresh();
        access.add(new AccessEntry(name, role, AccessToken.digest(token), Instant.EPOCH));
        return new String(token, StandardCharsets.US_ASCII);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)));
    }

    HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> post(String path, String token, byte[] body) throws Exception {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    /** The study with its signature, as a researcher sends it. */
    byte[] zip() throws IOException {
        Path study = place.resolve("study.yaml");
        Files.writeString(study, STUDY);
        StudySignature signature = StudySignature.sign(StudyBundle.manifest(StudyFile.read(study)), author);
        return zipOf("study.yaml", STUDY, "study.yaml.sig", signature.text());
    }

    static byte[] zipOf(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private record Silent() implements CoordinatorService.Listener {
        @Override
        public void opened(String run) {}

        @Override
        public void ended(String run, RunEnd end) {}

        @Override
        public void failed(String run, String why) {}
    }

    /** Orderly; {@link #start} brings it back. */
    void stop() {
        server.close();
        service.close();
        key.close();
    }

    @Override
    public void close() {
        stop();
    }
}
