package org.wardround.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.random.SeededStream;
import org.wardround.testkit.Property;

/** Whatever the bytes are: a message within all limits, or one of three named errors. */
final class HostileBytesTest {
    private static final Set<ErrorCode> REFUSALS =
            EnumSet.of(ErrorCode.MALFORMED_MESSAGE, ErrorCode.MESSAGE_TOO_LARGE, ErrorCode.VERSION_UNSUPPORTED);
    private static final int SEEDS = 2000;

    @ParameterizedTest
    @EnumSource(Method.class)
    void mutated_requests_are_taken_or_refused_by_name(Method method) {
        byte[] honest = Samples.of(method.request().getDescriptorForType()).toByteArray();

        Property.forSeeds(
                SEEDS,
                random -> refuses(() -> {
                    Message message = MessageCodec.decodeRequest(method, mutated(honest, random));
                    MessageCheck.check(message);
                }));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void mutated_replies_are_taken_or_refused_by_name(Method method) {
        byte[] honest = Samples.of(method.reply().getDescriptorForType()).toByteArray();

        Property.forSeeds(SEEDS, random -> refuses(() -> MessageCodec.decodeReply(method, mutated(honest, random))));
    }

    @Test
    void mutated_transcripts_are_taken_or_refused_by_name() {
        Samples.all().forEach((name, sample) -> {
            if (name.startsWith("Entry")) {
                byte[] honest = sample.toByteArray();
                Property.forSeeds(
                        SEEDS,
                        random ->
                                refuses(() -> MessageCodec.decodeEntry(ByteString.copyFrom(mutated(honest, random)))));
            }
        });
    }

    @Test
    void details_of_errors_are_always_some_error() {
        byte[] honest = Samples.all().get("ErrorDetail").toByteArray();

        Property.forSeeds(
                SEEDS,
                random -> assertThat(ErrorDetails.decode(mutated(honest, random), ErrorCode.INTERNAL)
                                .getMessage())
                        .isNotNull());
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void every_cut_of_a_request_is_taken_or_refused(Method method) {
        byte[] honest = Samples.of(method.request().getDescriptorForType()).toByteArray();

        for (int length = 0; length < honest.length; length++) {
            byte[] cut = Arrays.copyOf(honest, length);
            refuses(() -> MessageCodec.decodeRequest(method, cut));
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void a_request_beyond_its_size_is_refused_without_being_parsed(Method method) {
        assertThat(codeOf(() -> MessageCodec.decodeRequest(method, new byte[method.requestBytes() + 1])))
                .isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
    }

    private static byte[] mutated(byte[] honest, SeededStream random) {
        byte[] bytes = honest.clone();
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations && bytes.length > 0; i++) {
            bytes = mutatedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutatedOnce(byte[] bytes, SeededStream random) {
        int place = random.nextInt(bytes.length);
        byte[] changed = bytes.clone();
        switch (random.nextInt(6)) {
            case 0 -> changed[place] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[place] = (byte) random.nextInt(256);
            case 2 -> {
                return Arrays.copyOf(bytes, place);
            }
            case 3 -> {
                return inserted(bytes, place, 1 + random.nextInt(64), random);
            }
            case 4 -> {
                return doubled(bytes, place);
            }
            default -> changed = garbage(bytes.length, random);
        }
        return changed;
    }

    private static byte[] inserted(byte[] bytes, int place, int count, SeededStream random) {
        byte[] garbage = garbage(count, random);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
        System.arraycopy(bytes, place, longer, place + count, bytes.length - place);
        System.arraycopy(garbage, 0, longer, place, count);
        return longer;
    }

    private static byte[] garbage(int count, SeededStream random) {
        byte[] garbage = new byte[count];
        for (int i = 0; i < count; i++) {
            garbage[i] = (byte) random.nextInt(256);
        }
        return garbage;
    }

    private static byte[] doubled(byte[] bytes, int place) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + place);
        System.arraycopy(bytes, 0, longer, bytes.length, place);
        return longer;
    }

    private static void refuses(Runnable decoding) {
        Throwable thrown = catchThrowable(decoding::run);
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(FederationException.class);
            assertThat(((FederationException) thrown).code()).isIn(REFUSALS);
        }
    }

    private static ErrorCode codeOf(Runnable decoding) {
        Throwable thrown = catchThrowable(decoding::run);
        assertThat(thrown).isInstanceOf(FederationException.class);
        return ((FederationException) thrown).code();
    }
}
