package org.wardround.cli.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.cli.Program;
import org.wardround.cli.Workbench;
import org.wardround.cli.Workbench.Ran;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;

/** A federation from its first key to a signed study, and every refusal on the way. */
final class FederationCommandsTest {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void bench() {
        bench = Workbench.in(folder).write("pass", "a long enough passphrase\n");
    }

    private Path path(String name) {
        return bench.path(name);
    }

    private Path hearts() {
        return path("hearts");
    }

    private Ran succeed(Object... words) {
        Ran ran = bench.run(words);
        assertThat(ran.exitCode())
                .as("%s%n%s%s", List.of(words), ran.out(), ran.err())
                .isZero();
        return ran;
    }

    /** Nothing but the message is told, and nothing has changed. */
    private void assertRefused(String message, Object... words) {
        Map<String, String> before = bench.content();
        Ran ran = bench.run(words);

        assertThat(ran.exitCode()).as("%s%n%s", List.of(words), ran.out()).isEqualTo(1);
        assertThat(ran.err()).startsWith("error: ").contains(message).doesNotContain("Exception", "\tat ");
        assertThat(bench.content()).isEqualTo(before);
    }

    private Ran init() {
        return succeed(
                "federation",
                "init",
                "Hearts",
                "--administrator",
                "Ada",
                "--out",
                hearts(),
                "--passphrase-file",
                path("pass"));
    }

    private void key(String name) {
        succeed("federation", "key", "--out", path(name + ".key"), "--passphrase-file", path("pass"));
    }

    private Ran change(Object... words) {
        return succeed(with(words, "--federation", hearts()));
    }

    private static Object[] with(Object[] words, Object... more) {
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    private Object[] sign(String key) {
        return new Object[] {
            "federation", "sign", "--federation", hearts(), "--key", path(key), "--passphrase-file", path("pass")
        };
    }

    /** Roster 1 of Ada and Ben with one site and one author, signed by both. */
    private void federation() {
        init();
        for (String name : List.of("ben", "dora", "north")) {
            key(name);
        }
        change("federation", "administrator", "add", "Ben", "--key", path("ben.pub"));
        change("federation", "site", "add", "north", "--title", "Northside", "--key", path("north.pub"));
        change(
                "federation",
                "author",
                "add",
                "Dora",
                "--key",
                bench.read("dora.pub").strip());
        succeed(sign("hearts/private/administrator.key"));
        succeed(sign("ben.key"));
    }

    @Test
    void a_federation_begins_with_a_private_key_and_a_draft() throws IOException {
        Ran ran = init();

        assertThat(ran.out())
                .contains("never send it", "the draft " + path("hearts/roster-1.json"), "Fingerprint of your key")
                .contains("Next: each other administrator makes a key");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(path("hearts/private/administrator.key"))))
                .isEqualTo("rw-------");
        assertThat(bench.read("hearts/private/administrator.pub")).startsWith("ed25519:");
        assertThat(bench.read("hearts/roster-1.json")).contains("\"Hearts\"", "\"signaturesNeeded\" : 2", "\"Ada\"");
    }

    @Test
    void a_roster_holds_with_two_signatures_and_is_shown_with_words() {
        federation();
        Ran checked = change("federation", "check");
        Ran shown = change("federation", "show");

        assertThat(checked.out())
                .contains("Federation Hearts: roster 1 holds, signed by ", "1 site, 1 author, 2 administrators");
        assertThat(checked.err()).contains("warning: if one administrator loses a key");
        assertThat(shown.out())
                .contains(
                        "roster 1: holds",
                        "north (Northside)",
                        "Dora",
                        bench.read("ben.pub").strip());
        assertThat(shown.out().lines().filter(line -> line.matches("    [a-z]+( [a-z]+){7}")))
                .hasSize(4);
    }

    @Test
    void one_signature_is_not_enough_and_the_next_signer_is_named() {
        init();
        key("ben");
        change("federation", "administrator", "add", "Ben", "--key", path("ben.pub"));
        Ran first = succeed(sign("ben.key"));

        assertThat(first.out())
                .contains("Administrators, of whom 2 must sign", "does not hold yet", "who may still sign: Ada");
        assertRefused("[ROSTER_UNDERSIGNED]", "federation", "check", "--federation", hearts());
        assertRefused(
                "is signed by some already, and a change would void that",
                "federation",
                "administrator",
                "add",
                "Cleo",
                "--key",
                path("ben.pub"),
                "--federation",
                hearts());
    }

    @Test
    void a_change_begins_the_next_roster_which_shows_its_differences() {
        federation();
        key("north2");
        change("federation", "revoke", "north");
        Ran added = change("federation", "site", "add", "north", "--title", "Northside", "--key", path("north2.pub"));
        Ran signed = succeed(sign("ben.key"));
        succeed(sign("hearts/private/administrator.key"));

        assertThat(added.out()).contains("roster-2.json, which holds once 2 of Ada, Ben sign it");
        assertThat(signed.out())
                .contains("2 changes since roster 1", "the key of site north changed; before: ")
                .contains("the key of site north is revoked since 1970-01-01T00:00:00Z");
        assertThat(change("federation", "check").out()).contains("roster 2 holds");
        assertRefused(
                "is revoked",
                "federation",
                "site",
                "add",
                "old",
                "--title",
                "Old",
                "--key",
                path("north.pub"),
                "--federation",
                hearts());
    }

    @Test
    void a_spoilt_folder_is_refused_by_name() {
        federation();
        String roster = bench.read("hearts/roster-1.json");
        bench.replace("hearts/roster-1.json", "Northside", "Southside");
        assertRefused("[ROSTER_SIGNATURE_WRONG]", "federation", "check", "--federation", hearts());
        assertRefused("[ROSTER_SIGNATURE_WRONG]", sign("ben.key"));
        bench.write("hearts/roster-1.json", roster.replace("{", "{ "));
        Ran unread = bench.run("federation", "check", "--federation", hearts());
        assertThat(unread.err()).contains("roster-1.json:1:1: error: this is not written as Wardround writes it");
        assertThat(unread.exitCode()).isEqualTo(1);
    }

    @Test
    void only_an_administrator_with_the_passphrase_signs() {
        init();
        key("ben");
        assertRefused("[ROSTER_INVALID]", sign("hearts/private/administrator.key"));
        change("federation", "administrator", "add", "Ben", "--key", path("ben.pub"));
        key("eve");
        bench.write("wrong", "another passphrase").write("short", "short\n");

        assertRefused("this key is no administrator's of roster 1; who may sign: Ada, Ben", sign("eve.key"));
        for (Map.Entry<String, String> wrong : Map.of(
                        "wrong", "this passphrase does not open the key",
                        "short", "a passphrase has 12 to 1000 characters, this one has 5",
                        "none", "none: there is no such file or folder")
                .entrySet()) {
            Object[] words = sign("ben.key");
            words[words.length - 1] = path(wrong.getKey());
            assertRefused(wrong.getValue(), words);
        }
        assertRefused("ben.pub: this is not a private key of Wardround", chmod("ben.pub", sign("ben.pub")));
        assertRefused("nobody is at a terminal", Arrays.copyOf(sign("ben.key"), 6));
    }

    private Object[] chmod(String name, Object... words) {
        try {
            Files.setPosixFilePermissions(path(name), PosixFilePermissions.fromString("rw-------"));
            return words;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void what_can_not_stand_in_a_roster_is_refused_and_nothing_changes() {
        init();
        key("ben");
        Object[] base = {"federation", "administrator", "add", "Ben", "--federation", hearts(), "--key"};
        Object[] site = {
            "federation", "site", "add", ".x", "--federation", hearts(), "--title", "X", "--key", path("ben.pub")
        };

        assertRefused(
                "stands in the roster twice",
                with(base, bench.read("hearts/private/administrator.pub").strip()));
        assertRefused("--key: a public key is ed25519: and 43", with(base, "ed25519:abc"));
        assertRefused("study.yaml: a public key is", with(base, path("study.yaml")));
        assertRefused("none.pub: there is no such file", with(base, path("none.pub")));
        assertRefused("a site's name has 1 to 64 letters", site);
        assertRefused(
                "nobody in the roster is called 'Zoe'; there are: administrator Ada",
                "federation",
                "revoke",
                "Zoe",
                "--federation",
                hearts());
        Ran none = bench.run("federation", "show", "--federation", path("data"));
        assertThat(none.err()).contains("there is no roster-1.json here");
    }

    @Test
    void nothing_is_written_over() {
        init();
        assertRefused(
                "administrator.key: is there already",
                "federation",
                "key",
                "--out",
                path("hearts/private/administrator.key"),
                "--passphrase-file",
                path("pass"));
        assertRefused(
                "roster-1.json: is there already",
                "federation",
                "init",
                "Lungs",
                "--administrator",
                "Ada",
                "--out",
                hearts(),
                "--passphrase-file",
                path("pass"));
        assertRefused(
                "a federation's name has 1 to 100 characters",
                "federation",
                "init",
                " ",
                "--administrator",
                "Ada",
                "--out",
                path("lungs"),
                "--passphrase-file",
                path("pass"));
    }

    @Test
    void the_coordinators_key_is_set_once() {
        init();
        key("coordinator");
        key("other");
        change("federation", "coordinator", "set", "--key", path("coordinator.pub"));

        assertRefused(
                "the coordinator has a key already",
                "federation",
                "coordinator",
                "set",
                "--key",
                path("other.pub"),
                "--federation",
                hearts());
        change("federation", "revoke", "coordinator");
        change("federation", "coordinator", "set", "--key", path("other.pub"));
        assertThat(bench.read("hearts/roster-1.json"))
                .contains("\"coordinator\" : \"" + bench.read("other.pub").strip());
    }

    @Test
    void an_author_signs_a_study_and_a_site_verifies_it() {
        federation();
        Object[] verify = {"study", "verify", path("study.yaml"), "--federation", hearts()};
        Object[] signing = {
            "study", "sign", path("study.yaml"), "--key", path("dora.key"), "--passphrase-file", path("pass")
        };
        assertRefused("[STUDY_UNSIGNED]", verify);

        Ran signed = succeed(signing);
        assertThat(signed.out())
                .contains(
                        "study.yaml.sig over 1 file: study.yaml", "Hash of the study", "Next: wardround study verify");
        assertThat(succeed(verify).out())
                .contains("study.yaml: signed by Dora, an author of roster 1 of Hearts, with 1 file");
        assertRefused("study.yaml.sig: is there already; --force to replace it", signing);

        bench.replace("study.yaml", "rounds: 4", "rounds: 5");
        assertRefused("study.yaml was changed; get the signed files, or have it signed again [STUDY_CHANGED]", verify);
        succeed(
                "study",
                "sign",
                path("study.yaml"),
                "--key",
                path("ben.key"),
                "--passphrase-file",
                path("pass"),
                "--force");
        assertRefused("but that of administrator Ben [AUTHOR_UNKNOWN]", verify);
        succeed(with(signing, "--force"));
        change("federation", "revoke", "Dora");
        assertThat(succeed(verify).err()).contains("the roster before it is taken");
        succeed(sign("ben.key"));
        succeed(sign("hearts/private/administrator.key"));
        assertRefused("[REVOKED]", verify);
    }

    @Test
    void a_study_that_no_noise_can_keep_is_refused_with_file_and_field() {
        federation();
        Object[] signing = {
            "study", "sign", path("study.yaml"), "--key", path("dora.key"), "--passphrase-file", path("pass")
        };
        String study = bench.read("study.yaml");
        bench.write(
                "study.yaml",
                study + "privacy:\n  differentialPrivacy: {epsilon: 0.01, delta: 1e-10, samplingRate: 0.5}\n");
        assertRefused("study.yaml: privacy.differentialPrivacy.epsilon: no noise keeps epsilon at", signing);
    }

    @Test
    void a_passphrase_is_asked_for_twice_where_somebody_is_there() {
        assertThat(asked("a long enough passphrase", "a long enough passphrase"))
                .isEqualTo("0");
        assertThat(asked("a long enough passphrase", "a long enough passphrasf"))
                .contains("the two passphrases differ; start again");
        assertThat(asked("short", "short"))
                .contains("the passphrase is no passphrase: a passphrase has 12 to 1000 characters");
    }

    /** The exit code, or what was told of a problem. */
    private String asked(String... answers) {
        Deque<String> queue = new ArrayDeque<>(List.of(answers));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session = new Session(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Screen.PLAIN,
                () -> Instant.EPOCH,
                folder,
                question -> Optional.of(queue.remove().toCharArray()));
        int exitCode = new Program(session)
                .run(List.of(
                        "federation",
                        "key",
                        "--out",
                        path("asked-%s.key".formatted(answers[1])).toString()));
        return exitCode == 0 ? "0" : err.toString(StandardCharsets.UTF_8);
    }
}
