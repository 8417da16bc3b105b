package org.wardround.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.cli.Workbench;
import org.wardround.cli.Workbench.Ran;
import org.wardround.core.identity.Sha256;

/** The evidence of runs of every kind: each number goes back to the line of the audit log that binds it, and what was changed since the run gives no evidence. */
public final class EvidenceTest {
    private static final String ACCEPTANCE = """
              subgroups: [stage, {variable: age, cuts: [60]}]
              acceptance:
                - {metric: auroc, atLeast: 0.55}
                - {metric: auroc, atLeast: 0.7, over: everySite}
                - {metric: brier, atMost: 0.01, over: {subgroup: stage}}
            """;

    /** Names of things in which digits are no numbers of a run. */
    private static final Pattern NAMES =
            Pattern.compile("SHA-256|SP 800-226|Article 3[05]|95 %|X25519|Ed25519|evidence\\.json");

    private static final Pattern FACT =
            Pattern.compile("<data class=\"fact[^\"]*\" value=\"([^\"]*)\" data-file=\"([^\"]*)\""
                    + " data-pointer=\"([^\"]*)\" data-line=\"([^\"]*)\" title=\"[^\"]*\">([^<]*)</data>");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void bench() {
        bench = Workbench.in(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "masks",
                "noise",
                "shared",
                "criteria",
                "newton",
                "cox",
                "classes",
                "existing",
                "evaluate"
            })
    void every_number_of_every_kind_of_run_resolves_to_its_audit_record(String kind) throws IOException {
        run(kind);
        Ran ran = bench.run("study", "evidence", bench.path("out"), "--out", bench.path("evidence"));

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        int facts = resolve(bench.path("out"), bench.path("evidence"));
        assertThat(facts).isGreaterThan(60);
    }

    @Test
    void without_noise_the_statement_says_no_limit_and_with_noise_its_epsilon() throws IOException {
        run("plain");
        evidence();
        assertThat(page("privacy-statement"))
                .contains("No limit: no noise was added", "This was a simulation", "What is not covered")
                .doesNotContain("training is limited", "at full precision");
        run("noise", "--force");
        evidence("--force");
        assertThat(page("privacy-statement"))
                .contains(
                        "training is limited to ε = ",
                        "Poisson sampling",
                        "ε holds for these sums and training together",
                        "Without noise left: ")
                .doesNotContain("No limit:");
        BigDecimal epsilon = JSON.readTree(bench.read("out/results.json"))
                .at("/privacy/differentialPrivacy/epsilon")
                .decimalValue();
        assertThat(page("privacy-statement"))
                .contains(">"
                        + epsilon.setScale(3, RoundingMode.CEILING)
                                .stripTrailingZeros()
                                .toPlainString() + "<");
    }

    @Test
    void noise_that_sites_share_out_is_said_to_lean_on_them() throws IOException {
        run("shared");
        evidence();
        assertThat(page("privacy-statement"))
                .contains(
                        "distributed: a site’s own share does not protect by itself",
                        "sums are under masks, and at most")
                .doesNotContain("leans on no other site");
        for (String name : List.of("measures", "impact-assessment", "model-card")) {
            assertThat(page(name)).contains(", while <data", "sums are under masks, and at most");
        }
    }

    @Test
    void criteria_stand_in_the_model_card_with_their_outcomes() throws IOException {
        run("criteria");
        evidence();
        JsonNode criteria = JSON.readTree(bench.read("out/results.json")).path("acceptance");
        assertThat(criteria).hasSize(3);
        assertThat(criteria.get(2).path("outcome").asText()).isEqualTo("not met");
        assertThat(page("model-card"))
                .contains("not met", "in every group by ", "At each site: AUROC", "In subgroups: AUROC");
        assertThat(bench.read("out/report.html")).contains("✗ not met");
        assertThat(bench.read("out/model/model-card.md"))
                .contains("Brier score at most 0.01, in every group by stage | not met");
    }

    @Test
    void words_that_promise_too_much_stand_nowhere() throws IOException {
        for (String kind : List.of("plain", "masks", "noise", "shared", "criteria")) {
            run(kind, "--force");
            evidence("--force");
            for (Path file : files(bench.path("evidence"))) {
                String text = Files.readString(file).toLowerCase(java.util.Locale.ROOT);
                assertThat(text).as(file.toString()).doesNotContain("anonym", "complian", "guarantee");
                assertThat(Pattern.compile("\\bprivate\\b").matcher(text).find())
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    @Test
    void results_that_were_changed_give_no_evidence() throws IOException {
        run("plain");
        String results = bench.read("out/results.json");
        bench.write("out/results.json", results.replaceFirst("\"value\" : 0\\.", "\"value\" : 0.9"));
        refused("results.json was changed since the run");
        bench.write("out/results.json", results);
        evidence();
    }

    @Test
    void every_bound_file_and_every_line_of_the_log_is_held_against_the_last_line() throws IOException {
        run("plain");
        for (String file : List.of("study.yaml", "metrics.csv", "model/model.json")) {
            String whole = bench.read("out/" + file);
            bench.write("out/" + file, whole + " ");
            refused(file + " was changed since the run");
            bench.write("out/" + file, whole);
        }
        String log = bench.read("out/audit.jsonl");
        List<String> lines = List.of(log.split("\n"));
        for (int i = 0; i < lines.size(); i++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(i);
            bench.write("out/audit.jsonl", String.join("\n", fewer) + "\n");
            refused("audit.jsonl");
            List<String> edited = new ArrayList<>(lines);
            edited.set(i, lines.get(i).replaceFirst("[1-9]", "0"));
            bench.write("out/audit.jsonl", String.join("\n", edited) + "\n");
            refused("audit.jsonl");
        }
        List<String> swapped = new ArrayList<>(lines);
        java.util.Collections.swap(swapped, 1, 2);
        bench.write("out/audit.jsonl", String.join("\n", swapped) + "\n");
        refused("line 2 of audit.jsonl has another number");
        // Somebody who changes a result and its hash in the last line has made another last line: only a copy of its
        // hash, kept elsewhere, tells.
        bench.write("out/audit.jsonl", log).delete("out/metrics.csv");
        refused("there is no metrics.csv");
        bench.delete("out/audit.jsonl");
        refused("there is no audit.jsonl");
    }

    @Test
    void a_folder_of_no_run_is_refused_in_words() {
        Ran ran = bench.run("study", "evidence", bench.path("data"));
        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err()).contains("there is no audit.jsonl").doesNotContain("Exception");
    }

    private void refused(String message) {
        Ran ran = bench.run("study", "evidence", bench.path("out"), "--out", bench.path("none"));
        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err().replaceAll("\\s+", " ")).contains(message).doesNotContain("Exception");
        assertThat(bench.path("none")).doesNotExist();
    }

    private void evidence(String... options) {
        List<Object> words =
                new ArrayList<>(List.of("study", "evidence", bench.path("out"), "--out", bench.path("evidence")));
        words.addAll(List.of(options));
        Ran ran = bench.run(words.toArray());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
    }

    private String page(String name) {
        return bench.read("evidence/" + name + ".html");
    }

    private void run(String kind, String... options) {
        bench = Workbench.in(folder);
        List<String> more = new ArrayList<>(List.of(options));
        switch (kind) {
            case "masks" -> more.add("--masks");
            case "noise" ->
                bench.write(
                        "study.yaml",
                        bench.read("study.yaml")
                                + "privacy:\n  differentialPrivacy: {epsilon: 3, delta: 1e-5, samplingRate: 0.2}\n");
            case "shared" ->
                bench.replace("study.yaml", "{type: fedavg}", "{type: fedsgd, serverLearningRate: 0.5}")
                        .replace(
                                "study.yaml",
                                "local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}",
                                "local: {batchSize: 8}")
                        .write(
                                "study.yaml",
                                bench.read("study.yaml")
                                        + "privacy:\n  differentialPrivacy: {epsilon: 3, delta: 1e-5, samplingRate: 0.2, noise: distributed}\n");
            case "criteria" -> bench.write("study.yaml", bench.read("study.yaml") + ACCEPTANCE);
            case "newton" ->
                bench.write(
                        "study.yaml",
                        bench.read("study.yaml")
                                .replaceAll(
                                        "(?s)training:.*evaluation:",
                                        "training: {strategy: {type: newton}, rounds: 25}\nevaluation:"));
            case "cox" -> {
                bench.replace("study.yaml", "    - {name: age, type: number, unit: years, range: [0, 120]}\n", "")
                        .replace(
                                "study.yaml",
                                "{name: event, type: binary}",
                                "{name: survival, type: time-to-event, unit: years, range: [0, 120]}")
                        .write(
                                "data/mapping.yaml",
                                bench.read("data/mapping.yaml") + "variables: {survival: {time: age, event: event}}\n");
                bench.write(
                        "study.yaml",
                        bench.read("study.yaml")
                                .replaceAll(
                                        "(?s)model:.*",
                                        "model: {type: cox}\ntraining: {strategy: {type: newton}, rounds: 25}\nevaluation: {margin: 0.1}\n"));
            }
            case "classes" ->
                bench.replace(
                                "study.yaml",
                                "    - {name: stage, type: category, values: [I, II, III]}\n",
                                "    - {name: event, type: binary}\n")
                        .replace(
                                "study.yaml",
                                "outcome: {name: event, type: binary}",
                                "outcome: {name: stage, type: category, values: [I, II, III]}")
                        .replace("study.yaml", "primary: auroc", "primary: brier")
                        .replace("study.yaml", "metrics: [accuracy, auroc, brier]", "metrics: [accuracy, brier]");
            case "existing", "evaluate" -> {
                assertThat(bench.simulate("--force").exitCode()).isZero();
                copyModel();
            }
            default -> {}
        }
        if (kind.equals("existing")) {
            bench.write(
                    "study.yaml",
                    bench.read("study.yaml")
                            .replaceAll(
                                    "(?s)model: \\{type: logistic\\}\ntraining:.*evaluation:",
                                    "model: {from: given}\nevaluation:"));
            more.add("--force");
        }
        Ran ran = kind.equals("evaluate")
                ? bench.run(
                        "evaluate",
                        bench.path("given"),
                        "--data",
                        bench.path("data"),
                        "--out",
                        bench.path("out"),
                        "--force")
                : bench.simulate(more.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    private void copyModel() {
        for (String name : List.of("model.json", "model.safetensors", "model-card.md")) {
            try {
                Files.createDirectories(bench.path("given"));
                Files.copy(
                        bench.path("out/model/" + name),
                        bench.path("given/" + name),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** Resolves every fact of evidence.json and of every page. @return how many there are in evidence.json */
    public static int resolve(Path run, Path evidence) throws IOException {
        List<String> log = Files.readAllLines(run.resolve("audit.jsonl"));
        JsonNode all = JSON.readTree(Files.readString(evidence.resolve("evidence.json")));
        assertThat(all.at("/audit/head").asText()).isEqualTo(hash(log.get(log.size() - 1)));
        List<JsonNode> facts = new ArrayList<>();
        all.findParents("source").forEach(facts::add);
        for (JsonNode fact : facts) {
            JsonNode source = fact.path("source");
            String line = log.get(source.path("line").asInt() - 1);
            assertThat(source.path("lineSha256").asText()).isEqualTo(hash(line));
            check(
                    run,
                    line,
                    source.path("file").asText(),
                    source.path("pointer").asText(),
                    fact.path("value").asText(),
                    fact.path("text").asText());
        }
        for (JsonNode text : all.path("documents").findParents("text")) {
            if (!text.has("source")) {
                assertNoNumberOfItsOwn(text);
            }
        }
        for (Path page : files(evidence)) {
            if (page.toString().endsWith(".html")) {
                checkPage(run, log, Files.readString(page));
            }
        }
        return facts.size();
    }

    /** What is left of a statement without its facts has no digit. */
    private static void assertNoNumberOfItsOwn(JsonNode statement) {
        String rest = statement.path("text").asText();
        for (JsonNode fact : statement.path("facts")) {
            String text = fact.path("text").asText();
            assertThat(rest).contains(text);
            rest = rest.replaceFirst(Pattern.quote(text), "");
        }
        assertThat(NAMES.matcher(rest).replaceAll("")).doesNotContainPattern("[0-9]");
    }

    private static void checkPage(Path run, List<String> log, String html) throws IOException {
        List<MatchResult> facts = FACT.matcher(html).results().toList();
        assertThat(facts).isNotEmpty();
        for (MatchResult fact : facts) {
            check(
                    run,
                    log.get(Integer.parseInt(fact.group(4)) - 1),
                    plain(fact.group(2)),
                    plain(fact.group(3)),
                    plain(fact.group(1)),
                    plain(fact.group(5)));
        }
        String rest = html.substring(html.indexOf("<body>"));
        rest = FACT.matcher(rest).replaceAll("");
        rest = rest.replaceAll("(?s)<p class=\"from\">.*?</p>", "").replaceAll("<[^>]*>", " ");
        assertThat(NAMES.matcher(rest).replaceAll(""))
                .as("a number without a source")
                .doesNotContainPattern("[0-9]");
        assertThat(html).doesNotContain("<script", "http://", "https://", "src=");
    }

    private static void check(Path run, String line, String file, String pointer, String value, String text)
            throws IOException {
        JsonNode tree;
        if (file.equals("audit.jsonl")) {
            tree = JSON.readTree(line);
        } else {
            byte[] bytes = Files.readAllBytes(run.resolve(file));
            assertThat(JSON.readTree(line).path("files").path(file).asText())
                    .isEqualTo(Sha256.of(bytes).hex());
            tree = (file.endsWith(".yaml") ? YAML : JSON).readTree(bytes);
        }
        JsonNode found = tree.at(pointer);
        assertThat(found.isMissingNode()).as(file + " " + pointer).isFalse();
        if (found.isContainerNode()) {
            String name = pointer.substring(pointer.lastIndexOf('/') + 1)
                    .replace("~1", "/")
                    .replace("~0", "~");
            assertThat(value).isEqualTo(name);
        } else if (found.isNumber()) {
            assertThat(new BigDecimal(value)).isEqualByComparingTo(new BigDecimal(found.asText()));
            BigDecimal shown = new BigDecimal(text);
            BigDecimal step = BigDecimal.ONE.movePointLeft(Math.max(shown.scale(), 0));
            if (shown.scale() >= 0) {
                assertThat(shown.subtract(new BigDecimal(value)).abs()).isLessThan(step);
            }
        } else if (file.equals("audit.jsonl") && pointer.startsWith("/files/")) {
            assertThat(value)
                    .isIn(found.asText(), pointer.substring("/files/".length()).replace("~1", "/"));
        } else {
            assertThat(value).isEqualTo(found.asText());
        }
    }

    private static String plain(String escaped) {
        return escaped.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String hash(String line) {
        return Sha256.of(line.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> !file.toString().endsWith(".sha256"))
                    .sorted()
                    .toList();
        }
    }
}
