package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.transport.InMemoryTransport;
import org.wardround.protocol.v1.Figure;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.SubmitFigureReply;
import org.wardround.protocol.v1.SubmitFigureRequest;
import org.wardround.simulation.SimulationRequest;
import org.wardround.site.agent.TaskGate;
import org.wardround.site.outbox.FigureBox;
import org.wardround.site.outbox.OutboxShelf;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyFile;
import org.wardround.site.report.OwnReport;
import org.wardround.site.report.ReportShelf;
import org.wardround.site.worker.Workers;

/** Figures that hospitals publish: made by their workers at the end of a run, and taken by the coordinator once, in one form, from whoever signed them. */
class PublishedFiguresTest {
    @TempDir
    Path folder;

    private SortedMap<SiteId, Table> tables;
    private LocalFederation federation;
    private SiteId first;
    private SiteId second;

    @BeforeEach
    void run() throws Exception {
        SimulationRequest request = SyntheticRun.request(folder, "{type: fedavg}");
        tables = SyntheticRun.tables(request);
        first = tables.firstKey();
        second = tables.lastKey();
        Path keys = Files.createDirectories(folder.resolve("keys"));
        Policy policy =
                PolicyFile.of(Path.of("policy.yaml"), "releases: {siteFigure: ask}".getBytes(StandardCharsets.UTF_8));
        federation =
                new LocalFederation(request.study().study(), SyntheticRun.SEED, tables, RunDefinition.Timing.USUAL);
        try (Workers workers = Workers.open(SyntheticRun.policy(List.of()), List.of(keys), keys)) {
            federation
                    .answeredBy(site -> SyntheticRun.worker(folder, workers, request.study(), site, tables.get(site)))
                    .keptBy(site -> new OwnReport(
                            request.study(),
                            TaskGate.OPEN,
                            new OwnReport.Keeping(
                                    reports(site), (report, results) -> {}, new FigureBox(shelf(site), () -> policy))))
                    .run();
            // The report comes last, and is written into the folder that is deleted in the end.
            OwnReportTest.await(() -> tables.keySet().stream()
                    .allMatch(site -> shelf(site).find(LocalFederation.RUN).isPresent()
                            && reports(site).find(LocalFederation.RUN).isPresent()));
        }
    }

    @AfterEach
    void close() {
        federation.close();
    }

    private ReportShelf reports(SiteId site) {
        return new ReportShelf(folder.resolve("reports").resolve(site.name()));
    }

    private OutboxShelf shelf(SiteId site) {
        return new OutboxShelf(folder.resolve("outbox").resolve(site.name()));
    }

    private Bytes kept(SiteId site) {
        return shelf(site).find(LocalFederation.RUN).orElseThrow().bytes();
    }

    private Figure.Builder figure(SiteId site) {
        return Figure.newBuilder()
                .setSite(site.name())
                .setRun(LocalFederation.RUN)
                .setRound(shelf(site)
                        .find(LocalFederation.RUN)
                        .orElseThrow()
                        .figures()
                        .rounds())
                .setKind("FIGURES")
                .setJson(ByteString.copyFrom(kept(site).toArray()))
                .setLogLength(1)
                .setLogHead(ByteString.copyFrom(new byte[32]));
    }

    private Signed send(SiteId caller, SigningKey key, Figure figure) {
        InMemoryTransport transport =
                new InMemoryTransport(federation.coordinator(), new Caller(caller, Sha256.of(caller.name()), "here"));
        return ((SubmitFigureReply) transport.call(
                        Method.SUBMIT_FIGURE,
                        SubmitFigureRequest.newBuilder()
                                .setFigure(Signing.sign(key, SigningDomain.FIGURE, figure))
                                .build()))
                .getReceipt();
    }

    private void assertRefused(ErrorCode code, SiteId caller, SigningKey key, Figure figure) {
        assertThatThrownBy(() -> send(caller, key, figure))
                .satisfies(thrown -> assertThat(refusal(thrown).code()).isEqualTo(code));
    }

    /** The coordinator's, or that of the rules of messages, which sender and receiver both hold them against. */
    private static FederationException refusal(Throwable thrown) {
        Throwable cause = thrown;
        while (!(cause instanceof FederationException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return (FederationException) cause;
    }

    @Test
    void they_are_taken_once_and_the_same_again_gets_the_same_receipt_also_after_a_restart() throws Exception {
        Signed receipt = send(first, federation.key(first), figure(first).build());

        assertThat(send(first, federation.key(first), figure(first).build())).isEqualTo(receipt);
        assertThat(federation.coordinator().figures(LocalFederation.RUN)).containsOnlyKeys(first);
        assertThat(federation.coordinator().figures(LocalFederation.RUN).get(first))
                .isEqualTo(kept(first));

        federation.coordinator().close();
        federation.disk().processDies();
        federation.startCoordinator().get();

        assertThat(send(first, federation.key(first), figure(first).build())).isEqualTo(receipt);
        send(second, federation.key(second), figure(second).build());
        assertThat(federation.coordinator().figures(LocalFederation.RUN)).containsOnlyKeys(first, second);
    }

    @Test
    void other_figures_after_the_first_are_refused() {
        send(first, federation.key(first), figure(first).build());
        String text = new String(kept(first).toArray(), StandardCharsets.UTF_8);
        String other = text.replaceFirst("\"testRows\" : \\d+", "\"testRows\" : 5000");
        assertThat(other).isNotEqualTo(text);

        assertRefused(
                ErrorCode.ALREADY_ANSWERED,
                first,
                federation.key(first),
                figure(first).setJson(ByteString.copyFromUtf8(other)).build());
        assertThat(federation.coordinator().figures(LocalFederation.RUN).get(first))
                .isEqualTo(kept(first));
    }

    @Test
    void what_is_not_the_callers_own_is_refused() {
        assertRefused(
                ErrorCode.SIGNATURE_INVALID,
                first,
                federation.key(second),
                figure(first).build());
        assertRefused(
                ErrorCode.WRONG_SITE,
                first,
                federation.key(second),
                figure(second).build());
        // Another's figures under one's own name.
        assertRefused(
                ErrorCode.MALFORMED_MESSAGE,
                first,
                federation.key(first),
                figure(first).setJson(figure(second).getJson()).build());
        assertRefused(
                ErrorCode.UNKNOWN_RUN,
                first,
                federation.key(first),
                figure(first).setRun("run-2").build());
        SiteId stranger = new SiteId("stranger");
        assertRefused(
                ErrorCode.UNKNOWN_RUN,
                stranger,
                federation.key(first),
                figure(first).setSite(stranger.name()).build());
        assertThat(federation.coordinator().figures(LocalFederation.RUN)).isEmpty();
    }

    @Test
    void what_has_not_the_one_form_is_refused() {
        String text = new String(kept(first).toArray(), StandardCharsets.UTF_8);
        List<String> forms = List.of(
                "{}",
                "[",
                text + " ",
                text.replace("\"site\" :", "\"note\" : \"x\", \"site\" :"),
                text.replaceFirst("\"testRows\" : \\d+", "\"testRows\" : 3"),
                text.replaceFirst("\"rounds\" : \\d+", "\"rounds\" : 1"),
                text.replaceFirst("\"study\" : \"[0-9a-f]{64}\"", "\"study\" : \"%s\"".formatted("0".repeat(64))),
                "{\"a\":".repeat(10_000),
                " ".repeat(60_000));
        for (String form : forms) {
            assertRefused(
                    ErrorCode.MALFORMED_MESSAGE,
                    first,
                    federation.key(first),
                    figure(first).setJson(ByteString.copyFromUtf8(form)).build());
        }
        assertRefused(
                ErrorCode.MALFORMED_MESSAGE,
                first,
                federation.key(first),
                figure(first).setKind("VERDICT").build());
        assertRefused(
                ErrorCode.MALFORMED_MESSAGE,
                first,
                federation.key(first),
                figure(first).setRound(1).build());
        assertThat(federation.coordinator().figures(LocalFederation.RUN)).isEmpty();
    }
}
