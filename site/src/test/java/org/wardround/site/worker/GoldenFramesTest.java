package org.wardround.site.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of every frame, its length first. A file that differs breaks the workers that hospitals wrote. With {@code -Dgolden.write=true} missing files are written. */
final class GoldenFramesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/worker-v1");

    static Stream<Map.Entry<String, Message>> samples() {
        return Samples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_frame_has_the_bytes_of_its_file(Map.Entry<String, Message> sample) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Frames.write(sample.getValue(), written);
        Path file = FOLDER.resolve(sample.getKey() + ".hex");
        if (Boolean.getBoolean("golden.write") && Files.notExists(file)) {
            Files.writeString(file, HexFormat.of().formatHex(written.toByteArray()) + "\n");
        }

        byte[] released = HexFormat.of().parseHex(Files.readString(file).strip());

        assertThat(written.toByteArray()).isEqualTo(released);
        assertThat((Object) Frames.read(
                        new ByteArrayInputStream(released), sample.getValue().getParserForType(), released.length))
                .isEqualTo(sample.getValue());
    }

    @Test
    void every_file_is_of_a_frame() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".hex", "")))
                    .containsExactlyInAnyOrderElementsOf(Samples.all().keySet());
        }
    }
}
