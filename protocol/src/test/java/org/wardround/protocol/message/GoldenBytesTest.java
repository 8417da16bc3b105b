package org.wardround.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of every message as they were released. A file that differs is a break of the protocol: a new field needs a new minor and files of its own.
 * With {@code -Dgolden.write=true} missing files are written.
 */
final class GoldenBytesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/v1");
    private static final int BYTES_PER_LINE = 32;

    static Stream<Map.Entry<String, Message>> samples() {
        return Samples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void message_has_the_bytes_of_its_file(Map.Entry<String, Message> sample) throws InvalidProtocolBufferException {
        Message message = sample.getValue();
        Path file = FOLDER.resolve(sample.getKey() + ".hex");
        if (Boolean.getBoolean("golden.write") && Files.notExists(file)) {
            write(file, message.toByteArray());
        }

        byte[] released = read(file);

        assertThat(message.toByteArray()).isEqualTo(released);
        assertThat(message.getParserForType().parseFrom(released)).isEqualTo(message);
        MessageCheck.check(message);
    }

    @Test
    void every_file_is_of_a_message() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> names =
                    Samples.all().keySet().stream().map(name -> name + ".hex").toList();
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    private static byte[] read(Path file) {
        try {
            return HexFormat.of().parseHex(String.join("", Files.readAllLines(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < bytes.length; from += BYTES_PER_LINE) {
            int to = Math.min(bytes.length, from + BYTES_PER_LINE);
            text.append(HexFormat.of().formatHex(bytes, from, to)).append('\n');
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
