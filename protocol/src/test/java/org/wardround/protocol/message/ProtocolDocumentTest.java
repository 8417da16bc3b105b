package org.wardround.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.wardround.core.trust.SigningDomain;

/** The document of the protocol says what the code does: calls, fields with their limits, errors, labels. */
final class ProtocolDocumentTest {
    private static final List<String> DOCUMENT = read();

    @Test
    void every_call_stands_there_with_its_limits() {
        assertThat(DOCUMENT).containsAll(calls());
    }

    @Test
    void every_field_stands_there_with_its_rule() {
        assertThat(DOCUMENT).containsSequence(fields());
    }

    @Test
    void every_error_stands_there_with_what_to_do() {
        assertThat(DOCUMENT).containsSequence(errors());
    }

    @Test
    void every_label_of_a_signature_stands_there() {
        for (SigningDomain domain : EnumSet.complementOf(
                EnumSet.of(SigningDomain.DECISION, SigningDomain.AUDIT_HEAD, SigningDomain.KEY_CHECK))) {
            assertThat(String.join("\n", DOCUMENT)).contains("`%s`".formatted(domain.text()));
        }
    }

    @Test
    void versions_stand_there() {
        assertThat(String.join("\n", DOCUMENT))
                .contains("version %s".formatted(ProtocolVersion.CURRENT))
                .contains("%s is still spoken".formatted(ProtocolVersion.OLDEST));
    }

    static List<String> calls() {
        List<String> lines = new ArrayList<>();
        for (Method method : Method.values()) {
            lines.add("| `%s` | `%s` %s, %d KiB | `%s` %s, %d KiB |"
                    .formatted(
                            method.wireName(),
                            method.request().getDescriptorForType().getName(),
                            method == Method.UPLOAD ? "stream" : "one",
                            method.requestBytes() / 1024,
                            method.reply().getDescriptorForType().getName(),
                            method == Method.DOWNLOAD ? "stream" : "one",
                            method.replyBytes() / 1024));
        }
        return lines;
    }

    static List<String> fields() {
        List<String> lines = new ArrayList<>();
        for (Descriptor message : MessageRules.messages()) {
            for (FieldDescriptor field : message.getFields()) {
                lines.add("| `%s` | %d | `%s` | %s | %s |"
                        .formatted(
                                message.getName(),
                                field.getNumber(),
                                field.getName(),
                                type(field),
                                MessageRules.of(field).words()));
            }
        }
        return lines;
    }

    static List<String> errors() {
        return ErrorTable.rows().stream()
                .map(row -> "| `%s` | %s | %d | %s | %s |"
                        .formatted(
                                row.code(),
                                row.status(),
                                row.httpStatus(),
                                row.retry().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                row.action()))
                .toList();
    }

    private static String type(FieldDescriptor field) {
        String type = field.getJavaType() == JavaType.MESSAGE
                ? field.getMessageType().getName()
                : field.getType().name().toLowerCase(Locale.ROOT);
        return field.isRepeated() ? "repeated " + type : type;
    }

    private static List<String> read() {
        try {
            return Files.readAllLines(Path.of("../docs/protocol.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
