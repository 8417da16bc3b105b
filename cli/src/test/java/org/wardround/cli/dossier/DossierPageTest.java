package org.wardround.cli.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignatureList;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.site.dossier.Dossier;
import org.wardround.site.dossier.Dossiers;
import org.wardround.site.dossier.Setting;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyFile;
import org.wardround.study.file.StudyFile;

final class DossierPageTest {
    private static final Path STUDIES = Path.of("..", "studies");
    private static final Path OUT = Path.of("target", "dossiers");

    private static final String POLICY = """
            authors: [Dora Lindt]
            purposes: any
            tasks: [describe, train, fit, evaluate]
            releases: {sum: plain, perSiteUpdate: no, siteFigure: no}
            minimumPatients: 50
            peers: {minimum: 2}
            hours: ["Mo-Fr 18:00-06:00", "Sa-Su 00:00-24:00"]
            limits: {runs: 3, roundsPerRun: 100, tasksPerDay: 500, memory: 4GiB, cpu: 2, taskTime: 30m}
            approvers: 2
            """;

    @Test
    void a_page_says_all_that_the_dossier_says_and_loads_nothing() throws IOException {
        Dossier dossier = dossier("heart-disease/study.yaml", policy());
        String html = DossierPage.html(dossier);
        assertThat(html)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains(
                        "<h1>heart-disease</h1>",
                        "default-src &#39;none&#39;",
                        dossier.digest().hex())
                .contains("<h2>What is not protected</h2>", "Resting blood pressure", "mm Hg", "0 to 300")
                .doesNotContain("<script", "http://", "https://", "url(");
        dossier.sections().forEach(section -> assertThat(html).contains("<h2>" + section.title() + "</h2>"));
        // For a look by eye.
        Files.createDirectories(OUT);
        Files.writeString(OUT.resolve("heart.html"), html);
        Files.writeString(
                OUT.resolve("denied.html"), DossierPage.html(dossier("tcga-brca/exact.yaml", Policy.DENY_ALL)));
    }

    @Test
    void the_same_dossier_gives_the_same_bytes() {
        Dossier dossier = dossier("heart-disease/study.yaml", policy());
        assertThat(DossierPage.html(dossier)).isEqualTo(DossierPage.html(dossier));
    }

    @Test
    void texts_of_a_study_are_no_markup() {
        Dossier dossier = new Dossier(
                "k",
                "<b>t</b>",
                "<script>",
                List.of("\"a\" & b"),
                List.of(new Dossier.Section(
                        "s",
                        List.of(
                                new Dossier.Block.Grid(List.of("<i>"), List.of(List.of("<u>"))),
                                new Dossier.Block.Notice("<p>")))));
        assertThat(DossierPage.html(dossier))
                .doesNotContain("<b>", "<script>", "<i>", "<u>")
                .contains("&lt;script");
    }

    private static Dossier dossier(String study, Policy policy) {
        StudyFile file = StudyFile.read(STUDIES.resolve(study));
        return Dossiers.ofStudy(file.study(), file.hash(), setting(), policy);
    }

    private static Policy policy() {
        return PolicyFile.of(Path.of("policy.yaml"), POLICY.getBytes(StandardCharsets.UTF_8));
    }

    private static Setting setting() {
        Roster roster = Roster.first("Hearts", 2, new Roster.Person("Ada", key()))
                .withAuthor(new Roster.Person("Dora Lindt", key()))
                .withSite(new Roster.Site(new SiteId("cleveland"), "Cleveland Clinic Foundation", key()))
                .withSite(
                        new Roster.Site(new SiteId("hungarian"), "Hungarian Institute of Cardiology, Budapest", key()))
                .withSite(new Roster.Site(new SiteId("switzerland"), "University Hospitals, Zürich and Basel", key()))
                .withSite(new Roster.Site(new SiteId("va"), "V.A. Medical Center, Long Beach", key()))
                .withCoordinator(key());
        SignedRoster signed = new SignedRoster(roster, "roster".getBytes(StandardCharsets.UTF_8), SignatureList.EMPTY);
        return new Setting(roster.authors().get(0), signed, new SiteId("cleveland"));
    }

    private static VerifyingKey key() {
        try (SigningKey key = SigningKey.generate()) {
            return key.verifyingKey();
        }
    }
}
