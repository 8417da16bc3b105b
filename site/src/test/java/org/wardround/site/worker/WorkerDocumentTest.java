package org.wardround.site.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.site.worker.v1.Content;
import org.wardround.site.worker.v1.WorkerProto;

/** The document of the workers' protocol says what the code does: fields, contents, limits, codes. */
final class WorkerDocumentTest {
    @Test
    void every_field_stands_there() throws IOException {
        List<String> document = Files.readAllLines(Path.of("../docs/worker.md"));
        for (Descriptor message : WorkerProto.getDescriptor().getMessageTypes()) {
            for (FieldDescriptor field : message.getFields()) {
                String row = "| `%s` | %d | `%s` | %s |"
                        .formatted(message.getName(), field.getNumber(), field.getName(), type(field));
                assertThat(document).as(row).anyMatch(line -> line.startsWith(row));
            }
        }
    }

    @Test
    void no_field_stands_there_that_is_not() throws IOException {
        long fields = WorkerProto.getDescriptor().getMessageTypes().stream()
                .mapToLong(message -> message.getFields().size())
                .sum();

        assertThat(Files.readAllLines(Path.of("../docs/worker.md")).stream()
                        .filter(line -> line.matches("\\| `[A-Z]\\w+` \\| \\d+ \\| `.*"))
                        .count())
                .isEqualTo(fields);
    }

    @Test
    void contents_limits_and_codes_stand_there() throws IOException {
        String document = Files.readString(Path.of("../docs/worker.md"));

        for (Content content : Content.values()) {
            if (content != Content.UNRECOGNIZED && content != Content.CONTENT_UNSPECIFIED) {
                assertThat(document).contains("`%s` (%d)".formatted(content.name(), content.getNumber()));
            }
        }
        for (ErrorCode code : Conversation.REFUSALS) {
            assertThat(document).contains("`%s`".formatted(code));
        }
        assertThat(document)
                .contains("%d KiB".formatted(Frames.MOST_FROM_WORKER >> 10))
                .contains("%d KiB".formatted(Frames.MOST_TO_WORKER >> 10))
                .contains("%d KiB".formatted(Frames.PIECE_BYTES >> 10))
                .contains("%,d `Progress`".formatted(Conversation.MOST_PROGRESS))
                .contains("%d lines".formatted(ErrorLines.MOST_LINES))
                .contains("%d characters".formatted(Conversation.MOST_CHARACTERS))
                .contains("version %d".formatted(Conversation.VERSION));
    }

    private static String type(FieldDescriptor field) {
        String type = field.getJavaType() == JavaType.MESSAGE
                ? field.getMessageType().getName()
                : field.getJavaType() == JavaType.ENUM
                        ? field.getEnumType().getName()
                        : field.getType().name().toLowerCase(Locale.ROOT);
        return field.isRepeated() ? "repeated " + type : type;
    }
}
