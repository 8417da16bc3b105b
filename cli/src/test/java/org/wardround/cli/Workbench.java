package org.wardround.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.wardround.cli.terminal.Screen;
import org.wardround.core.random.SeededStream;

/** A folder with a small study and the tables of three invented hospitals, {@code east}, {@code north} and {@code west}, for tests to spoil and run. */
public final class Workbench {
    private static final String HEADER = "pid,age,marker,stage,fold,event";
    private static final String MAPPING = """
            sites:
              east: {file: east.csv}
              north: {file: north.csv}
              west: {file: west.csv}
            patient: pid
            split: {column: fold}
            """;
    private static final String STUDY = """
            study: three-hospitals
            purpose: Try the commands
            data:
              minimumPatients: 20
              variables:
                - {name: age, type: number, unit: years, range: [0, 120]}
                - {name: marker, type: number, range: [-10, 10]}
                - {name: stage, type: category, values: [I, II, III]}
              outcome: {name: event, type: binary}
              split: {column: fold}
            model: {type: logistic}
            training:
              strategy: {type: fedavg}
              rounds: 4
              quorum: 2
              local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}
            evaluation:
              primary: auroc
              metrics: [accuracy, auroc, brier]
            """;

    private final Path folder;

    private Workbench(Path folder) {
        this.folder = folder;
    }

    /** 60, 80 and 100 patients with a risk that grows with age and marker; of ten in a row seven are for training, one for validation. */
    public static Workbench in(Path folder) {
        Workbench bench = new Workbench(folder);
        SeededStream stream = SeededStream.of(11, "workbench");
        int size = 60;
        for (String site : new String[] {"east", "north", "west"}) {
            StringBuilder table = new StringBuilder(HEADER).append('\n');
            for (int i = 0; i < size; i++) {
                table.append(row(site, i, stream)).append('\n');
            }
            bench.write("data/%s.csv".formatted(site), table.toString());
            size += 20;
        }
        bench.write("data/mapping.yaml", MAPPING);
        bench.write("study.yaml", STUDY);
        return bench;
    }

    private static String row(String site, int number, SeededStream stream) {
        double age = Math.rint(60 + 10 * stream.nextGaussian());
        double marker = Math.rint(100 * stream.nextGaussian()) / 100;
        int stage = stream.nextInt(3);
        double risk = 0.08 * (age - 60) + 1.1 * marker + 0.5 * (stage - 1);
        boolean event = stream.nextDouble() < 1 / (1 + StrictMath.exp(-risk));
        String fold = number % 10 < 7 ? "train" : number % 10 < 8 ? "validation" : "test";
        return "P-%s-%d,%s,%s,%s,%s,%d"
                .formatted(site, number, age, marker, "I".repeat(stage + 1), fold, event ? 1 : 0);
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    public Workbench write(String name, String text) {
        try {
            Files.createDirectories(path(name).getParent());
            Files.writeString(path(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Workbench delete(String name) {
        try {
            Files.delete(path(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text that must stand in the file. */
    public Workbench replace(String name, String from, String to) {
        String text = read(name);
        if (!text.contains(from)) {
            throw new IllegalArgumentException("'%s' does not stand in %s".formatted(from, name));
        }
        return write(name, text.replace(from, to));
    }

    /** Changes one cell of a table. @param line counted from 1, the header's */
    public Workbench cell(String name, int line, String column, String value) {
        String[] lines = read(name).split("\n");
        lines[line - 1] = withCell(lines[line - 1], column, value);
        return write(name, String.join("\n", lines) + "\n");
    }

    /** Gives all rows of a table the same value in a column. */
    public Workbench column(String name, String column, String value) {
        return rows(name, row -> withCell(row, column, value));
    }

    private Workbench rows(String name, UnaryOperator<String> change) {
        String[] lines = read(name).split("\n");
        for (int i = 1; i < lines.length; i++) {
            lines[i] = change.apply(lines[i]);
        }
        return write(name, String.join("\n", lines) + "\n");
    }

    /** Leaves the header and so many rows of a table. */
    public Workbench head(String name, int rows) {
        return write(name, String.join("\n", Arrays.copyOf(read(name).split("\n"), rows + 1)) + "\n");
    }

    private static String withCell(String row, String column, String value) {
        String[] cells = row.split(",");
        cells[column(column)] = value;
        return String.join(",", cells);
    }

    /** The position of a column, counted from 0. */
    public static int column(String name) {
        return Arrays.asList(HEADER.split(",")).indexOf(name);
    }

    /** The whole content: each file's path and text. */
    public Map<String, String> content() {
        try (Stream<Path> all = Files.walk(folder)) {
            Map<String, String> content = new TreeMap<>();
            for (Path path : all.toList()) {
                content.put(
                        folder.relativize(path).toString(),
                        Files.isDirectory(path)
                                ? "folder"
                                : new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code simulate} with the study and the data, into {@code out}. */
    public Ran simulate(String... options) {
        Stream<Object> line = Stream.of("simulate", path("study.yaml"), "--data", path("data"), "--out", path("out"));
        return run(Stream.concat(line, Arrays.stream(options)).toArray());
    }

    /** Any command. */
    public Ran run(Object... words) {
        TestSession session = new TestSession(Screen.PLAIN, folder);
        int exitCode = session.run(words);
        return new Ran(exitCode, session.out(), session.err());
    }

    /**
     * What a command told.
     *
     * @param out on standard output
     * @param err on standard error
     */
    public record Ran(int exitCode, String out, String err) {
        /** Standard output as one line with single blanks, so that sentences are found however they were broken. */
        public String words() {
            return out.replaceAll("\\s+", " ");
        }
    }
}
