package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.cli.TestSession;
import org.wardround.cli.terminal.Screen;
import org.wardround.core.identity.SiteId;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFolder;
import org.wardround.study.results.RunKind;

/** {@code wardround demo}: a federation of processes. */
class DemoTest {
    @TempDir
    Path folder;

    @Test
    void five_processes_come_to_the_model_of_the_simulation_and_leave_nothing_else_behind() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        TestSession federated = session(temporary);

        assertThat(federated.run("demo", "--out", folder.resolve("demo")))
                .as(federated.err())
                .isZero();

        assertThat(federated.out()).contains("5 processes over TLS", "have been stopped", "Report", "At home");
        try (Stream<Path> own = Files.list(folder.resolve("demo/at-home"))) {
            assertThat(own).hasSize(4).allSatisfy(hospital -> {
                SiteId site = new SiteId(hospital.getFileName().toString());
                assertThat(ResultsFolder.read(hospital).verdicts()).containsOnlyKeys(site);
                assertThat(hospital.resolve("report.html"))
                        .content()
                        .contains("Kept at this hospital; not a release", "Wardround report of " + site.words());
            });
        }
        assertThat(federated.out().replaceAll("\\s+", " "))
                .contains(
                        "Your record stays here. A summary of many patients leaves, mixed with other hospitals' so that none can be seen alone. "
                                + "The finished model can still carry traces: this run set no limit on them.");
        assertThat(federated.err()).contains("Rounds between 5 processes");
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
        assertThat(session(temporary).run("demo", "--simulate", "--out", folder.resolve("simulated")))
                .isZero();
        Results results = ResultsFolder.read(folder.resolve("demo/run"));
        assertThat(results.header().kind()).isEqualTo(RunKind.FEDERATION);
        assertThat(results.model().identity())
                .isEqualTo(ResultsFolder.read(folder.resolve("simulated/run"))
                        .model()
                        .identity());
        assertThat(results.limits().missingSections()).isNotEmpty();
        assertThat(session(temporary).run("report", folder.resolve("demo/run"))).isZero();
        assertThat(session(temporary).run("report", folder.resolve("simulated/run")))
                .isZero();
        assertThat(folder.resolve("demo/run/report.html"))
                .content()
                .contains("4 hospitals trained one model together", "What is missing, and why");
    }

    /** Commands of a federation sign with the date of the day. */
    private static TestSession session(Path temporary) {
        return new TestSession(Screen.PLAIN, temporary, Clock.systemUTC());
    }
}
