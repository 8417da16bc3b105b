package org.wardround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.cli.argument.Command;
import org.wardround.cli.argument.CommandReader;
import org.wardround.cli.problem.Failures;
import org.wardround.cli.terminal.Screen;

final class UsageTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    simulat                                  | wardround: unknown command 'simulat'; did you mean 'simulate'?
                    fly                                      | wardround: unknown command 'fly'; there are: demo, simulate, study, data, federation, coordinator, site, audit, privacy, table1, predict, evaluate, report
                    --fly                                    | wardround: unknown option '--fly'; there are: --help, --version
                    study                                    | wardround study: needs a command: new, check, mock, schema, evidence, sign, verify
                    study chek                               | wardround study: unknown command 'chek'; did you mean 'check'?
                    simulate                                 | wardround simulate: missing: STUDY, --data DIR, --out DIR
                    simulate s.yaml --data d                 | wardround simulate: missing: --out DIR
                    simulate s.yaml --data d --out o --sed 1 | wardround simulate: unknown option '--sed'; did you mean '--seed'?
                    simulate s.yaml --data d --out o --sed=1 | wardround simulate: unknown option '--sed'; did you mean '--seed'?
                    simulate a b --data d --out o            | wardround simulate: 'b' is one argument too many
                    simulate s.yaml --data                   | wardround simulate: a value is missing after --data
                    simulate s --data d --out o --seed x     | wardround simulate: --seed must be a whole number, got 'x'
                    simulate s --data d --out o --threads 0  | wardround simulate: --threads must be from 1 to 1024, got 0
                    simulate s --data d --out o --dropout 1  | wardround simulate: --dropout must be from 0 to below 1, got 1
                    privacy epsilon --noise x --sampling 2 --delta 0 | wardround privacy epsilon: --noise must be a number, got 'x'; --sampling must be from 1e-9 to 1, got 2; --delta must be from 1e-10 to 0.5, got 0; missing: --rounds N
                    demo --seed 1 --seed 2                   | wardround demo: --seed is given twice
                    """)
    void a_command_line_that_is_not_understood_is_refused_with_a_hint(String line, String message) {
        TestSession session = new TestSession(Screen.PLAIN, folder);

        assertThat(session.run((Object[]) line.trim().split(" +"))).isEqualTo(2);
        String command = message.substring(0, message.indexOf(':'));
        assertThat(session.err()).isEqualTo("%s%nSee '%s --help'.%n".formatted(message, command));
        assertThat(session.out()).isEmpty();
    }

    @Test
    void without_a_word_the_help_page_is_shown() {
        TestSession session = new TestSession(Screen.PLAIN, folder);

        assertThat(session.run()).isZero();
        assertThat(session.out())
                .contains("Usage: wardround COMMAND", "simulate     Run a study over several sites' tables");
    }

    @Test
    void an_option_may_be_written_with_an_equals_sign() {
        TestSession session = new TestSession(Screen.PLAIN, folder);

        assertThat(session.run("simulate", "none.yaml", "--data=" + folder, "--out=" + folder.resolve("o"), "--seed=3"))
                .isEqualTo(1);
        assertThat(session.err()).contains("none.yaml");
    }

    @Test
    void the_version_is_told() {
        TestSession session = new TestSession(Screen.PLAIN, folder);

        assertThat(session.run("--version")).isZero();
        assertThat(session.out()).startsWith("wardround ").contains("Java");
    }

    static Stream<List<String>> everyCommand() {
        return commandsOf(Commands.all(), List.of());
    }

    private static Stream<List<String>> commandsOf(Command.Group group, List<String> words) {
        return group.commands().stream().flatMap(command -> {
            List<String> all = new ArrayList<>(words);
            all.add(command.name());
            return command instanceof Command.Group inner ? commandsOf(inner, all) : Stream.of(all);
        });
    }

    static Stream<List<String>> everyGroup() {
        return groupsOf(Commands.all(), List.of());
    }

    private static Stream<List<String>> groupsOf(Command.Group group, List<String> words) {
        Stream<List<String>> inner = group.commands().stream()
                .filter(command -> command instanceof Command.Group)
                .flatMap(command -> {
                    List<String> all = new ArrayList<>(words);
                    all.add(command.name());
                    return groupsOf((Command.Group) command, all);
                });
        return Stream.concat(Stream.of(words), inner);
    }

    @ParameterizedTest
    @MethodSource("everyGroup")
    void every_group_shows_the_example_of_one_of_its_commands(List<String> words) {
        TestSession session = new TestSession(new Screen(80, 80, true, true, true), folder);
        List<Object> line = new ArrayList<>(words);
        line.add("--help");

        assertThat(session.run(line.toArray())).isZero();
        assertThat(session.out()).contains("Example:", "\n  " + String.join(" ", with("wardround", words)) + " ");
        assertThat(session.out().lines()).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
    }

    private static List<String> with(String first, List<String> words) {
        return Stream.concat(Stream.of(first), words.stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void every_command_explains_itself_with_an_example(List<String> words) {
        TestSession session = new TestSession(new Screen(80, 80, true, true, true), folder);
        String command = "wardround " + String.join(" ", words);
        List<Object> line = new ArrayList<>(words);
        line.add("--help");

        assertThat(session.run(line.toArray())).isZero();
        assertThat(session.out()).contains("Usage: " + command, "Example:", "\n  " + command);
        assertThat(session.out().lines()).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void the_example_of_every_command_is_understood(List<String> words) {
        Command command = Commands.all();
        for (String word : words) {
            command = ((Command.Group) command)
                    .commands().stream()
                            .filter(inner -> inner.name().equals(word))
                            .findFirst()
                            .orElseThrow();
        }
        CommandReader reader = new CommandReader(Commands.all(), "");

        assertThat(((Command.Verb) command).example().lines()).isNotEmpty().allSatisfy(example -> {
            String line = example.replaceFirst(" > .*", "").replaceFirst("^wardround ", "");
            assertThat(reader.read(List.of(line.split(" ")), 80)).isInstanceOf(CommandReader.Request.Run.class);
        });
    }

    @Test
    void a_defect_is_told_without_a_stack_trace_and_logged_with_one() {
        TestSession session = new TestSession(Screen.PLAIN, folder);
        int exitCode = new Failures(session.session()).tell(new IllegalStateException("impossible"));

        assertThat(exitCode).isEqualTo(70);
        assertThat(session.err())
                .contains("defect of Wardround", folder.toString())
                .doesNotContain("\tat ", "IllegalStateException");
        assertThat(folder.toFile().listFiles())
                .singleElement()
                .satisfies(log ->
                        assertThat(log).content().contains("IllegalStateException: impossible", "\tat ", "Java "));
    }
}
