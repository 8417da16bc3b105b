package org.wardround.data.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.data.Mappings;
import org.wardround.data.Studies;
import org.wardround.data.Tables;
import org.wardround.testkit.Property;

class SnapshotTest {
    private static final DataDictionary BINARY =
            Studies.study().number("a", 0, 1).number("b", 0, 1).dictionary();
    private static final DataDictionary TIMED = Studies.study()
            .number("a", 0, 1)
            .number("b", 0, 1)
            .outcome(new Outcome("t", VariableType.TIME_TO_EVENT, "", new Range(0, 1), List.of(), ""))
            .dictionary();

    private static final List<Side> SIDES = List.of(Side.TRAIN, Side.VALIDATION, Side.TEST);

    @TempDir
    Path folder;

    @Test
    void a_table_comes_back_to_the_bit() {
        Property.forSeeds(50, random -> {
            DataDictionary dictionary = random.nextInt(2) == 0 ? BINARY : TIMED;
            Table table = table(random, random.nextInt(40), dictionary);
            Path file = folder.resolve(Long.toHexString(random.nextLong()));
            try {
                Snapshot.write(table, dictionary, file);
                assertSame(Snapshot.read(file, dictionary), table);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void the_same_table_has_the_same_hash_and_another_has_another() throws IOException {
        Table table = table(SeededStream.of(1), 20, BINARY);
        Table other = table(SeededStream.of(2), 20, BINARY);

        Sha256 first = Snapshot.write(table, BINARY, folder.resolve("1"));

        assertThat(Snapshot.write(table, BINARY, folder.resolve("2"))).isEqualTo(first);
        assertThat(Snapshot.write(other, BINARY, folder.resolve("3"))).isNotEqualTo(first);
    }

    @Test
    void a_file_that_was_altered_anywhere_is_refused() throws IOException {
        Path file = folder.resolve("table");
        Snapshot.write(table(SeededStream.of(1), 8, BINARY), BINARY, file);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] altered = whole.clone();
            altered[at] ^= 1;
            Files.write(file, altered);
            assertThatThrownBy(() -> Snapshot.read(file, BINARY)).isInstanceOf(DamagedSnapshotException.class);
        }
    }

    @Test
    void a_file_that_was_cut_off_anywhere_is_refused() throws IOException {
        Path file = folder.resolve("table");
        Snapshot.write(table(SeededStream.of(1), 8, BINARY), BINARY, file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Snapshot.read(file, BINARY)).isInstanceOf(DamagedSnapshotException.class);
        }
    }

    @Test
    void another_dictionary_does_not_read_it() throws IOException {
        Path file = folder.resolve("table");
        Snapshot.write(table(SeededStream.of(1), 8, BINARY), BINARY, file);
        DataDictionary wider =
                Studies.study().number("a", 0, 1).number("b", 0, 2).dictionary();

        assertThatThrownBy(() -> Snapshot.read(file, wider))
                .isInstanceOf(DamagedSnapshotException.class)
                .hasMessage(
                        "snapshot %s was made under another data dictionary: start a new run, which reads the data again",
                        file);
    }

    @Test
    void a_snapshot_is_written_once_and_leaves_nothing_else_behind() throws IOException {
        Path file = folder.resolve("table");
        Table table = table(SeededStream.of(1), 8, BINARY);
        Snapshot.write(table, BINARY, file);

        assertThatThrownBy(() -> Snapshot.write(table, BINARY, file)).isInstanceOf(FileAlreadyExistsException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void only_its_owner_can_read_it() throws IOException {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path file = folder.resolve("table");
        Snapshot.write(table(SeededStream.of(1), 8, BINARY), BINARY, file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void no_patient_key_is_in_it() throws IOException {
        new Tables(folder).with("a.csv", "pid,a,b,y", "SECRET-KEY-1,0.5,0.5,1");
        Table table = new Tables(folder)
                .readOne(BINARY, Mappings.everyCsv().patient("pid").build())
                .table();
        Path file = folder.resolve("table");
        Snapshot.write(table, BINARY, file);

        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("SECRET");
    }

    private static void assertSame(Table read, Table written) {
        assertThat(bits(read.variables()[0])).isEqualTo(bits(written.variables()[0]));
        assertThat(bits(read.variables()[1])).isEqualTo(bits(written.variables()[1]));
        assertThat(bits(read.outcomes())).isEqualTo(bits(written.outcomes()));
        assertThat(bits(read.events())).isEqualTo(bits(written.events()));
        assertThat(read.patients()).isEqualTo(written.patients());
        assertThat(read.sides()).isEqualTo(written.sides());
        assertThat(read.outcomeType()).isEqualTo(written.outcomeType());
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    private static Table table(SeededStream random, int rows, DataDictionary dictionary) {
        boolean timed = dictionary.outcome().type() == VariableType.TIME_TO_EVENT;
        int[] patients = new int[rows];
        List<Side> sides = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            boolean known = !sides.isEmpty() && random.nextInt(3) == 0;
            patients[row] = known ? random.nextInt(sides.size()) : sides.size();
            if (!known) {
                sides.add(SIDES.get(random.nextInt(SIDES.size())));
            }
        }
        double[][] variables = {column(random, rows), column(random, rows)};
        double[] outcomes = new double[rows];
        double[] events = new double[timed ? rows : 0];
        for (int row = 0; row < rows; row++) {
            outcomes[row] = timed ? random.nextDouble() : random.nextInt(2);
            if (timed) {
                events[row] = random.nextInt(2);
            }
        }
        return new Table(dictionary.outcome().type(), variables, outcomes, events, patients, sides);
    }

    /** Any doubles, missing and negative zero among them. */
    private static double[] column(SeededStream random, int rows) {
        double[] column = new double[rows];
        for (int row = 0; row < rows; row++) {
            column[row] = switch (random.nextInt(5)) {
                case 0 -> Double.NaN;
                case 1 -> -0.0;
                default -> random.nextGaussian();
            };
        }
        return column;
    }
}
